using System.Text;

namespace Trestle;

/// <summary>
/// A route's pattern in its parts: <c>/articles/{id:int}.{format?}</c>. ASP.NET Core parses it again, and refuses what is
/// wrong; here are names and paths made of it, in the generator too.
/// </summary>
sealed class PathPattern
{
    PathPattern(List<PathPart[]> segments) => Segments = segments;

    public IReadOnlyList<PathPart[]> Segments { get; }

    public IEnumerable<PathPart> Parameters => Segments.SelectMany(segment => segment).Where(part => !part.IsLiteral);

    /// <summary>The same for two patterns that differ in the names and rules of their parameters only.</summary>
    public string Shape => "/" + string.Join("/", Segments.Select(segment => string.Concat(segment.Select(ShapeOf))));

    public static PathPattern Parse(string pattern) =>
        new([.. Split(pattern).Where(segment => segment.Length > 0).Select(segment => PartsOf(segment).ToArray())]);

    static string ShapeOf(PathPart part) => part switch
    {
        { IsLiteral: true } => part.Text.ToLowerInvariant(),
        { IsRest: true } => "{*}",
        _ => "{}",
    };

    // A slash inside braces belongs to a rule.
    static IEnumerable<string> Split(string pattern)
    {
        var segment = new StringBuilder();
        var depth = 0;

        foreach (var letter in pattern)
        {
            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;

            if (letter == '/' && depth == 0)
            {
                yield return segment.ToString();
                segment.Clear();
            }
            else
            {
                segment.Append(letter);
            }
        }

        yield return segment.ToString();
    }

    static IEnumerable<PathPart> PartsOf(string segment)
    {
        for (var i = 0; i < segment.Length;)
        {
            var end = segment[i] == '{' ? EndOf(segment, i) : NextBrace(segment, i);
            var text = segment.Substring(i, end - i);

            yield return text[0] == '{' ? ParameterOf(text.Substring(1, text.Length - 2)) : new(text, IsLiteral: true);
            i = end;
        }
    }

    static int NextBrace(string segment, int from)
    {
        var brace = segment.IndexOf('{', from);

        return brace < 0 ? segment.Length : brace;
    }

    static int EndOf(string segment, int from)
    {
        var depth = 0;

        for (var i = from; i < segment.Length; i++)
        {
            depth += segment[i] == '{' ? 1 : segment[i] == '}' ? -1 : 0;

            if (depth == 0)
                return i + 1;
        }

        throw new FormatException($"{segment} opens a brace that is not closed.");
    }

    static PathPart ParameterOf(string text)
    {
        var words = text.TrimStart('*').Split([':'], 2);
        var name = words[0].Split('=')[0];
        var isOptional = text[text.Length - 1] == '?' || words[0].Length > name.Length;

        return new(name.TrimEnd('?'), IsLiteral: false, IsRest: text[0] == '*', isOptional, words.Length > 1 ? words[1].TrimEnd('?') : "");
    }
}

/// <summary>A piece of a path: text as it is, or a parameter and its rule: "int" of <c>{id:int}</c>.</summary>
sealed record PathPart(string Text, bool IsLiteral, bool IsRest = false, bool IsOptional = false, string Rule = "");
