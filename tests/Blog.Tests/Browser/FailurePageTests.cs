using Microsoft.Data.Sqlite;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

/// <summary>What is shown when the blog itself fails, to readers and to who writes it: valid, and shutting nobody out.</summary>
public sealed class FailurePageTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task Readers_see_an_apology()
    {
        await ExecuteAsync(Blog.Data, "ALTER TABLE comments RENAME TO lost_comments");

        await ExpectGoodAsync("/articles/25", 500, "Something went wrong here");
    }

    [Theory]
    [InlineData("/articles/25", 500, "Microsoft.Data.Sqlite.SqliteException", true)]
    [InlineData("/articels", 404, "No route answers /articels", true)]
    [InlineData("/", 503, "The database lacks 2 migrations", false)]
    public async Task Who_writes_it_sees_why(string path, int status, string heading, bool isMigrated)
    {
        var data = Directory.CreateTempSubdirectory("blog-");
        await using var server = await BlogServer.StartAsync(data.FullName, environment: "Development", migrate: isMigrated);

        if (status == 500)
            await ExecuteAsync(data.FullName, "ALTER TABLE comments RENAME TO lost_comments");

        await ExpectGoodAsync(new Uri(server.Url, path).ToString(), status, heading);
        data.Delete(recursive: true);
    }

    async Task ExpectGoodAsync(string address, int status, string heading)
    {
        var page = await OpenAsync(address);
        ForgetTheBrowsersNoteOf(status);
        await Expect(page.Locator("h1").First).ToContainTextAsync(heading);

        HtmlJudge.None(await HtmlJudge.BarriersAsync(page));
        await page.SetViewportSizeAsync(375, 900);
        HtmlJudge.None(await HtmlJudge.BarriersAsync(page));
        using var answer = await NewVisitor().GetAsync(address);
        HtmlJudge.None(await HtmlJudge.FaultsAsync([(address, await answer.Content.ReadAsStringAsync())]));
    }

    static async Task ExecuteAsync(string folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "blog.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
