using System.Text.RegularExpressions;

namespace Trestle.Docs.Tests;

/// <summary>A named piece of a compiled file, between "// snippet: name" and "// end snippet".</summary>
sealed partial record Snippet(string Name, string Language, string Code)
{
    public static IEnumerable<Snippet> In(string file)
    {
        var language = Path.GetExtension(file) == ".razor" ? "razor" : "csharp";
        string? name = null;
        List<string> lines = [];

        foreach (var line in File.ReadLines(file))
        {
            if (End().IsMatch(line) && name is not null)
            {
                yield return new(name, language, Outdented(lines));
                name = null;
            }
            else if (name is not null)
            {
                lines.Add(line);
            }
            else if (Start().Match(line) is { Success: true } start)
            {
                name = start.Groups["name"].Value;
                lines = [];
            }
        }

        if (name is not null)
            throw new InvalidOperationException($"The snippet {name} in {file} has no end. Add a line: end snippet");
    }

    // Markers may stand inside a method; its indent is not part of what a reader sees.
    static string Outdented(List<string> lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);

        return string.Join('\n', lines.Select(line => line.Length < indent ? "" : line[indent..])).Trim('\n');
    }

    [GeneratedRegex(@"^\s*(?://|@\*) snippet: (?<name>[a-z0-9-]+)( \*@)?$")]
    private static partial Regex Start();

    [GeneratedRegex(@"^\s*(?://|@\*) end snippet( \*@)?$")]
    private static partial Regex End();
}
