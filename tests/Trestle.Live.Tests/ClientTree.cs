using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trestle.Live.Tests;

/// <summary>The tree a client keeps of its page: joins, merges diffs, and writes the HTML, as rendered.js does.</summary>
sealed class ClientTree
{
    readonly Dictionary<string, List<(string Id, string Html)>> streams = [];
    JsonObject root;

    public ClientTree(JsonElement rendered) => KeepRows(root = Expand(rendered));

    /// <summary>A tree as it came, without the title, the events and the reply beside it.</summary>
    public static JsonElement WithoutExtras(JsonElement message)
    {
        var tree = JsonObject.Create(message.Clone())!;

        foreach (var extra in new[] { "t", "e", "r" })
            tree.Remove(extra);

        return tree.Deserialize<JsonElement>();
    }

    public void Apply(JsonElement diff)
    {
        root = Merge(root, Expand(diff));
        KeepRows(root);
    }

    public override string ToString() => Write(root);

    // Rows of a stream are in the page from now on, and in the tree no more.
    void KeepRows(JsonNode? node)
    {
        if (node is JsonArray several)
            several.ToList().ForEach(KeepRows);

        if (node is not JsonObject part)
            return;

        foreach (var (_, value) in part.ToList())
            KeepRows(value);

        if (part["stream"] is not JsonArray stream)
            return;

        var name = stream[0]!.GetValue<string>();
        var rows = streams.TryGetValue(name, out var known) ? known : streams[name] = [];

        if (stream.Count > 3)
            rows.Clear();

        rows.RemoveAll(row => stream[2]!.AsArray().Any(id => id!.GetValue<string>() == row.Id));

        for (var at = 0; at < stream[1]!.AsArray().Count; at++)
            Keep(rows, stream[1]![at]!.AsArray(), WriteNode((JsonObject)part["k"]![$"{at}"]!, part["s"]!.AsArray()));

        part.Remove("stream");
        part["k"] = new JsonObject { ["kc"] = 0 };
        part["ref"] = name;
    }

    static void Keep(List<(string Id, string Html)> rows, JsonArray insert, string html)
    {
        var id = insert[0]!.GetValue<string>();
        var place = rows.FindIndex(row => row.Id == id);
        var at = insert[1]!.GetValue<int>();

        if (place >= 0)
            rows[place] = (id, html);
        else if (insert[3] is null)
            rows.Insert(at < 0 ? rows.Count : Math.Min(at, rows.Count), (id, html));

        if (insert[2]?.GetValue<int>() is { } limit && rows.Count > Math.Abs(limit))
            rows.RemoveRange(limit < 0 ? 0 : limit, rows.Count - Math.Abs(limit));
    }

    static JsonObject Expand(JsonElement message)
    {
        var node = JsonObject.Create(message.Clone())!;
        ReplaceTemplates(node, null);

        return node;
    }

    // An integer "s" is an index into "p" of the nearest message part that carries one; it is never kept.
    static void ReplaceTemplates(JsonNode? node, JsonObject? templates)
    {
        if (node is not JsonObject part)
            return;

        if (part["p"] is JsonObject own)
        {
            templates = own;
            part.Remove("p");
        }

        if (part["s"] is JsonValue index)
            part["s"] = templates![index.ToString()]!.DeepClone();

        foreach (var (name, value) in part.ToList())
        {
            if (value is JsonArray { Count: 2 } moved && name != "s")
                ReplaceTemplates(moved[1], templates);
            else
                ReplaceTemplates(value, templates);
        }
    }

    static JsonObject Merge(JsonObject old, JsonObject diff)
    {
        if (diff.ContainsKey("s"))
            return (JsonObject)diff.DeepClone();

        var merged = (JsonObject)old.DeepClone();

        foreach (var (name, value) in diff)
        {
            merged[name] = (name, value) switch
            {
                ("k", JsonObject keyed) => MergeKeyed((JsonObject)old["k"]!, keyed),
                (_, JsonObject part) when merged[name] is JsonObject former => Merge(former, part),
                _ => value?.DeepClone(),
            };
        }

        return merged;
    }

    static JsonObject MergeKeyed(JsonObject old, JsonObject diff)
    {
        var count = diff["kc"]!.GetValue<int>();
        var merged = new JsonObject { ["kc"] = count };

        for (var position = 0; position < count; position++)
        {
            var name = position.ToString();
            merged[name] = diff[name] switch
            {
                null => old[name]!.DeepClone(),
                JsonValue from => old[from.ToString()]!.DeepClone(),
                JsonArray moved => Merge((JsonObject)old[moved[0]!.ToString()]!, (JsonObject)moved[1]!),
                JsonObject part when old[name] is JsonObject former => Merge(former, part),
                var fresh => fresh.DeepClone(),
            };
        }

        return merged;
    }

    string Write(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { } stream when stream["ref"] is { } name => string.Concat(streams[name.GetValue<string>()].Select(row => row.Html)),
        JsonObject { } list when list["k"] is JsonObject keyed => WriteList(list, keyed),
        JsonObject part => WriteNode(part, part["s"]!.AsArray()),
        _ => node.GetValue<string>(),
    };

    // Entries have the comprehension's own statics.
    string WriteList(JsonObject list, JsonObject keyed)
    {
        var html = new StringBuilder();

        for (var position = 0; position < keyed["kc"]!.GetValue<int>(); position++)
            html.Append(WriteNode((JsonObject)keyed[position.ToString()]!, list["s"]!.AsArray()));

        return html.ToString();
    }

    string WriteNode(JsonObject part, JsonArray statics)
    {
        var html = new StringBuilder(statics[0]!.GetValue<string>());

        for (var i = 1; i < statics.Count; i++)
            html.Append(Write(part[(i - 1).ToString()])).Append(statics[i]!.GetValue<string>());

        return html.ToString();
    }
}
