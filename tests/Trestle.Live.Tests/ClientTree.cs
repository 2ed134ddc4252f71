using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trestle.Live.Tests;

/// <summary>The tree a client keeps of its page: joins, merges diffs, and writes the HTML, as rendered.js does.</summary>
sealed class ClientTree(JsonElement rendered)
{
    JsonObject root = Expand(rendered);

    public void Apply(JsonElement diff) => root = Merge(root, Expand(diff));

    public override string ToString() => Write(root);

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

    static string Write(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { } list when list["k"] is JsonObject keyed => WriteList(list, keyed),
        JsonObject part => WriteNode(part, part["s"]!.AsArray()),
        _ => node.GetValue<string>(),
    };

    // Entries have the comprehension's own statics.
    static string WriteList(JsonObject list, JsonObject keyed)
    {
        var html = new StringBuilder();

        for (var position = 0; position < keyed["kc"]!.GetValue<int>(); position++)
            html.Append(WriteNode((JsonObject)keyed[position.ToString()]!, list["s"]!.AsArray()));

        return html.ToString();
    }

    static string WriteNode(JsonObject part, JsonArray statics)
    {
        var html = new StringBuilder(statics[0]!.GetValue<string>());

        for (var i = 1; i < statics.Count; i++)
            html.Append(Write(part[(i - 1).ToString()])).Append(statics[i]!.GetValue<string>());

        return html.ToString();
    }
}
