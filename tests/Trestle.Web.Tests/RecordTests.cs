using System.Net;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

public sealed class RecordTests : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trestle-").FullName;
    readonly Database database;

    public RecordTests() => database = NewDatabase();

    [Fact]
    public async Task Saves_a_record_and_redirects_to_it()
    {
        await using var site = await StartAsync();

        var saved = await site.PostAsync("/books", ("title", "'; DROP TABLE books"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("/books/1", saved.Headers.Location!.ToString());
        Assert.Equal("'; DROP TABLE books", await site.Client.GetStringAsync("/books/1"));
    }

    [Fact]
    public async Task Answers_422_with_every_message_and_stores_nothing()
    {
        await using var site = await StartAsync();

        var refused = await site.PostAsync("/books", ("title", " "));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Title can't be blank", await refused.Content.ReadAsStringAsync());
        Assert.Equal("0", await site.Client.GetStringAsync("/books"));
    }

    [Fact]
    public async Task Answers_404_for_an_unknown_record_without_a_word_in_the_log()
    {
        await using var site = await StartAsync();

        var answer = await site.GetAsync("/books/17");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>This page does not exist</h1>", await answer.Content.ReadAsStringAsync());
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Says_which_record_is_missing_in_development()
    {
        await using var site = await StartAsync(new() { IsDevelopment = true });

        var page = await (await site.GetAsync("/books/17")).Content.ReadAsStringAsync();

        Assert.Contains("<h1>BooksController.Show found nothing</h1>", page);
        Assert.Contains("There is no Book with id 17.", page);
    }

    [Fact]
    public async Task Keeps_sessions_over_a_restart()
    {
        string cookie;

        await using (var before = await StartAsync())
            cookie = (await before.PostAsync("/session", ("name", "Ann"))).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await using var reopened = NewDatabase();
        await using var after = await Site.StartAsync(database: reopened);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = after.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);

        Assert.Equal("Ann", await client.GetStringAsync("/session"));
        Assert.Empty(await reopened.SchemaDifferencesAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    async Task<Site> StartAsync(WebOptions? options = null)
    {
        await using (database.BeginUnitOfWork())
            await Database.Current.Database.EnsureCreatedAsync();

        return await Site.StartAsync(options, database: database);
    }

    Database NewDatabase() => new(DatabaseOptions.ForFile(Path.Combine(folder, "shop.db"), typeof(Book).Assembly));
}
