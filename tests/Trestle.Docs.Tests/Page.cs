using System.Text.RegularExpressions;

namespace Trestle.Docs.Tests;

/// <summary>One Markdown page: its code blocks, its links, its headings.</summary>
/// <param name="Name">The path from the root, as in "docs/learn/web.md".</param>
sealed partial record Page(string Name, string Text)
{
    public IEnumerable<CodeBlock> CodeBlocks => Fences().Matches(Text).Select(fence => new CodeBlock(
        fence.Groups["name"].Success ? fence.Groups["name"].Value : null,
        fence.Groups["language"].Value,
        fence.Groups["code"].Value.TrimEnd('\n'),
        Text.AsSpan(0, fence.Groups["language"].Index).Count('\n') + 1));

    /// <summary>Where links lead that stay in the repository.</summary>
    public IEnumerable<string> Links => Targets().Matches(Prose)
        .Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>What "#..." can lead to on this page.</summary>
    public IEnumerable<string> Anchors => Headings().Matches(Prose).Select(heading => AnchorOf(heading.Groups["title"].Value));

    string Prose => Fences().Replace(Text, "");

    /// <summary>The page with every marked block as its snippet has it.</summary>
    public string With(IReadOnlyDictionary<string, Snippet> snippets) => Fences().Replace(Text, fence =>
        snippets.TryGetValue(fence.Groups["name"].Value, out var snippet)
            ? $"<!-- snippet: {snippet.Name} -->\n```{snippet.Language}\n{snippet.Code}\n```"
            : fence.Value);

    public void Rewrite(IReadOnlyDictionary<string, Snippet> snippets)
    {
        if (With(snippets) is var renewed && renewed != Text)
            File.WriteAllText(Repository.PathOf(Name), renewed);
    }

    // As GitHub makes them: lower case, no punctuation, hyphens for spaces.
    static string AnchorOf(string title) =>
        NotInAnchors().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(?:^<!-- snippet: (?<name>[a-z0-9-]+) -->\n)?^```(?<language>[a-z]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Targets();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}

/// <summary>A fenced block, and the name of the snippet it is said to be.</summary>
sealed record CodeBlock(string? Snippet, string Language, string Code, int Line)
{
    public bool IsOurs => Language is "csharp" or "razor" or "cs";
}
