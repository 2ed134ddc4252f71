using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace Trestle;

/// <summary>An object as the fields of a form, under the names that a params record reads.</summary>
static class FormFields
{
    static readonly FileExtensionContentTypeProvider types = new();

    /// <summary>As a browser does: a form with files is multipart.</summary>
    public static HttpContent Encode(object? fields)
    {
        var all = All(fields).ToArray();

        return Array.Exists(all, field => field.Value is FileInfo) ? Multipart(all) : new FormUrlEncodedContent(Texts(all));
    }

    /// <summary>Those of a form that is filled on its page.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(object? fields) => Texts(All(fields));

    static IEnumerable<KeyValuePair<string, string>> Texts(IEnumerable<KeyValuePair<string, object>> fields) => fields.Select(field =>
        KeyValuePair.Create(field.Key, field.Value as string ?? throw new VisitException(
            $"A form that is filled on its page takes no file for {field.Key}.\n\nSend the fields yourself: PostAsync(path, new {{ {field.Key} = new FileInfo(...) }})")));

    static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, object>> fields)
    {
        var content = new MultipartFormDataContent();

        foreach (var (name, value) in fields)
            if (value is FileInfo file)
                content.Add(new StreamContent(file.OpenRead()) { Headers = { ContentType = new(TypeOf(file)) } }, name, file.Name);
            else
                content.Add(new StringContent((string)value), name);

        return content;
    }

    static string TypeOf(FileInfo file) => types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream";

    static IEnumerable<KeyValuePair<string, object>> All(object? fields) => fields switch
    {
        null => [],
        IEnumerable<KeyValuePair<string, string>> pairs => pairs.Select(pair => KeyValuePair.Create(pair.Key, (object)pair.Value)),
        _ => Members(fields).SelectMany(member => Field(member.Name, member.Value)),
    };

    static IEnumerable<KeyValuePair<string, object>> Field(string name, object? value) => value switch
    {
        null => [],
        _ when Single(value) is { } one => [new(name, one)],
        IEnumerable list => list.Cast<object>().SelectMany((item, place) =>
            Single(item) is { } one ? [new(name, one)] : Field($"{name}[{place}]", item)),
        _ => Members(value).SelectMany(member => Field($"{name}.{member.Name}", member.Value)),
    };

    static IEnumerable<(string Name, object? Value)> Members(object value) => value is IDictionary entries
        ? entries.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, entry.Value))
        : value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, property.GetValue(value)));

    static object? Single(object value) => value as FileInfo ?? (object?)Text(value);

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
