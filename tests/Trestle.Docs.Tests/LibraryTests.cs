using System.Net;
using Trestle.Live.Tests;

namespace Trestle.Docs.Tests;

/// <summary>The app that the pages under docs/learn show, on a socket and with its seeds.</summary>
public sealed class LibraryApp : TestApp<Library.App>
{
    public LibraryApp() => Options = new() { Listens = true, IsSeeded = true };

    /// <summary>Opens a page in a tab: its HTML first, then its live view over the socket.</summary>
    internal async Task<ChannelClient> JoinAsync(TestVisitor visitor, string path)
    {
        var page = await visitor.GetAsync(path);
        var tab = await ChannelClient.ConnectAsync(Url, page.Html, visitor.Cookies, path);
        var reply = await tab.JoinAsync();
        Assert.Equal("ok", reply.GetProperty("status").GetString());

        return tab;
    }
}

public class LibraryTests(LibraryApp app) : IClassFixture<LibraryApp>
{
    readonly TestVisitor reader = app.NewVisitor();

    [Fact]
    public async Task A_form_with_faults_comes_back_with_what_was_typed()
    {
        var form = await reader.GetAsync("/books/new");

        var page = await form.SubmitAsync("form", new { Title = " ", Author = "A. Person", Isbn = "12-3" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["can't be blank", "has 10 or 13 digits"], page.FindAll(".field-error").Select(error => error.TextContent));
        Assert.Equal("A. Person", page.Find("#book-author").GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_without_faults_leads_to_the_new_page_and_says_so()
    {
        var form = await reader.GetAsync("/books/new");

        var page = await form.SubmitAsync("form", new { Title = "New", Author = "Writer", Copies = 2 });

        Assert.Equal(("New", "Book added."), (page.Title, page.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        reader.Headers.Remove("Sec-Fetch-Site");

        Assert.Equal(HttpStatusCode.BadRequest, (await reader.PostAsync("/books", new { Title = "Forged" })).Status);
    }

    [Theory]
    [InlineData("/books/999")]
    [InlineData("/books/one")]
    [InlineData("/catalog/999")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_a_404(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(path)).Status);

    [Fact]
    public async Task A_query_value_reaches_its_action()
    {
        var page = await reader.GetAsync("/books?author=R.%20Stone");

        Assert.Equal(["The Viaduct"], page.FindAll("li a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_nested_resource_lends_and_takes_back()
    {
        var lent = await (await reader.GetAsync("/books/2")).SubmitAsync("form[action$=loans]", new { Reader = "Eve" });
        var returned = await lent.ClickAsync("Return");

        Assert.Equal(
            ("Lent to Eve.", "Returned."), (lent.Find("[role=status]").TextContent, returned.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task Staff_alone_see_the_stock_in_the_form_they_ask_for()
    {
        Assert.Equal("/books", (await reader.GetAsync("/stock")).Path);
        Assert.Equal("# Rules\n\nReturn what you lend.", (await reader.GetAsync("/stock/rules")).Text);

        await reader.PostAsync("/desk", new { Key = "paper" });
        var stock = await reader.GetAsync("/stock");
        var one = await reader.GetAsync("/stock/1");
        var again = new HttpRequestMessage(HttpMethod.Get, "/stock/1");
        again.Headers.IfNoneMatch.Add(one.Headers.ETag!);

        Assert.Equal("application/json; charset=utf-8", stock.ContentType);
        Assert.Matches("action;dur=[0-9.]+", Assert.Single(stock.Headers.GetValues("Server-Timing")));
        Assert.StartsWith("{\"id\":1,\"title\":\"The Viaduct\",", one.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await reader.SendAsync(again)).Status);
        Assert.StartsWith("1,The Viaduct\n", (await reader.GetAsync("/stock/export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_asked_for_and_the_desk_remembered()
    {
        var refused = await reader.PostAsync("/desk", new { Key = "stone" });
        Assert.Equal("That is not the key.", refused.Find("[role=alert]").TextContent);

        await reader.PostAsync("/desk", new { Key = "paper", Name = "Ann", Desk = "south" });
        Assert.Equal("Ann at south", (await reader.GetAsync("/desk")).Text);
    }

    [Fact]
    public async Task An_exception_that_is_rescued_is_a_message()
    {
        await reader.PostAsync("/desk", new { Key = "paper" });
        var book = await reader.PostAsync("/books", new { Title = "Last copy", Author = "Writer", Copies = 1 });
        var discard = $"/stock/{book.Path.Split('/')[^1]}/discard";

        var first = await reader.PostAsync(discard);
        await reader.PostAsync(discard);

        Assert.Equal("/stock", first.Path);
        Assert.Equal("No copy of Last copy is left.", (await reader.GetAsync("/books")).Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task The_catalogue_counts_seats_sorts_and_shows_books_as_they_come()
    {
        await using var tab = await app.JoinAsync(reader, "/catalog");

        Assert.Equal("""{"free":19}""", (await reader.GetAsync("/api/seats")).Text);
        Assert.Equal("19 seats free", tab.Page.QuerySelector("#seats")!.TextContent);

        await tab.ClickAsync("#order");

        Assert.Equal("Sort by age", tab.Page.QuerySelector("#order")!.TextContent);

        await reader.PostAsync("/books", new { Title = "AAA", Author = "Writer" });

        while (tab.Page.QuerySelector("li a")!.TextContent != "AAA")
            await tab.NextAsync("diff");
    }

    [Fact]
    public async Task A_book_is_saved_by_its_live_form()
    {
        await using var tab = await app.JoinAsync(reader, "/catalog/1");

        await tab.FormAsync("form", "phx-change", "title=&author=R.+Stone&isbn=&copies=1", "title");

        Assert.Equal("can't be blank", tab.Page.QuerySelector("#book-title-error")!.TextContent);

        var answer = await tab.FormAsync("form", "phx-submit", "title=The+Viaduct&author=R.+Stone&isbn=&copies=4");

        Assert.Equal("""{"redirect":{"to":"/catalog"}}""", answer.GetRawText());
        Assert.Contains("4 copies", (await reader.GetAsync("/books/1")).Text, StringComparison.Ordinal);
    }
}
