using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trestle.Records.Tests;
using Trestle.Testing.Tests.Kiosk;

namespace Trestle.Testing.Tests;

public sealed class TestAppTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_the_whole_application_in_memory_and_on_a_socket(bool listens)
    {
        await using var app = new TestApp<KioskApp> { Options = new() { Listens = listens } };

        var page = await app.PostAsync("/notes", new { Title = "Hello" });

        Assert.Equal((HttpStatusCode.OK, "/notes/1", "Hello"), (page.Status, page.Path, page.Find("h1").TextContent));
        Assert.Equal(listens, app.Url.Port != 80);
    }

    [Fact]
    public async Task Every_app_has_a_database_of_its_own()
    {
        await using var one = new TestApp<KioskApp>();
        await using var other = new TestApp<KioskApp>();

        await one.PostAsync("/notes", new { Title = "Mine" });

        Assert.Single((await one.GetAsync("/notes")).FindAll("li"));
        Assert.Empty((await other.GetAsync("/notes")).FindAll("li"));
    }

    [Fact]
    public async Task Many_apps_run_side_by_side()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 8), async (number, _) =>
        {
            await using var app = new TestApp<KioskApp> { Options = new() { IsSeeded = true } };
            await app.PostAsync("/notes", new { Title = $"Number {number}" });

            Assert.Equal(["First", "Second", $"Number {number}"], (await app.GetAsync("/notes")).FindAll("li a").Select(link => link.TextContent));
        });
    }

    [Fact]
    public async Task Nothing_is_left_of_it()
    {
        var app = new TestApp<KioskApp>();
        await app.GetAsync("/notes");
        Assert.True(File.Exists(Path.Combine(app.Data, "app.db")));

        await app.DisposeAsync();

        Assert.False(Directory.Exists(app.Data));
    }

    [Fact]
    public async Task A_server_s_database_is_copied_and_dropped()
    {
        var server = PostgresServer.Shared;
        var options = new TestAppOptions { Server = server.ConnectionString("postgres"), IsSeeded = true };
        const string Copies = "SELECT count(*) FROM pg_database WHERE datname LIKE 'postgres_test_%'";

        await using (var one = new TestApp<KioskApp> { Options = options })
        await using (var other = new TestApp<KioskApp> { Options = options })
        {
            await Task.WhenAll(one.StartAsync(), other.StartAsync());
            await one.PostAsync("/notes", new { Title = "Third" });

            Assert.Equal((3, 2), ((await one.GetAsync("/notes")).FindAll("li").Count, (await other.GetAsync("/notes")).FindAll("li").Count));
            Assert.Equal(3L, server.Run("postgres", Copies));
        }

        Assert.Equal(1L, server.Run("postgres", Copies));
    }

    [Fact]
    public async Task Records_are_at_hand_as_in_a_request()
    {
        await using var app = new TestApp<KioskApp>();

        var id = await app.RunAsync(async () => (await Note.CreateAsync(new NoteParams("Made"))).Id);

        Assert.Equal("Made", (await app.GetAsync($"/notes/{id}")).Find("h1").TextContent);
        await using var work = app.Database.BeginUnitOfWork();
        Assert.Equal("Made", (await Note.FindAsync(id)).Title);
    }

    [Fact]
    public async Task What_fails_in_the_application_s_process_fails_the_test()
    {
        await using var app = new TestApp<KioskApp>();

        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => app.RunAsync(() => Note.FindAsync(7)));

        Assert.Contains("7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_of_the_whole_application_is_moved_by_hand()
    {
        var time = new FakeTimeProvider(new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        await using var app = new TestApp<KioskApp> { Options = new() { Time = time } };
        Assert.Equal("2026-01-31", (await app.GetAsync("/now")).Text);

        time.Advance(TimeSpan.FromDays(1));
        var note = await app.RunAsync(() => Note.CreateAsync(new NoteParams("Later")));

        Assert.Equal("2026-02-01", (await app.GetAsync("/now")).Text);
        Assert.Equal(time.GetUtcNow(), note.CreatedAt);
    }

    [Fact]
    public async Task A_fact_is_expected_after_its_commit()
    {
        await using var app = new TestApp<KioskApp>();
        var news = await app.SubscribeAsync<NoteChanged>();

        var page = await app.PostAsync("/notes", new { Title = "News" });

        Assert.Equal($"/notes/{(await news.ExpectAsync<NoteChanged>()).NoteId}", page.Path);
        await news.ExpectNothingAsync();
    }

    [Fact]
    public async Task Queries_are_counted_and_listed()
    {
        await using var app = new TestApp<KioskApp> { Options = new() { IsSeeded = true } };
        await app.ExpectQueriesAsync(1, () => app.GetAsync("/notes"));

        var failure = await Assert.ThrowsAsync<ExpectationException>(() => app.ExpectQueriesAsync(0, () => app.GetAsync("/notes/1")));

        Assert.Equal(
            """
            Expected 0 queries, got:
                SELECT n.id, n.created_at, n.title, n.updated_at FROM notes AS n WHERE n.id = @id LIMIT 1
            """, failure.Message.Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Services_and_settings_of_the_test_take_the_place_of_the_application_s()
    {
        await using var app = new TestApp<KioskApp>
        {
            Options = new()
            {
                Services = services => services.AddSingleton(new Greeting("Hi")),
                Settings = new Dictionary<string, string> { ["Web:Hosts:0"] = "kiosk.example" },
            },
        };

        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync("http://other.example/greeting")).Status);
        Assert.Equal("Hi", (await app.GetAsync("http://kiosk.example/greeting")).Text);
    }

    [Fact]
    public async Task An_application_that_cannot_start_says_why_to_everybody_who_asks()
    {
        await using var app = new TestApp<KioskApp> { Options = new() { Settings = new Dictionary<string, string> { ["Queries:NPlusOne"] = "maybe" } } };

        await Assert.ThrowsAsync<AppStartException>(() => app.StartAsync());
        var failure = await Assert.ThrowsAsync<AppStartException>(() => app.GetAsync("/notes"));

        Assert.Equal("expected --Queries:NPlusOne to be one of Ignore, Warn, Raise, got: maybe", failure.Message);
    }

    [Fact]
    public async Task Before_its_start_there_is_nothing_to_ask_it_for()
    {
        await using var app = new TestApp<KioskApp>();

        var failure = Assert.Throws<InvalidOperationException>(() => app.Node);

        Assert.Equal(
            """
            KioskApp has not started yet.

            Start it first, or ask it for a page:

                await app.StartAsync();
            """, failure.Message);
    }

    [Fact]
    public async Task It_keeps_what_the_application_logs()
    {
        await using var app = new TestApp<KioskApp> { Options = new() { ShowsErrorPages = true } };

        await app.GetAsync("/crash");

        Assert.Contains(app.Log, line => line.Contains("boom", StringComparison.Ordinal));
    }
}
