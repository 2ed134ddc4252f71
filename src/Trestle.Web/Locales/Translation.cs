using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Trestle;

/// <summary>One entry of a catalog: a text, or one for each form of a plural.</summary>
sealed partial record Translation(string Key, string File, IReadOnlyDictionary<string, string> Forms)
{
    public const string Other = "other";

    /// <summary>The text with its <c>{names}</c> filled in; one may say how: <c>{price:C}</c>.</summary>
    public string Fill(object? values, CultureInfo culture, bool isHtml, bool isStrict)
    {
        var given = ValuesOf(values);
        var format = FormatOf(culture);

        return Place().Replace(FormFor(given, culture), place =>
        {
            var name = place.Groups["name"].Value;

            if (!given.TryGetValue(name, out var value))
                return isStrict ? throw Lacks(name, given) : place.Value;

            var text = value is IFormattable formattable
                ? formattable.ToString(place.Groups["format"] is { Success: true } how ? how.Value : null, format)
                : value?.ToString() ?? "";

            return isHtml ? HtmlEncoder.Default.Encode(text) : text;
        });
    }

    public static IReadOnlyDictionary<string, object?> ValuesOf(object? values) => values switch
    {
        null => new Dictionary<string, object?>(),
        IReadOnlyDictionary<string, object?> named => named,
        IDictionary named => named.Keys.Cast<string>().ToDictionary(name => name, name => named[name]),
        _ => values.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, property => property.GetValue(values), StringComparer.OrdinalIgnoreCase),
    };

    // The reader's own way of writing numbers, where that is one of the text's language: de-CH for a text from de.
    static CultureInfo FormatOf(CultureInfo culture) =>
        CultureInfo.CurrentCulture.TwoLetterISOLanguageName == culture.TwoLetterISOLanguageName ? CultureInfo.CurrentCulture : Locale.Specific(culture);

    string FormFor(IReadOnlyDictionary<string, object?> values, CultureInfo culture)
    {
        if (Forms.Count == 1)
            return Forms[Other];

        // Zero is often said in a way of its own, also where the language has no form for it.
        var count = values.TryGetValue("count", out var value) && value is IConvertible number
            ? Convert.ToDecimal(number, CultureInfo.InvariantCulture)
            : throw new ArgumentException($"""expected T("{Key}") to be given a count, as in T("{Key}", new {"{ count = 3 }"}): {File} has a text for {string.Join(", ", Forms.Keys)}""");

        return count == 0 && Forms.TryGetValue("zero", out var zero)
            ? zero
            : Forms.TryGetValue(PluralRules.Of(culture, count), out var form) ? form : Forms[Other];
    }

    ArgumentException Lacks(string name, IReadOnlyDictionary<string, object?> given) => new(
        $$"""
        expected T("{{Key}}") to be given {{name}}, which its text in {{File}} asks for, got: {{(given.Count == 0 ? "nothing" : string.Join(", ", given.Keys))}}

        Give it:

            T("{{Key}}", new { {{name}} = ... })
        """);

    [GeneratedRegex(@"\{(?<name>[A-Za-z_]\w*)(:(?<format>[^{}]+))?\}")]
    private static partial Regex Place();
}
