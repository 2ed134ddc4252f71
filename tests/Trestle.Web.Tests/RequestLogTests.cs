using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Trestle.Web.Tests;

public partial class RequestLogTests
{
    [Theory]
    [InlineData("/hello", "Information: GET /hello: 200 by PagesController.Hello in # ms, 0 queries # ms, 5 bytes, #PID<#>")]
    [InlineData("/nowhere", "Information: GET /nowhere: 404 by nothing of the application in # ms, 0 queries # ms, # bytes, no process")]
    [InlineData("/crash", "Information: GET /crash: 500 by PagesController.Crash in # ms, 0 queries # ms, # bytes, #PID<#>")]
    [InlineData("/clock", "Information: GET /clock: 200 by ClockLive in # ms, 0 queries # ms, ? bytes, #PID<#>")]
    public async Task Tells_each_request_in_a_line(string path, string line)
    {
        await using var site = await Site.StartAsync();

        await site.GetAsync("/up"); // which no route of the application answers
        await site.GetAsync(path);

        Assert.Equal(line, Plain(await site.Log.NextRequestAsync()));
    }

    [Fact]
    public async Task Filters_secrets_in_paths_queries_and_where_it_sends_to()
    {
        await using var site = await Site.StartAsync(new() { FilterParameters = ["fear"] }, routes: new Secretive());

        Assert.StartsWith(
            "Information: GET /reset/(filtered)?page=2&Api_Token=(filtered)&fears=(filtered)&tokens&q=a%0Ab: 303 to https://example.com/in?id=7&access_token=(filtered)#top by ResetController.Show",
            await LineAsync(site, "/reset/abc%20d?page=2&Api_Token=seven&fears=dark&tokens&q=a%0Ab"),
            StringComparison.Ordinal);
        Assert.StartsWith("Information: GET /plain/line%0Afeed?: 303 to /ask by ResetController.Plain", await LineAsync(site, "/plain/line%0Afeed?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a?my%46ears=dark&b=1", "/a?my%46ears=(filtered)&b=1")]
    [InlineData("/a?to%6ben=dark", "/a?to%6ben=(filtered)")]
    [InlineData("/a?", "/a?")]
    [InlineData("/a#token=1?secret=2", "/a#token=1?secret=2")] // no query
    public void Knows_a_secret_by_its_name_however_it_is_escaped(string address, string shown) =>
        Assert.Equal(shown, new ParamFilter(new() { FilterParameters = ["fear"] }).Address(address));

    [Fact]
    public async Task Counts_queries_and_their_time()
    {
        var folder = Directory.CreateTempSubdirectory("trestle-log-");
        await using var database = new Database(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "log.db")) with { Watch = QueryWatch.Production });

        await using (var site = await Site.StartAsync(database: database, routes: new Secretive()))
            Assert.Matches("by ResetController.Ask in [0-9.]+ ms, 2 queries [0-9.]+ ms, 4 bytes, #PID<[0-9.]+>$", await LineAsync(site, "/ask"));

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_page_of_an_error_shows_queries_and_session_in_development()
    {
        var folder = Directory.CreateTempSubdirectory("trestle-log-");
        await using var database = new Database(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "log.db")) with { Watch = QueryWatch.Development });

        await using (var site = await Site.StartAsync(new() { IsDevelopment = true }, database: database, routes: new Secretive()))
        {
            var page = await (await site.GetAsync("/fail")).Content.ReadAsStringAsync();

            Assert.Matches("<h2>Queries: 1 in [0-9.]+ ms</h2>\n<table>\n<tr><td>[0-9.]+ ms</td><td><pre>SELECT &#x27;tea&#x27;.*</pre>", page);
            Assert.Contains("<h2>Session</h2>\n<table>\n<tr><th scope=\"row\">reader</th><td>Ann</td></tr>\n<tr><th scope=\"row\">reset_token</th><td>(filtered)</td></tr>\n</table>", page);
            Assert.DoesNotContain("hush", page);
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    static async Task<string> LineAsync(Site site, string path)
    {
        await site.GetAsync(path);

        return await site.Log.NextRequestAsync();
    }

    static string Plain(string line) => Numbers().Replace(line, "#");

    [GeneratedRegex(@"(?<=in )[0-9.]+(?= ms)|(?<=queries )[0-9.]+(?= ms)|[0-9]{3,}(?= bytes)|(?<=<)[0-9.]+(?=>)")]
    private static partial Regex Numbers();

    class Secretive : RouteMap
    {
        protected override void Draw()
        {
            Get<ResetController>("/reset/{token}", "Show");
            Get<ResetController>("/plain/{name}", "Plain");
            Get<ResetController>("/ask", "Ask");
            Get<ResetController>("/fail", "Fail");
        }
    }

    public class ResetController : Controller
    {
        public Result Show(string token) => RedirectAway(new($"https://example.com/in?id=7&access_token={token}#top"));

        public Result Plain(string name) => Redirect(to: "/ask");

        public async Task<Result> Ask()
        {
            await Database.Current.Database.ExecuteSqlRawAsync("SELECT 1");
            await Database.Current.Database.ExecuteSqlRawAsync("SELECT 2");

            return Text("done");
        }

        public async Task<Result> Fail()
        {
            Session["reader"] = "Ann";
            Session["reset_token"] = string.Concat("hu", "sh");
            await Database.Current.Database.ExecuteSqlRawAsync("SELECT 'tea'");

            throw new InvalidOperationException("the kettle is cold");
        }
    }
}
