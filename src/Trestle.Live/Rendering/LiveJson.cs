using System.Buffers;
using System.Buffers.Text;

namespace Trestle;

/// <summary>
/// Writes trees and diffs as the client reads them: <c>s</c> statics, numbered slots, <c>k</c> keyed entries,
/// <c>p</c> shared statics.
/// </summary>
/// <remarks>
/// A slot is a JSON string or object: the client takes a number for a component's id, and so it is written for one. A node that carries
/// <c>s</c> replaces all that stood in its place, so then everything below it is written whole.
/// </remarks>
sealed partial class LiveJson(RenderedTree tree, HtmlBuffer json)
{
    static readonly SearchValues<byte> Specials =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    // By fingerprint, a number each; made when a list is first written whole.
    Dictionary<ulong, int>? templates;
    List<int>? templateNodes;

    /// <summary>Writes the whole tree.</summary>
    public void Whole()
    {
        json.Write((byte)'{');
        NodeMembers(cell: 0, isShared: false);
        _ = Components(isFirst: false);
        Templates();
        json.Write((byte)'}');
    }

    /// <summary>Writes what differs from the tape; returns false, having written nothing, when nothing does.</summary>
    public bool Changes(ulong[] tape)
    {
        var at = 0;
        var start = json.Length;

        var hasChanged = new LiveDiffer(tree, json, this, tape).Slot(cell: 0, ref at, isShared: false);

        // The root is an object; what it shares goes in before it closes.
        if (hasChanged)
            json.Rewind(json.Length - 1);
        else
            json.Write((byte)'{');

        if (!Components(isFirst: !hasChanged) && !hasChanged)
        {
            json.Rewind(start);
            return false;
        }

        Templates();
        json.Write((byte)'}');

        return true;
    }

    /// <summary>Writes a slot whole.</summary>
    public void Slot(int cell, bool isShared)
    {
        switch (tree[cell].Kind)
        {
            case CellKind.Leaf:
                Text(tree[cell].Start, tree[cell].End);
                break;
            case CellKind.List:
                List(cell);
                break;
            case CellKind.Stream:
                Stream(cell);
                break;
            case CellKind.Component:
                Number((int)tree[cell].Hash);
                break;
            default:
                json.Write((byte)'{');
                NodeMembers(cell, isShared);
                json.Write((byte)'}');
                break;
        }
    }

    public void Number(int number)
    {
        Span<byte> digits = stackalloc byte[11];

        _ = Utf8Formatter.TryFormat(number, digits, out var length);
        json.Write(digits[..length]);
    }

    /// <summary>Writes <c>"7":</c>, after a comma when it is not the first.</summary>
    public void Name(int number, bool isFirst)
    {
        json.Write(isFirst ? "\""u8 : ",\""u8);
        Number(number);
        json.Write("\":"u8);
    }

    void NodeMembers(int cell, bool isShared)
    {
        json.Write("\"s\":"u8);

        if (isShared)
            Number(TemplateOf(cell));
        else
            Statics(cell);

        var end = tree[cell].Next;
        var slot = 0;

        for (var child = cell + 1; child < end; child = tree[child].Next)
        {
            Name(slot++, isFirst: false);
            Slot(child, isShared);
        }
    }

    /// <summary>Nodes within lists share their statics through the root, for rows are mostly alike.</summary>
    int TemplateOf(int cell)
    {
        templates ??= [];
        templateNodes ??= [];

        if (!templates.TryGetValue(tree[cell].Hash, out var template))
        {
            templates[tree[cell].Hash] = template = templateNodes.Count;
            templateNodes.Add(cell);
        }

        return template;
    }

    void Statics(int cell)
    {
        var start = tree[cell].Start;
        var end = tree[cell].Next;

        json.Write((byte)'[');

        for (var child = cell + 1; child < end; child = tree[child].Next)
        {
            Text(start, tree[child].Start);
            json.Write((byte)',');
            start = tree[child].End;
        }

        Text(start, tree[cell].End);
        json.Write((byte)']');
    }

    void List(int cell)
    {
        json.Write("{\"s\":[\"\",\"\"],"u8);
        Entries(cell);
        json.Write((byte)'}');
    }

    void Entries(int cell)
    {
        var end = tree[cell].Next;
        var count = 0;

        json.Write("\"k\":{"u8);

        for (var entry = cell + 1; entry < end; entry = tree[entry].Next)
        {
            Name(count, isFirst: count == 0);
            Entry(entry);
            count++;
        }

        json.Write(count == 0 ? "\"kc\":"u8 : ",\"kc\":"u8);
        Number(count);
        json.Write((byte)'}');
    }

    public void Entry(int entry)
    {
        json.Write("{\"0\":"u8);
        Slot(entry + 1, isShared: true);
        json.Write((byte)'}');
    }

    void Templates()
    {
        if (templateNodes is null)
            return;

        json.Write(",\"p\":{"u8);

        for (var template = 0; template < templateNodes.Count; template++)
        {
            Name(template, isFirst: template == 0);
            Statics(templateNodes[template]);
        }

        json.Write((byte)'}');
    }

    void Text(int start, int end)
    {
        var text = tree.Text(start, end);

        json.Write((byte)'"');

        for (var next = text.IndexOfAny(Specials); next >= 0; next = text.IndexOfAny(Specials))
        {
            json.Write(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        json.Write(text);
        json.Write((byte)'"');
    }

    void Escape(byte special)
    {
        switch (special)
        {
            case (byte)'"':
                json.Write("\\\""u8);
                break;
            case (byte)'\\':
                json.Write("\\\\"u8);
                break;
            case (byte)'\n':
                json.Write("\\n"u8);
                break;
            default:
                json.Write("\\u00"u8);
                json.Write((byte)"0123456789abcdef"[special >> 4]);
                json.Write((byte)"0123456789abcdef"[special & 15]);
                break;
        }
    }
}
