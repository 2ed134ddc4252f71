using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>A member that is a file, or a list of files.</summary>
sealed class UploadMember(string name, Type type, bool isNullable, PropertyInfo? property) : ParamsMember(name, property)
{
    readonly bool isList = Field.ListItem(type) is not null;

    public static bool IsFor(Type type) => (Field.ListItem(type) ?? type) == typeof(Upload);

    public override bool IsIn(IReadOnlyDictionary<string, StringValues> fields) =>
        fields.ContainsKey(Name) || SentFields.FilesOf(fields, Name).Count > 0;

    public override object? Read(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder)
    {
        // A browser sends "" for a file field in which nothing was chosen.
        if (fields.TryGetValue(Name, out var texts) && texts.FirstOrDefault(text => text?.Length > 0) is { } text)
            throw new RequestException(400, $"expected {CamelName} to be a file, got the text \"{(text.Length > 100 ? text[..100] + "..." : text)}\": a form that sends files has enctype=\"multipart/form-data\"");

        var files = SentFields.FilesOf(fields, Name);

        if (isList)
            return Field.AsList(files.ToArray(), type);

        return files.Count > 1
            ? throw new RequestException(400, $"expected {CamelName} to be one file, got {files.Count}")
            : Required(files.Count == 0 ? null : files[0], "form");
    }

    public override object? Completed(object? value, ParamsBinder binder) =>
        value is null && isList && !isNullable ? Field.AsList(Array.Empty<Upload>(), type) : Required(value, "JSON");

    object? Required(object? value, string place) => value is null && !isNullable
        ? throw new RequestException(400, $"expected {CamelName} in the {place}, as a file")
        : value;
}
