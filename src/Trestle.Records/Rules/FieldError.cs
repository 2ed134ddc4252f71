using Humanizer;

namespace Trestle;

/// <summary>One message about one field; about the whole record when the field is empty.</summary>
public sealed record FieldError(string Field, string Message)
{
    internal const string Custom = "custom";

    /// <summary>What is wrong, for a program: "blank", "taken", "too_long", as Rails' symbols; "custom" for a message of the application's own.</summary>
    public string Kind { get; init; } = Custom;

    /// <summary>What the message speaks of, by name: <c>count</c> is 40 in "is too long (maximum is 40 characters)".</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();

    /// <summary>A whole sentence: "Title can't be blank".</summary>
    public string FullMessage => Sentence ?? (Field.Length == 0 ? Message : $"{Label(Field)} {Message}");

    internal string? Sentence { get; init; }

    // What is said twice is said once.
    public bool Equals(FieldError? other) => other is not null && Field == other.Field && Message == other.Message;

    public override int GetHashCode() => HashCode.Combine(Field, Message);

    public override string ToString() => FullMessage;

    /// <summary>"AuthorName" becomes "Author name" and "ArticleId" becomes "Article", as Rails names them; "Comments[0].Text" is "Comments text".</summary>
    internal static string Label(string field)
    {
        if (field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
            return $"{Label(field[..dot].Split('[')[0])} {Label(field[(dot + 1)..]).ToLowerInvariant()}";

        var isForeignKey = field.Length > 2 && field.EndsWith("Id", StringComparison.Ordinal);

        return (isForeignKey ? field[..^2] : field).Humanize(LetterCasing.Sentence);
    }
}
