namespace Trestle.Docs.Tests;

public class PageTests
{
    const string Text =
        """
        # Lending, and returning

        See [the web](web.md#forms) and [elsewhere](https://example.org/).

        <!-- snippet: loan -->
        ```csharp
        old
        ```

        ```
        [not](a-link.md)
        ```
        """;

    static readonly Page Page = new("docs/lending.md", Text);

    [Fact]
    public void Knows_its_blocks_links_and_headings()
    {
        Assert.Equal([new CodeBlock("loan", "csharp", "old", 6), new CodeBlock(null, "", "[not](a-link.md)", 10)], Page.CodeBlocks);
        Assert.Equal(["web.md#forms"], Page.Links);
        Assert.Equal(["lending-and-returning"], Page.Anchors);
    }

    [Fact]
    public void Takes_the_code_of_its_snippets()
    {
        var renewed = Page.With(new Dictionary<string, Snippet> { ["loan"] = new("loan", "csharp", "new\ncode") });

        Assert.Equal(Text.Replace("old", "new\ncode", StringComparison.Ordinal), renewed);
    }
}
