using Humanizer;

namespace Trestle;

/// <summary>
/// Names of fields and messages of errors from the catalogs: <c>records.book.fields.title</c>, <c>records.book.errors.title.blank</c>,
/// <c>errors.blank</c>, and how they make a sentence, <c>errors.sentence</c>. What they lack stays English.
/// </summary>
sealed class TranslatedWording(Translations translations) : RecordWording
{
    public override string? Message(Type record, FieldError error) =>
        Text($"records.{NameOf(record)}.errors.{error.Field.Underscore()}.{error.Kind}", Values(record, error))
        ?? Text($"errors.{error.Kind}", Values(record, error));

    public override string? Name(Type record, string field) =>
        Text($"records.{NameOf(record)}.fields.{field.Underscore()}", null) ?? Text($"fields.{field.Underscore()}", null);

    public override string Sentence(string name, string message) =>
        Text("errors.sentence", new Dictionary<string, object?> { ["field"] = name, ["message"] = message }) ?? base.Sentence(name, message);

    string? Text(string key, IReadOnlyDictionary<string, object?>? values) =>
        translations.Find(key) is { } found ? found.Translation.Fill(values, found.Culture, isHtml: false, isStrict: false) : null;

    // What an error says of another field is called by its name, too.
    Dictionary<string, object?> Values(Type record, FieldError error) => error.Values.ToDictionary(
        value => value.Key,
        value => value is { Key: "attribute", Value: string other } ? Name(record, other) ?? FieldError.Label(other) : value.Value);

    static string NameOf(Type record) => record.Name.Underscore();
}
