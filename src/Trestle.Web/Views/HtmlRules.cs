using System.Buffers;

namespace Trestle;

/// <summary>What HTML and safety ask of every renderer, static or live.</summary>
static partial class HtmlRules
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
        if (!IsLiteral(text) && !string.IsNullOrWhiteSpace(text))
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

    /// <summary>
    /// The value to write: <c>#</c> in place of an address that would run as script, nothing in place of a style that would
    /// load something. Where any value would be code, a value is an error; what stands in the source is the author's own.
    /// </summary>
    public static string Safe(string element, string attribute, string value)
    {
        switch (UseOf(attribute))
        {
            case AttributeUse.Address:
                return IsScript(value) || (IsData(value) && !ShowsPictures(element, attribute)) ? "#" : value;
            case AttributeUse.Addresses:
                return value.Split(BetweenAddresses).Any(IsScript) ? "#" : value;
            case AttributeUse.Animation:
                return IsAnimation(element) && value.Split(';').Any(IsScript) ? "#" : value;
            case AttributeUse.Style:
                return CssRules.IsHarmless(value) || IsLiteral(value) ? value : "";
            case AttributeUse.Code:
                return IsLiteral(value) ? value : throw Code(element, attribute);
            case AttributeUse.Document:
                return IsLiteral(value) ? value : throw Document();
            case AttributeUse.Header:
                return IsLiteral(value) ? value : throw Header();
            default:
                return value;
        }
    }

    /// <summary>What an attribute says of a meta element that loads a page by itself; nothing of any other.</summary>
    public static Refreshing RefreshingIn(string element, string attribute, string value)
    {
        if (!element.Equals("meta", StringComparison.OrdinalIgnoreCase))
            return Refreshing.No;

        if (attribute.Equals("http-equiv", StringComparison.OrdinalIgnoreCase))
            return value.AsSpan().Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase) ? Refreshing.IsMeant : Refreshing.No;

        return attribute.Equals("content", StringComparison.OrdinalIgnoreCase) && !IsLiteral(value) && value.AsSpan().Trim().ContainsAnyExceptInRange('0', '9')
            ? Refreshing.Leads
            : Refreshing.No;
    }

    /// <summary>Refuses what its attributes together make of an element, in whatever order they come.</summary>
    public static void RequireHarmless(Refreshing refreshing)
    {
        if (refreshing == (Refreshing.IsMeant | Refreshing.Leads))
            throw Refresh();
    }

    /// <summary>Whether a text stands in the source of the program.</summary>
    static bool IsLiteral(string text) => ReferenceEquals(string.IsInterned(text), text);

    static bool ShowsPictures(string element, string attribute) => !attribute.EndsWith("action", StringComparison.OrdinalIgnoreCase) && element.ToLowerInvariant() is
        "img" or "image" or "feimage" or "source" or "video" or "audio" or "track" or "input" or "body" or "table" or "td" or "th";

    static bool IsAnimation(string element) => element.ToLowerInvariant() is "animate" or "set" or "animatemotion" or "animatetransform";
}
