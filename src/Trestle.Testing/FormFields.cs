using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>An object as the fields of a form, under the names that a params record reads.</summary>
static class FormFields
{
    public static HttpContent Encode(object? fields) => new FormUrlEncodedContent(Of(fields));

    public static IEnumerable<KeyValuePair<string, string>> Of(object? fields) => fields switch
    {
        null => [],
        IEnumerable<KeyValuePair<string, string>> pairs => pairs,
        _ => Members(fields).SelectMany(member => Field(member.Name, member.Value)),
    };

    static IEnumerable<KeyValuePair<string, string>> Field(string name, object? value) => value switch
    {
        null => [],
        _ when Text(value) is { } text => [new(name, text)],
        IEnumerable list => list.Cast<object>().SelectMany((item, place) =>
            Text(item) is { } text ? [new(name, text)] : Field($"{name}[{place}]", item)),
        _ => Members(value).SelectMany(member => Field($"{name}.{member.Name}", member.Value)),
    };

    static IEnumerable<(string Name, object? Value)> Members(object value) => value is IDictionary entries
        ? entries.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, entry.Value))
        : value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, property.GetValue(value)));

    // As a browser's own controls write them: dates and numbers in no language.
    static string? Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
