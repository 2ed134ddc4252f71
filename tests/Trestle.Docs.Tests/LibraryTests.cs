using System.Net;

namespace Trestle.Docs.Tests;

/// <summary>The app that the pages under docs/learn show.</summary>
public class LibraryTests(LibraryApp app) : IClassFixture<LibraryApp>
{
    [Fact]
    public async Task A_form_with_faults_comes_back_with_what_was_typed()
    {
        var form = await app.OpenAsync("/books/new");

        var answer = await app.PostAsync(form, "/books", ("title", " "), ("author", "A. Person"), ("isbn", "12-3"), ("copies", "1"));
        var page = await RunningApp.PageOf(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["can't be blank", "has 10 or 13 digits"], page.QuerySelectorAll(".field-error").Select(error => error.TextContent));
        Assert.Equal("A. Person", page.QuerySelector("#book-author")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_without_faults_leads_to_the_new_page_and_says_so()
    {
        var form = await app.OpenAsync("/books/new");

        var answer = await app.PostAsync(form, "/books", ("title", "New"), ("author", "Writer"), ("isbn", ""), ("copies", "2"));
        var page = await app.OpenAsync(answer.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("New", page.Title);
        Assert.Equal("Book added.", page.QuerySelector("[role=status]")!.TextContent);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var answer = await app.Browser.PostAsync("/books", new FormUrlEncodedContent([KeyValuePair.Create("title", "Forged")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/books/999")]
    [InlineData("/books/one")]
    [InlineData("/catalog/999")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_a_404(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync(path)).StatusCode);

    [Fact]
    public async Task A_query_value_reaches_its_action()
    {
        var page = await app.OpenAsync("/books?author=R.%20Stone");

        Assert.Equal(["The Viaduct"], page.QuerySelectorAll("li a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_nested_resource_lends_and_takes_back()
    {
        var lent = await app.PostAsync(await app.OpenAsync("/books/2"), "/books/2/loans", ("reader", "Eve"));
        var page = await app.OpenAsync(lent.Headers.Location!.ToString());

        Assert.Equal("Lent to Eve.", page.QuerySelector("[role=status]")!.TextContent);

        var back = page.QuerySelector("li form")!.GetAttribute("action")!;
        var returned = await app.PostAsync(page, back, ("_method", "delete"));

        Assert.Equal("Returned.", (await app.OpenAsync(returned.Headers.Location!.ToString())).QuerySelector("[role=status]")!.TextContent);
    }

    [Fact]
    public async Task Staff_alone_see_the_stock_in_the_form_they_ask_for()
    {
        // Another test may have signed the shared browser in.
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Browser.BaseAddress };

        Assert.Equal("/books", (await stranger.GetAsync("/stock")).Headers.Location!.ToString());
        Assert.Equal("# Rules\n\nReturn what you lend.", await app.Browser.GetStringAsync("/stock/rules"));

        await app.PostAsync(await app.OpenAsync("/books/new"), "/desk", ("key", "paper"));
        var stock = await app.Browser.GetAsync("/stock");
        var one = await app.Browser.GetAsync("/stock/1");
        var request = new HttpRequestMessage(HttpMethod.Get, "/stock/1");
        request.Headers.IfNoneMatch.Add(one.Headers.ETag!);

        Assert.Equal("application/json; charset=utf-8", stock.Content.Headers.ContentType!.ToString());
        Assert.Matches("action;dur=[0-9.]+", Assert.Single(stock.Headers.GetValues("Server-Timing")));
        Assert.StartsWith("{\"id\":1,\"title\":\"The Viaduct\",", await one.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await app.Browser.SendAsync(request)).StatusCode);
        Assert.StartsWith("1,The Viaduct\n", await app.Browser.GetStringAsync("/stock/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_asked_for_and_the_desk_remembered()
    {
        var form = await app.OpenAsync("/books/new");
        await app.PostAsync(form, "/desk", ("key", "stone"));
        Assert.Equal("That is not the key.", (await app.OpenAsync("/books")).QuerySelector("[role=alert]")!.TextContent);

        await app.PostAsync(form, "/desk", ("key", "paper"), ("name", "Ann"), ("desk", "south"));
        Assert.Equal("Ann at south", await app.Browser.GetStringAsync("/desk"));
    }

    [Fact]
    public async Task An_exception_that_is_rescued_is_a_message()
    {
        await app.PostAsync(await app.OpenAsync("/books/new"), "/desk", ("key", "paper"));
        var form = await app.OpenAsync("/books/new");
        await app.PostAsync(form, "/books", ("title", "Last copy"), ("author", "Writer"), ("isbn", ""), ("copies", "1"));
        var id = (await app.Browser.GetStringAsync("/stock/export")).Split('\n').Single(line => line.EndsWith(",Last copy", StringComparison.Ordinal)).Split(',')[0];

        var first = await app.PostAsync(form, $"/stock/{id}/discard");
        var second = await app.PostAsync(form, $"/stock/{id}/discard");

        Assert.Equal(("/stock", "/stock"), (first.Headers.Location!.ToString(), second.Headers.Location!.ToString()));
        Assert.Equal("No copy of Last copy is left.", (await app.OpenAsync("/books")).QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task The_catalogue_counts_seats_sorts_and_shows_books_as_they_come()
    {
        await using var tab = await app.JoinAsync("/catalog");

        Assert.Equal("""{"free":19}""", await app.Browser.GetStringAsync("/api/seats"));
        Assert.Equal("19 seats free", tab.Page.QuerySelector("#seats")!.TextContent);

        await tab.ClickAsync("#order");

        Assert.Equal("Sort by age", tab.Page.QuerySelector("#order")!.TextContent);

        await app.PostAsync(await app.OpenAsync("/books/new"), "/books", ("title", "AAA"), ("author", "Writer"));

        while (tab.Page.QuerySelector("li a")!.TextContent != "AAA")
            await tab.NextAsync("diff");
    }

    [Fact]
    public async Task A_book_is_saved_by_its_live_form()
    {
        await using var tab = await app.JoinAsync("/catalog/1");

        await tab.FormAsync("form", "phx-change", "title=&author=R.+Stone&isbn=&copies=1", "title");

        Assert.Equal("can't be blank", tab.Page.QuerySelector("#book-title-error")!.TextContent);

        var answer = await tab.FormAsync("form", "phx-submit", "title=The+Viaduct&author=R.+Stone&isbn=&copies=4");

        Assert.Equal("""{"redirect":{"to":"/catalog"}}""", answer.GetRawText());
        Assert.Contains("4 copies", (await app.OpenAsync("/books/1")).Body!.TextContent, StringComparison.Ordinal);
    }
}
