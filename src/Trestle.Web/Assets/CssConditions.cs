namespace Trestle;

/// <summary>What stands behind the address of an <c>@import</c>, as rules around the imported text: <c>layer(base) supports(display: grid) print</c>.</summary>
static class CssConditions
{
    public static string Around(string text, string conditions)
    {
        var layer = Taken(ref conditions, "layer");
        var supports = Taken(ref conditions, "supports");

        if (layer is not null)
            text = $"@layer {(layer.Length == 0 ? "" : $"{layer} ")}{{\n{text}\n}}";
        if (supports is not null)
            text = $"@supports {(IsDeclaration(supports) ? $"({supports})" : supports)} {{\n{text}\n}}";

        return conditions.Length == 0 ? text : $"@media {conditions} {{\n{text}\n}}";
    }

    /// <summary>The words in the brackets behind a name, "" where there are no brackets; null where the name is not next.</summary>
    static string? Taken(ref string conditions, string name)
    {
        if (!conditions.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            return null;

        var rest = conditions[name.Length..];

        if (rest is not ['(', ..])
        {
            if (rest is [not ' ', ..])
                return null;

            conditions = rest.Trim();

            return "";
        }

        var end = EndOfBrackets(rest);
        conditions = rest[end..].Trim();

        return rest[1..(end - 1)].Trim();
    }

    static bool IsDeclaration(string supports) => !supports.StartsWith('(') && !supports.StartsWith("not ", StringComparison.OrdinalIgnoreCase) && supports.Contains(':', StringComparison.Ordinal);

    static int EndOfBrackets(string text)
    {
        var depth = 0;

        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };

            if (depth == 0)
                return at + 1;
        }

        return text.Length;
    }
}
