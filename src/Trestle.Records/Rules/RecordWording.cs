namespace Trestle;

/// <summary>
/// Puts errors into another language, or into other words: <c>options with { Wording = new German() }</c>. It is asked when an error is found, in
/// the culture of whoever saves.
/// </summary>
public abstract class RecordWording
{
    /// <summary>
    /// The message for an error of a kind, such as "ist zu lang (höchstens 40 Zeichen)" for "too_long" with <c>count</c> 40; null for English. Not
    /// asked where the application has worded a rule itself.
    /// </summary>
    public virtual string? Message(Type record, FieldError error) => null;

    /// <summary>What a field is called: "Titel" for "Title"; null for its name in English.</summary>
    public virtual string? Name(Type record, string field) => null;

    /// <summary>A whole sentence of a field's name and a message.</summary>
    public virtual string Sentence(string name, string message) => $"{name} {message}";
}
