using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle.Live.Tests;

public class WebSocketLiveSocketTests() : LiveSocketTests(LiveWay.WebSockets);

public class DirectLiveSocketTests() : LiveSocketTests(LiveWay.Direct);

public class LongPollLiveSocketTests() : LiveSocketTests(LiveWay.LongPoll);

/// <summary>What holds whichever way a connection comes.</summary>
public abstract class LiveSocketTests(LiveWay way)
{
    Task<LiveSite> StartAsync(LiveOptions? options = null) => LiveSite.StartAsync(options, way);

    [Fact]
    public async Task Answers_a_heartbeat()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        await client.SendFrameAsync(null, "7", "phoenix", "heartbeat", new { });

        Assert.Equal("""{"status":"ok","response":{}}""", (await client.ReplyAsync("7")).GetRawText());
    }

    [Fact]
    public async Task Answers_what_belongs_to_no_joined_topic()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        await client.SendFrameAsync("1", "2", "lv:unknown", "event", new { type = "click", @event = "x", value = new { } });

        Assert.Equal("""{"status":"error","response":{"reason":"unmatched topic"}}""", (await client.ReplyAsync("2")).GetRawText());
    }

    [Fact]
    public async Task Answers_an_event_no_channel_knows()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.SendFrameAsync("1", "9", client.Topic, "chunk", new { });

        Assert.Equal("""{"status":"error","response":{"reason":"unmatched event"}}""", (await client.ReplyAsync("9")).GetRawText());
    }

    [Fact]
    public async Task Sends_a_patched_address_to_a_page_of_its_own()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.SendFrameAsync("1", "9", client.Topic, "live_patch", new { url = "http://localhost/counter?page=2" });

        Assert.Equal("""{"status":"ok","response":{"link_redirect":true}}""", (await client.ReplyAsync("9")).GetRawText());
    }

    [Fact]
    public async Task Closes_a_left_channel_and_ends_its_view()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var ended = await site.NextAsync<ExitReason>("ended");

        await client.SendFrameAsync("1", "9", client.Topic, "phx_leave", new { });
        var reply = await client.ReplyAsync("9");
        var close = await client.NextAsync("phx_close");

        Assert.Equal("""{"status":"ok","response":{}}""", reply.GetRawText());
        Assert.Equal("1", close[1].GetString());
        Assert.Equal(ExitReason.Shutdown, await ended);
    }

    [Fact]
    public async Task Joining_a_topic_again_ends_the_view_that_had_it()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        await client.ClickAsync("#add");
        var ended = await site.NextAsync<ExitReason>("ended");

        await client.JoinAsync();

        Assert.Equal("0", client.Page.QuerySelector("#count")!.TextContent);
        Assert.Equal(ExitReason.Shutdown, await ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_its_views_when_the_browser_goes(bool saysGoodbye)
    {
        await using var site = await StartAsync();
        var client = await site.JoinAsync("/counter");
        var ended = await site.NextAsync<ExitReason>("ended");

        // Without a socket there is nothing to say it by.
        if (saysGoodbye && client.Polls is null)
            await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);

        await client.DisposeAsync();

        Assert.Equal(ExitReason.Shutdown, await ended);
    }

    [Fact]
    public async Task A_socket_that_is_killed_takes_its_views_along()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var ended = await site.NextAsync<ExitReason>("ended");

        site.Node.Snapshot().Single(process => process.Name == nameof(LiveSocket)).Pid.Exit(ExitReason.Killed);

        Assert.Equal(ExitReason.Shutdown, await ended);
    }

    [Fact]
    public async Task Tells_a_page_without_a_genuine_session_to_load_again()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        foreach (var session in new[] { "forged", "", client.Session[..^2] + "AA" })
            Assert.Equal("stale", ReasonOf(await client.JoinAsync(session)));
    }

    [Fact]
    public async Task Tells_a_page_that_is_too_old_to_load_again()
    {
        await using var site = await StartAsync();
        var page = await site.OpenAsync("/counter");

        site.Time.Advance(TimeSpan.FromDays(14));
        await using (var intime = await site.ConnectAsync(page, "/counter"))
            Assert.Equal("ok", (await intime.JoinAsync()).GetProperty("status").GetString());

        site.Time.Advance(TimeSpan.FromSeconds(1));
        await using (var late = await site.ConnectAsync(page, "/counter"))
            Assert.Equal("stale", ReasonOf(await late.JoinAsync()));
    }

    [Fact]
    public async Task Does_not_let_a_session_into_another_page()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        Assert.Equal("unauthorized", ReasonOf(await client.JoinAsync(topic: "lv:phx-other")));
        Assert.Equal("unauthorized", ReasonOf(await client.JoinAsync(url: new Uri(site.Address, "/rows").ToString())));
    }

    static string? ReasonOf(JsonElement reply) => reply.GetProperty("response").GetProperty("reason").GetString();
}
