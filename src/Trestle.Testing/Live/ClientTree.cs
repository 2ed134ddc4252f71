using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Trestle;

/// <summary>The tree that a browser's client keeps of a live view: takes joins and diffs, writes the HTML they amount to.</summary>
sealed class ClientTree
{
    readonly string view;
    readonly Dictionary<int, ClientNode> components = [];
    readonly Dictionary<string, List<(string Id, ClientNode Row)>> streams = [];
    readonly ClientNode root = new();

    /// <summary>Whether there ever was an element in it that the browser leaves as it first was.</summary>
    public bool HasIgnored { get; private set; }

    /// <param name="rendered">What the join was answered with.</param>
    /// <param name="view">The id of the view's element: the roots of its components say whose they are.</param>
    public ClientTree(JsonElement rendered, string view = "view")
    {
        this.view = view;
        Apply(rendered);
    }

    public void Apply(JsonElement diff)
    {
        // As the client does, whose components hang on the root.
        if (diff.TryGetProperty("s", out _))
            components.Clear();

        Merge(root, diff, null);

        if (diff.TryGetProperty("c", out var changed))
            foreach (var component in changed.EnumerateObject())
                Merge(ComponentOf(component.Name), component.Value, null);
    }

    /// <summary>The components that the page shows.</summary>
    public IEnumerable<int> ShownComponents()
    {
        var shown = new HashSet<int>();
        Collect(root, shown);

        return shown;
    }

    /// <summary>Those the tree still has, shown or not.</summary>
    public IEnumerable<int> Components => components.Keys;

    public void Forget(int component) => components.Remove(component);

    public override string ToString()
    {
        var html = new StringBuilder();
        Write(root, root.Statics!, html);

        return html.ToString();
    }

    ClientNode ComponentOf(string cid)
    {
        var id = int.Parse(cid, CultureInfo.InvariantCulture);

        return components.TryGetValue(id, out var known) ? known : components[id] = new();
    }

    // Statics that many nodes share stand in "p" of the part of the message around them, and are known there by number.
    object Merged(object? old, JsonElement value, JsonElement? templates)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Noted(value);

        if (value.ValueKind == JsonValueKind.Number)
            return value.GetInt32();

        var node = old as ClientNode ?? new();
        Merge(node, value, templates);

