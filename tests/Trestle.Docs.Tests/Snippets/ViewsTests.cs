namespace Trestle.Docs.Tests.Snippets;

public sealed class ViewsTests(LibraryApp app) : IClassFixture<LibraryApp>
{
    readonly TestVisitor reader = app.NewVisitor();

    [Fact]
    public async Task A_page_fills_its_layout_with_pieces_and_helpers()
    {
        var page = await reader.GetAsync("/shelf");

        Assert.Equal("2 books, 0 loans", page.Find("aside").TextContent.Trim());
        Assert.Equal("On the shelf", page.Find("section#shelf.panel > header > h1").TextContent);
        Assert.Equal(["Rails and…", "The Viaduct"], page.FindAll("li a").Select(link => link.TextContent));
        Assert.Matches("^(just now|[0-9]+ minutes? ago)$", page.FindAll("li time")[1].TextContent);
        Assert.Contains("0% lent", page.Find("li").TextContent.Replace(" %", "%", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_piece_is_shown_until_its_key_changes()
    {
        await reader.GetAsync("/shelf");
        await reader.PostAsync("/books/1/loans", new { Reader = "Eve" });

        var page = await reader.GetAsync("/shelf");
        await (await reader.GetAsync("/books/1")).ClickAsync("Return");

        Assert.Contains("100% lent", page.FindAll("li")[1].TextContent.Replace(" %", "%", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_shows_its_rows_or_what_stands_for_none()
    {
        await using var empty = new TestApp<Library.App>();

        Assert.Equal("Nothing is on the shelf.", (await empty.NewVisitor().GetAsync("/shelf")).Find("section p").TextContent);
    }

    [Fact]
    public async Task A_layout_stands_in_another_and_a_page_may_have_none()
    {
        var nested = await reader.GetAsync("/import/new");
        var bare = await reader.GetAsync("/shelf/1/label");

        Assert.Equal(
            ["<a href=\"/import/new\" aria-current=\"page\">Add many books</a>", "<a href=\"/books\">Books</a>"],
            nested.FindAll("nav[aria-label=Staff] a").Select(link => link.OuterHtml));
        Assert.Equal(("Add many books", "Open from 9 to 18."), (nested.Title, nested.Find("aside").TextContent));
        Assert.StartsWith("<svg", bare.Text, StringComparison.Ordinal);
    }
}
