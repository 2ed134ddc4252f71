using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Web.Tests;

/// <summary>How long sessions last, in cookies and in the database, and how one is ended.</summary>
public sealed class SessionStoreTests : IAsyncLifetime
{
    readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-sessions-");
    Database database = null!;

    public ValueTask InitializeAsync()
    {
        database = new(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "sessions.db")));

        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(SessionStore.Cookie)]
    [InlineData(SessionStore.Database)]
    public async Task A_session_that_nobody_uses_ends(SessionStore store)
    {
        await using var site = await StartAsync(store);
        var cookie = await SignInAsync(site, "Ann");

        time.Advance(TimeSpan.FromDays(30));
        Assert.Equal("Ann", (await AskAsync(site, cookie)).Page);

        cookie = await SignInAsync(site, "Bob");
        time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));
        Assert.Equal("nobody", (await AskAsync(site, cookie)).Page);
    }

    [Theory]
    [InlineData(SessionStore.Cookie)]
    [InlineData(SessionStore.Database)]
    public async Task One_in_use_goes_on_and_is_written_again_at_most_daily(SessionStore store)
    {
        await using var site = await StartAsync(store);
        var cookie = await SignInAsync(site, "Ann");

        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(("Ann", null), await AskAsync(site, cookie));

        for (var days = 0; days < 60; days += 20)
        {
            time.Advance(TimeSpan.FromDays(20));
            (var page, cookie) = await AskAsync(site, cookie!);

            Assert.Equal("Ann", page);
            Assert.NotNull(cookie);
        }

        Assert.Equal(("Ann", null), await AskAsync(site, cookie!));
    }

    [Fact]
    public async Task Of_one_in_the_database_the_browser_has_but_a_number_and_the_table_not_even_that()
    {
        await using var site = await StartAsync(SessionStore.Database);
        await SignInAsync(site, new string('x', 3000));

        Assert.InRange((await SignInAsync(site, new string('y', 3000))).Length, 100, 300);
        Assert.Equal(2, (await RowsAsync("SELECT id AS \"Value\" FROM trestle_sessions")).Distinct().Count(id => id.Length == 64));
    }

    [Fact]
    public async Task A_cleared_session_is_ended_for_who_copied_its_cookie_too()
    {
        await using var site = await StartAsync(SessionStore.Database);
        var cookie = await SignInAsync(site, "Ann");

        var (_, left) = await AskAsync(site, cookie, "/leave");

        Assert.Equal(("", "nobody"), (left, (await AskAsync(site, cookie)).Page));
        Assert.Empty(await RowsAsync("SELECT id AS \"Value\" FROM trestle_sessions"));
    }

    [Theory]
    [InlineData("/renew", "Ann")]
    [InlineData("/enter?name=Bob", "Bob")]
    public async Task A_number_that_was_known_before_somebody_signed_in_is_worth_nothing_after(string path, string name)
    {
        await using var site = await StartAsync(SessionStore.Database);
        var planted = await SignInAsync(site, "Ann");

        var (_, cookie) = await AskAsync(site, planted, path);

        Assert.Equal((name, "nobody"), ((await AskAsync(site, cookie!)).Page, (await AskAsync(site, planted)).Page));
    }

    [Fact]
    public async Task Takes_no_number_that_it_has_not_given_out_itself()
    {
        await using var site = await StartAsync(SessionStore.Database);
        var cookie = await SignInAsync(site, "Ann");
        var id = (await RowsAsync("SELECT id AS \"Value\" FROM trestle_sessions")).Single();

        Assert.Equal(("nobody", "nobody"), ((await AskAsync(site, id)).Page, (await AskAsync(site, $"{cookie[..^2]}AA")).Page));
    }

    [Fact]
    public async Task Rows_of_ended_sessions_are_cleaned_away()
    {
        await using var site = await StartAsync(SessionStore.Database);
        await SignInAsync(site, "Ann");
        time.Advance(TimeSpan.FromDays(31));

        await SignInAsync(site, "Bob");

        Assert.Equal(["""{"name":"Bob"}"""], await RowsAsync("SELECT content AS \"Value\" FROM trestle_sessions"));
    }

    [Fact]
    public async Task Outlives_a_restart_in_the_database()
    {
        string cookie;

        await using (var before = await StartAsync(SessionStore.Database))
            cookie = await SignInAsync(before, "Ann");

        await using var after = await StartAsync(SessionStore.Database);
        Assert.Equal("Ann", (await AskAsync(after, cookie)).Page);
    }

    [Fact]
    public async Task Says_so_when_it_would_be_too_large_for_each_request()
    {
        await using var site = await StartAsync(SessionStore.Database);

        var page = await site.Client.GetStringAsync("/overflow");

        Assert.Equal(
            """
            The session would hold 70010 bytes with "name", but it is read with each request and takes 65536.

            Keep the large value in a record and put its id into the session.
            """,
            page);
    }

    [Fact]
    public void Lasts_a_minute_at_least() => Assert.Equal(
        "expected SessionIdleTime to be at least a minute (Parameter 'value')\nActual value was 00:00:00.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebOptions { SessionIdleTime = TimeSpan.Zero }).Message.ReplaceLineEndings("\n"));

    Task<Site> StartAsync(SessionStore store) =>
        Site.StartAsync(new() { SessionStore = store }, database: database, routes: new Doors(), time: time);

    static async Task<string> SignInAsync(Site site, string name) => (await AskAsync(site, null, $"/enter?name={name}")).Cookie!;

    /// <summary>The page, and the cookie it sets: empty when it deletes one.</summary>
    static async Task<(string Page, string? Cookie)> AskAsync(Site site, string? cookie, string path = "/who")
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address };

        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"session={cookie}");

        var answer = await client.GetAsync(path);

        return (
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single()["session=".Length..].Split(';')[0] : null);
    }

    async Task<List<string>> RowsAsync(string sql)
    {
        await using var unit = database.BeginUnitOfWork();

        return await Database.Current.Database.SqlQueryRaw<string>(sql).ToListAsync();
    }

    class Doors : RouteMap
    {
        protected override void Draw()
        {
            Get<DoorController>("/who", "Who");
            Get<DoorController>("/enter", "Enter");
            Get<DoorController>("/renew", "Renew");
            Get<DoorController>("/leave", "Leave");
            Get<DoorController>("/overflow", "Overflow");
        }
    }

    public class DoorController : Controller
    {
        public Result Who() => Text(Session["name"] ?? "nobody");

        public Result Enter(string name)
        {
            Session.Clear();
            Session["name"] = name;

            return Text("in");
        }

        public Result Renew()
        {
            Session.Renew();

            return Text("renewed");
        }

        public Result Leave()
        {
            Session.Clear();

            return Text("out");
        }

        public Result Overflow()
        {
            try
            {
                Session["name"] = new string('x', 70_000);
            }
            catch (InvalidOperationException refused)
            {
                return Text(refused.Message);
            }

            return Text("kept");
        }
    }
}
