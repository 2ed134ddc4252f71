namespace Trestle;

/// <summary>Where a builder's fields stand: in a form itself, or in a row of it.</summary>
/// <param name="Form">What the ids of the whole form begin with.</param>
/// <param name="Errors">What is wrong with what the form is for, and with its rows: "Footnotes[0].Text".</param>
/// <param name="Path">"footnotes[0]" for a row, as params are named; nothing for the form itself.</param>
sealed record FormPlace(string Form, Errors Errors, string Path = "")
{
    public string NameOf(string field) => Path.Length == 0 ? field : $"{Path}.{field}";

    public string IdOf(string field) => IdAt(NameOf(field));

    /// <summary>"essay-footnotes-0-text" for a field's name, "footnotes[0].text", and for an error's, "Footnotes[0].Text".</summary>
    public string IdAt(string name) => $"{Form}-{string.Join('-', name.Split(NotInIds, StringSplitOptions.RemoveEmptyEntries).Select(FormField.NameOf))}";

    public FormPlace Below(string field, int? row = null) => this with { Path = row is null ? NameOf(field) : $"{NameOf(field)}[{row}]" };

    static readonly char[] NotInIds = ['.', '[', ']'];
}
