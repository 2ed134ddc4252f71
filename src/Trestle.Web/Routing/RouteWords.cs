using System.Text;
using Humanizer;

namespace Trestle;

/// <summary>How names are spelled in paths and helpers. Compiled into the generator too, so that both spell alike.</summary>
static class RouteWords
{
    const string Controller = "Controller";
    const string Live = "Live";

    /// <summary>"Articles" for <c>ArticlesController</c>.</summary>
    public static string OfController(string type) => Without(Controller, type);

    /// <summary>"NewArticle" for <c>NewArticleLive</c>.</summary>
    public static string OfView(string type) => Without(Live, type);

    /// <summary>"order-lines" for "OrderLines".</summary>
    public static string Segment(string name)
    {
        var segment = new StringBuilder(name.Length + 4);

        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                segment.Append('-');

            segment.Append(char.ToLowerInvariant(name[i]));
        }

        return segment.ToString();
    }

    /// <summary>"OrderLines" for "order-lines".</summary>
    public static string Pascal(string text)
    {
        var words = string.Concat(text.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '))
            .Split([' '], StringSplitOptions.RemoveEmptyEntries);

        return string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
    }

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    public static string Singular(string name) => name.Singularize(inputIsKnownToBePlural: false);

    /// <summary>"Preview" for "photos/{id}/preview": the action meant when none is named; null when no part says.</summary>
    public static string? ActionOf(string pattern) => LastOrNull(Literals(pattern)) is { } last ? Pascal(last) : null;

    /// <summary>"ReportsYearly" for "reports/{year}/yearly"; "Root" for "/"; null when only parameters are there.</summary>
    public static string? NameOf(string pattern)
    {
        var literals = Literals(pattern);
        var name = string.Concat(literals.Select(Pascal));

        return pattern.Trim('/').Length == 0 ? "Root" : IsName(name) ? name : null;
    }

    /// <summary>Whether C# takes it as the name of a method.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');

    static List<string> Literals(string pattern) =>
        [.. PathPattern.Parse(pattern).Segments.Where(segment => segment is [{ IsLiteral: true }]).Select(segment => segment[0].Text)];

    static string? LastOrNull(List<string> words) => words.Count == 0 ? null : words[words.Count - 1];

    static string Without(string suffix, string type) =>
        type.EndsWith(suffix, StringComparison.Ordinal) && type.Length > suffix.Length
            ? type.Substring(0, type.Length - suffix.Length)
            : type;
}
