using System.Text.RegularExpressions;

namespace Trestle.Docs.Tests;

/// <summary>A table that says "this test shows it" is held to it.</summary>
public partial class FeatureTableTests
{
    [Theory]
    [InlineData("docs/coming-from-active-record.md", "tests/Trestle.Records.Tests", "tests/Trestle.Records.Postgres.Tests", "tests/Trestle.Tests")]
    [InlineData("docs/coming-from-rails.md", "tests/Trestle.Web.Tests", "tests/Trestle.Generators.Tests", "tests/Trestle.Live.Tests", "tests/Trestle.Testing.Tests", "tests/Trestle.Tests", "tests/Trestle.Docs.Tests/Snippets")]
    [InlineData("docs/coming-from-phoenix.md", "tests/Trestle.Live.Tests", "tests/Trestle.Live.Browser.Tests")]
    [InlineData("docs/learn/live-bindings.md", "tests/Trestle.Live.Browser.Tests")]
    [InlineData("docs/learn/uploads.md", "tests/Trestle.Live.Tests", "tests/Trestle.Live.Browser.Tests")]
    [InlineData("docs/security.md", "tests/Trestle.Web.Tests", "tests/Trestle.Live.Tests", "tests/Trestle.Tests", "tests/Blog.Tests", "tests/Trestle.Docs.Tests/Snippets")]
    public void Every_row_names_a_test_that_exists_or_says_why_it_is_left_out(string page, params string[] testFolders)
    {
        var tests = testFolders
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*Tests.cs", SearchOption.AllDirectories))
            .GroupBy(file => Path.GetFileNameWithoutExtension(file))
            .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText))); // two packages may have tests of one name

        var faults =
            from row in Rows(page)
            let fault = FaultOf(row, tests)
            where fault is not null
            select $"{row[0]}: {fault}";

        Assert.Equal("", string.Join("\n", faults));
    }

    // The rows of those tables whose last column is called "test".
    static IEnumerable<string[]> Rows(string page)
    {
        var isTested = false;
        var former = "";

        foreach (var line in File.ReadLines(Repository.PathOf(page)))
        {
            if (line.StartsWith("|---", StringComparison.Ordinal))
                isTested = former.EndsWith("| test |", StringComparison.Ordinal);
            else if (!line.StartsWith('|'))
                isTested = false;
            else if (isTested)
                yield return [.. Cell().Split(line.Trim()[1..^1]).Select(cell => cell.Trim())];

            former = line;
        }
    }

    static string? FaultOf(string[] row, Dictionary<string, string> tests)
    {
        if (row is not [_, _, var shown])
            return $"expected 3 cells, got: {row.Length}";

        if (shown.StartsWith("left out: ", StringComparison.Ordinal))
            return null;

        var names = TestName().Matches(shown);

        return names.Count == 0
            ? $"expected `SomeTests.Some_test` or \"left out: why\", got: {shown}"
            : names.Select(name => FaultOf(name, tests)).FirstOrDefault(fault => fault is not null);
    }

    static string? FaultOf(Match name, Dictionary<string, string> tests)
    {
        if (!tests.TryGetValue(name.Groups["class"].Value, out var source))
            return $"there is no {name.Groups["class"].Value}";

        var test = name.Groups["test"];

        return test.Success && !source.Contains($" {test.Value}(", StringComparison.Ordinal)
            ? $"{name.Groups["class"].Value} has no {test.Value}"
            : null;
    }

    // A bar with a backslash before it is a cell's own.
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<test>\w+))?`")]
    private static partial Regex TestName();
}