        return node;
    }

    void Merge(ClientNode node, JsonElement diff, JsonElement? templates)
    {
        if (diff.TryGetProperty("p", out var own))
            templates = own;

        // New statics replace all that stood there.
        if (diff.TryGetProperty("s", out var statics))
            node.Begin(statics.ValueKind == JsonValueKind.Array ? Texts(statics) : Texts(templates!.Value.GetProperty(statics.GetRawText())));

        if (diff.TryGetProperty("k", out var keyed))
            node.Entries = MergeKeyed(node.Entries ?? [], keyed, templates);

        if (diff.TryGetProperty("stream", out var stream))
            KeepRows(node, stream);

        foreach (var part in diff.EnumerateObject())
            if (char.IsAsciiDigit(part.Name[0]))
                node[int.Parse(part.Name, CultureInfo.InvariantCulture)] =
                    Merged(node[int.Parse(part.Name, CultureInfo.InvariantCulture)], part.Value, templates);
    }

    List<ClientNode> MergeKeyed(List<ClientNode> old, JsonElement keyed, JsonElement? templates)
    {
        var count = keyed.GetProperty("kc").GetInt32();
        var merged = new List<ClientNode>(count);

        for (var at = 0; at < count; at++)
        {
            if (!keyed.TryGetProperty(at.ToString(CultureInfo.InvariantCulture), out var entry))
                merged.Add(old[at]);
            else if (entry.ValueKind == JsonValueKind.Number)
                merged.Add(old[entry.GetInt32()]);
            else if (entry.ValueKind == JsonValueKind.Array)
                merged.Add((ClientNode)Merged(old[entry[0].GetInt32()], entry[1], templates));
            else
                merged.Add((ClientNode)Merged(at < old.Count && !IsWhole(entry) ? old[at] : null, entry, templates));
        }

        return merged;
    }

    // A new entry brings statics of its own, and so takes nothing over from what stood in its place.
    static bool IsWhole(JsonElement entry) =>
        entry.EnumerateObject().All(part => part.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("s", out _));

    // Rows of a stream are in the page from now on, and in the tree no more.
    void KeepRows(ClientNode list, JsonElement stream)
    {
        var name = list.Stream = stream[0].GetString()!;
        var rows = streams.TryGetValue(name, out var known) ? known : streams[name] = [];

        if (stream.GetArrayLength() > 3)
            rows.Clear();

        rows.RemoveAll(row => stream[2].EnumerateArray().Any(id => id.GetString() == row.Id));

        foreach (var (at, insert) in stream[1].EnumerateArray().Index())
            Keep(rows, insert, list.Entries![at].Within(list.Statics!));

        list.Entries = [];
    }

    static void Keep(List<(string Id, ClientNode Row)> rows, JsonElement insert, ClientNode row)
    {
        var id = insert[0].GetString()!;
        var place = rows.FindIndex(row => row.Id == id);
        var at = insert[1].GetInt32();

        if (place >= 0)
            rows[place] = (id, row);
        else if (insert[3].ValueKind == JsonValueKind.Null)
            rows.Insert(at < 0 ? rows.Count : Math.Min(at, rows.Count), (id, row));

        if (insert[2].ValueKind == JsonValueKind.Number && insert[2].GetInt32() is var limit && rows.Count > Math.Abs(limit))
            rows.RemoveRange(limit < 0 ? 0 : limit, rows.Count - Math.Abs(limit));
    }

    string[] Texts(JsonElement statics) => [.. statics.EnumerateArray().Select(Noted)];

    string Noted(JsonElement html)
    {
        var text = html.GetString()!;
        HasIgnored |= text.Contains("phx-update=\"ignore\"", StringComparison.Ordinal);

        return text;
    }

    void Write(ClientNode node, string[] statics, StringBuilder html)
    {
        if (node.Stream is { } stream)
        {
            streams[stream].ForEach(row => Write(row.Row, row.Row.Statics!, html));
        }
        else if (node.Entries is { } entries)
        {
            // Entries have the list's own statics.
            entries.ForEach(entry => WriteParts(entry, statics, html));
        }
        else
        {
            WriteParts(node, statics, html);
        }
    }

    void WriteParts(ClientNode node, string[] statics, StringBuilder html)
    {
        html.Append(statics[0]);

        for (var at = 1; at < statics.Length; at++)
        {
            WriteSlot(node[at - 1], html);
            html.Append(statics[at]);
        }
    }

    void WriteSlot(object? slot, StringBuilder html)
    {
        switch (slot)
        {
            case string text:
                html.Append(text);
                break;
            case int component:
                WriteComponent(component, html);
                break;
            case ClientNode node:
                Write(node, node.Statics!, html);
                break;
            default:
                throw new InvalidOperationException("A slot of the page was never sent.");
        }
    }

    // Its first tag is told whose it is.
    void WriteComponent(int cid, StringBuilder html)
    {
        var start = html.Length;
        var component = components[cid];
        Write(component, component.Statics!, html);

        while (html[start] != '<')
            start++;

        for (start++; char.IsAsciiLetterOrDigit(html[start]) || html[start] == '-'; start++) { }

        html.Insert(start, $" data-phx-component=\"{cid}\" data-phx-view=\"{view}\"");
    }

    void Collect(ClientNode node, HashSet<int> shown)
    {
        foreach (var slot in node.Slots)
            if (slot is ClientNode inner)
                Collect(inner, shown);
            else if (slot is int cid && shown.Add(cid))
                Collect(components[cid], shown);

        foreach (var entry in node.Entries ?? [])
            Collect(entry, shown);

        foreach (var (_, row) in node.Stream is { } stream ? streams[stream] : [])
            Collect(row, shown);
    }
}

/// <summary>A part of the page: static texts with slots between, or a list of entries.</summary>
sealed class ClientNode
{
    readonly List<object?> slots = [];

    public string[]? Statics { get; private set; }

    /// <summary>Texts, nodes, and numbers of components.</summary>
    public IReadOnlyList<object?> Slots => slots;

    public List<ClientNode>? Entries { get; set; }

    /// <summary>The stream whose rows stand here.</summary>
    public string? Stream { get; set; }

    public object? this[int slot]
    {
        get => slot < slots.Count ? slots[slot] : null;
        set
        {
            while (slots.Count <= slot)
                slots.Add(null);

            slots[slot] = value;
        }
    }

    public void Begin(string[] statics)
    {
        (Statics, Entries, Stream) = (statics, null, null);
        slots.Clear();
    }

    /// <summary>An entry that goes on without its list.</summary>
    public ClientNode Within(string[] statics)
    {
        Statics = statics;

        return this;
    }
}
