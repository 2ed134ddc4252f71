using System.Buffers;

namespace Trestle;

/// <summary>What HTML and safety ask of every renderer, static or live.</summary>
static class HtmlRules
{
    static readonly SearchValues<char> NotInNames = SearchValues.Create(" \t\r\n\f\"'<>/=");

    /// <summary>Elements without an end tag.</summary>
    public static bool IsVoid(string element) => element is
        "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "source"
        or "track" or "wbr";

    /// <summary>
    /// Elements whose text browsers take as code: entities are not decoded there, so nothing can be escaped.
    /// </summary>
    public static bool IsCode(string element) =>
        element.Length is 5 or 6
        && (element.Equals("script", StringComparison.OrdinalIgnoreCase)
            || element.Equals("style", StringComparison.OrdinalIgnoreCase));

    /// <summary>Text inside script and style has to stand in the source; data may be anything.</summary>
    public static void RequireLiteral(string text, string element)
    {
        if (!ReferenceEquals(string.IsInterned(text), text) && !string.IsNullOrWhiteSpace(text))
            throw new InvalidOperationException(
                $"""
                A view writes a value into <{element}>, where it cannot be escaped: it would run as code.

                Put it in an attribute and read it from there:

                    <div id="chart" data-points="@json"></div>
                """);
    }

    /// <summary>
    /// A splatted dictionary may bring any name; one with a space or quote in it would smuggle attributes.
    /// </summary>
    public static void RequireName(string attribute)
    {
        if (attribute.Length == 0 || attribute.AsSpan().ContainsAny(NotInNames))
            throw new InvalidOperationException(
                $"Expected an attribute's name to be without spaces, quotes, <, >, / and =, got: \"{attribute}\".");
    }

    /// <summary>The value to write: <c>#</c> in place of an address that would run as script.</summary>
    public static string Safe(string attribute, string value) =>
        IsAddress(attribute) && IsScript(value) ? "#" : value;

    static bool IsAddress(string attribute) => attribute.Length switch
    {
        3 => attribute.Equals("src", StringComparison.OrdinalIgnoreCase),
        4 => attribute.Equals("href", StringComparison.OrdinalIgnoreCase)
            || attribute.Equals("data", StringComparison.OrdinalIgnoreCase),
        6 => attribute.Equals("action", StringComparison.OrdinalIgnoreCase),
        10 => attribute.Equals("formaction", StringComparison.OrdinalIgnoreCase)
            || attribute.Equals("xlink:href", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // Browsers skip control characters and spaces before the scheme, and tabs and line ends within it.
    static bool IsScript(string value)
    {
        var start = 0;

        while (start < value.Length && value[start] <= ' ')
            start++;

        return start < value.Length
            && (value[start] | 0x20) is 'j' or 'v'
            && (HasScheme(value.AsSpan(start), "javascript:") || HasScheme(value.AsSpan(start), "vbscript:"));
    }

    static bool HasScheme(ReadOnlySpan<char> value, string scheme)
    {
        var matched = 0;

        foreach (var character in value)
        {
            if (character is '\t' or '\r' or '\n')
                continue;
            if (char.ToLowerInvariant(character) != scheme[matched])
                return false;
            if (++matched == scheme.Length)
                return true;
        }

        return false;
    }
}
