using System.Net;
using Library;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Docs.Tests.Snippets;

// snippet: requests-first
public class BookPagesTests(TestApp<App> app) : IClassFixture<TestApp<App>>
{
    [Fact]
    public async Task A_book_is_added_by_its_form()
    {
        var form = await app.GetAsync("/books/new");

        var page = await form.SubmitAsync("form", new { Title = "The Arch", Author = "R. Stone" });

        Assert.Equal("Book added.", page.Find("[role=status]").TextContent);
        Assert.Equal("The Arch", page.Title);
    }
}
// end snippet

// snippet: requests-options
public sealed class SeededLibrary : TestApp<App>
{
    public SeededLibrary() => Options = new() { IsSeeded = true };
}
// end snippet

// snippet: requests-factory
static class Make
{
    static int number;

    public static Book Book(string? title = null, int copies = 1)
    {
        var n = Interlocked.Increment(ref number);

        return new() { Title = title ?? $"Book {n}", Author = $"Author {n}", Copies = copies };
    }

    public static Book LentOutTo(this Book book, string reader)
    {
        book.Loans.Add(new() { Reader = reader });
        book.Copies = book.Loans.Count;

        return book;
    }

    public static async Task<T> SavedAsync<T>(this T record)
        where T : Record<T>, new() =>
        await record.SaveAsync() ? record : throw new InvalidOperationException(string.Join(". ", record.Errors.FullMessages));
}
// end snippet

public sealed class RequestsTests : IAsyncDisposable
{
    readonly FakeTimeProvider time = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    readonly TestApp<App> app;

    public RequestsTests() => app = new() { Options = new() { Time = time } };

    [Fact]
    public async Task Pages_are_walked_through()
    {
        var book = await app.RunAsync(() => Make.Book("The Viaduct", copies: 2).SavedAsync());

        // snippet: requests-pages
        var list = await app.GetAsync("/books");
        var page = await list.ClickAsync("The Viaduct");
        page = await page.SubmitAsync("form[action$=loans]", new { Reader = "Eve" });
        page = await page.ClickAsync("Return");

        Assert.Equal($"/books/{book.Id}", page.Path); // after all redirects
        Assert.Equal("Returned.", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll("li"));
        // end snippet
    }

    [Fact]
    public async Task Requests_of_any_kind_are_sent()
    {
        // snippet: requests-verbs
        var added = await app.PostAsync("/books", new { Title = "The Arch", Author = "R. Stone" });
        var refused = await app.PostAsync("/books", new BookParams("", "R. Stone", Isbn: null));
        var seats = await app.Visitor.GetJsonAsync("/api/seats");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(20, seats.Json<Seats>().Free);
        // end snippet

        Assert.Equal("The Arch", added.Title);
    }

    [Fact]
    public async Task Visitors_have_cookies_of_their_own()
    {
        // snippet: requests-visitors
        var (clerk, stranger) = (app.NewVisitor(), app.NewVisitor());
        await clerk.PostAsync("/desk", new { Key = "paper" });

        Assert.Equal("/stock", (await clerk.GetAsync("/stock")).Path);
        Assert.Equal("/books", (await stranger.GetAsync("/stock")).Path);
        // end snippet
    }

    [Fact]
    public async Task Records_are_made_and_looked_at()
    {
        // snippet: requests-records
        var book = await app.RunAsync(() => Make.Book(copies: 3).LentOutTo("Eve").SavedAsync());

        await app.PostAsync($"/books/{book.Id}/loans", new { Reader = "Ann" });

        Assert.Equal(2, await app.RunAsync(() => Loan.All.CountAsync()));
        // end snippet
    }

    [Fact]
    public async Task Facts_and_queries_are_expected()
    {
        // snippet: requests-facts
        var news = await app.SubscribeAsync<BookChanged>();
        await app.PostAsync("/books", new { Title = "The Arch", Author = "R. Stone" });

        await news.ExpectAsync<BookChanged>();
        await app.ExpectQueriesAsync(1, () => app.GetAsync("/books"));
        // end snippet
    }

    [Fact]
    public async Task The_clock_is_moved()
    {
        // snippet: requests-time
        time.Advance(TimeSpan.FromDays(30));
        var book = await app.RunAsync(() => Make.Book().SavedAsync());

        Assert.Equal(new DateTimeOffset(2026, 5, 31, 12, 0, 0, TimeSpan.Zero), book.CreatedAt);
        // end snippet
    }

    [Fact]
    public async Task Seeds_are_there_where_they_are_asked_for()
    {
        await using var seeded = new SeededLibrary();

        Assert.Equal(2, (await seeded.GetAsync("/books")).FindAll("li").Count);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    sealed record Seats(int Free);
}
