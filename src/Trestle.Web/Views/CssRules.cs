namespace Trestle;

/// <summary>Which declarations may come as a value: such as set a size, a colour or a variable, and load nothing.</summary>
static class CssRules
{
    // Escapes and comments could hide a word; at-rules and braces have no place in an attribute.
    static readonly char[] forbidden = ['\\', '@', '<', '{', '}'];

    // https://www.w3.org/TR/css-values-4/#urls and what else takes an address; the last three are of browsers long gone.
    static readonly string[] loading = ["url(", "src(", "image(", "image-set(", "expression(", "behavior", "-moz-binding"];

    public static bool IsHarmless(string style) => style.IndexOfAny(forbidden) < 0
        && !style.Contains("/*", StringComparison.Ordinal)
        && !Array.Exists(loading, word => style.Contains(word, StringComparison.OrdinalIgnoreCase));
}
