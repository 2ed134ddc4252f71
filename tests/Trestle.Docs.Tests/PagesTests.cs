namespace Trestle.Docs.Tests;

public class PagesTests
{
    static readonly Dictionary<string, Snippet> Snippets = Repository.Snippets.ToDictionary(snippet => snippet.Name);

    /// <summary>bin/docs asks for this; without it nothing here writes.</summary>
    static readonly bool IsToRewrite = Environment.GetEnvironmentVariable("TRESTLE_DOCS") == "rewrite";

    public PagesTests()
    {
        foreach (var page in Repository.Pages.Where(_ => IsToRewrite))
            page.Rewrite(Snippets);
    }

    [Fact]
    public void Every_block_of_code_shows_a_compiled_snippet_as_it_is()
    {
        var faults =
            from page in Repository.Pages
            from block in page.CodeBlocks
            where block.IsOurs
            let fault = FaultOf(block)
            where fault is not null
            select $"{page.Name}:{block.Line}: {fault}";

        None(faults);
    }

    [Fact]
    public void Every_snippet_is_shown_somewhere()
    {
        var shown = Repository.Pages.SelectMany(page => page.CodeBlocks).Select(block => block.Snippet).ToHashSet();

        None(Snippets.Keys.Where(name => !shown.Contains(name)).Select(name => $"{name} is on no page"));
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var dead =
            from page in Repository.Pages
            from link in page.Links
            where !LeadsSomewhere(page, link)
            select $"{page.Name}: {link}";

        None(dead);
    }

    static string? FaultOf(CodeBlock block) => block switch
    {
        { Snippet: null } => "a block without a snippet. Put <!-- snippet: name --> on the line above it, and the code between \"// snippet: name\" and \"// end snippet\" into a file that is compiled.",
        { Snippet: var name } when !Snippets.ContainsKey(name) => $"there is no snippet {name}. Near: {string.Join(", ", Near(name))}",
        { Snippet: var name, Code: var code } when Snippets[name].Code != code => $"differs from the snippet {name}. Run bin/docs.\n{LineDiff.Of(Snippets[name].Code, code)}",
        _ => null,
    };

    static IEnumerable<string> Near(string name) =>
        Snippets.Keys.Where(known => known.Split('-').Intersect(name.Split('-')).Any()).DefaultIfEmpty("none");

    static bool LeadsSomewhere(Page page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path == "" ? Repository.PathOf(page.Name) : Path.Combine(Path.GetDirectoryName(Repository.PathOf(page.Name))!, path);

        if (!Path.Exists(target))
            return false;

        return anchor is null || new Page(target, File.ReadAllText(target)).Anchors.Contains(anchor);
    }

    static void None(IEnumerable<string> faults)
    {
        var lines = faults.ToArray();

        Assert.True(lines.Length == 0, string.Join("\n\n", lines));
    }
}
