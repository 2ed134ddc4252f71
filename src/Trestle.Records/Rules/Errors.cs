using System.Collections;
using Humanizer;

namespace Trestle;

/// <summary>What is wrong with a record, field by field, as of its last validation.</summary>
public sealed class Errors : IReadOnlyCollection<FieldError>
{
    readonly List<FieldError> all = [];

    public bool Any => all.Count > 0;

    public int Count => all.Count;

    /// <summary>The messages of one field; the name's case does not matter, so that form fields find theirs.</summary>
    public IReadOnlyList<string> this[string field] =>
        [.. all.Where(e => e.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Select(e => e.Message)];

    /// <summary>Whole sentences to show above a form: "Title can't be blank".</summary>
    public IReadOnlyList<string> FullMessages => [.. all.Select(e => e.FullMessage)];

    public void Add(string field, string message)
    {
        var error = new FieldError(field, message);

        if (!all.Contains(error))
            all.Add(error);
    }

    /// <summary>Adds a message about the record as a whole.</summary>
    public void Add(string message) => Add("", message);

    public void Clear() => all.Clear();

    /// <summary>Takes back what was said about the fields that match.</summary>
    public void Remove(Predicate<string> field) => all.RemoveAll(error => field(error.Field));

    public IEnumerator<FieldError> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>One message about one field; about the whole record when the field is empty.</summary>
public sealed record FieldError(string Field, string Message)
{
    public string FullMessage => Field.Length == 0 ? Message : $"{Label(Field)} {Message}";

    /// <summary>"AuthorName" becomes "Author name" and "ArticleId" becomes "Article", as Rails names them; "Comments[0].Text" is "Comments text".</summary>
    internal static string Label(string field)
    {
        if (field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
            return $"{Label(field[..dot].Split('[')[0])} {Label(field[(dot + 1)..]).ToLowerInvariant()}";

        var isForeignKey = field.Length > 2 && field.EndsWith("Id", StringComparison.Ordinal);

        return (isForeignKey ? field[..^2] : field).Humanize(LetterCasing.Sentence);
    }
}
