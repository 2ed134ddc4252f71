using System.Net;
using System.Net.WebSockets;
using System.Text;
using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class WebSocketTransportTests() : LiveTransportTests(LiveWay.WebSockets);

public class TlsTransportTests() : LiveTransportTests(LiveWay.Tls);

public class DirectTransportTests() : LiveTransportTests(LiveWay.Direct);

/// <summary>What holds whichever way a connection comes.</summary>
public abstract class LiveTransportTests(LiveWay way)
{
    Task<LiveSite> StartAsync(LiveOptions? options = null) => LiveSite.StartAsync(options, way);

    [Theory]
    [InlineData("not json", 1007)]
    [InlineData("", 1007)]
    [InlineData("[1,2", 1007)]
    [InlineData("[null,\"1\",\"phoenix\",\"heartbeat\",{}] []", 1007)]
    [InlineData("[null,\"\\ud800\",\"phoenix\",\"heartbeat\",{}]", 1007)]
    [InlineData("{}", 1002)]
    [InlineData("[]", 1002)]
    [InlineData("[null,\"1\",\"phoenix\",\"heartbeat\"]", 1002)]
    [InlineData("[null,1,\"phoenix\",\"heartbeat\",{}]", 1002)]
    [InlineData("[null,\"1\",null,\"heartbeat\",{}]", 1002)]
    [InlineData("[null,\"1\",\"phoenix\",\"heartbeat\",[]]", 1002)]
    public async Task Closes_on_a_message_that_is_none(string message, int code)
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        await client.SendAsync(message);

        Assert.Equal(code, await client.CloseCodeAsync());
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"click","event":5,"value":{}}""")]
    [InlineData("""{"type":"form","event":"~1","value":{}}""")]
    [InlineData("""{"type":"click","event":"\ud800","value":{}}""")]
    public async Task Closes_on_an_event_of_another_shape(string payload)
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.SendAsync($"[\"1\",\"2\",\"{client.Topic}\",\"event\",{payload}]");

        Assert.Equal(1002, await client.CloseCodeAsync());
    }

    [Fact]
    public async Task Closes_on_a_binary_message()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        await client.SendAsync([0, 1, 2], WebSocketMessageType.Binary, endOfMessage: true);

        Assert.Equal(1003, await client.CloseCodeAsync());
    }

    [Fact]
    public async Task Closes_on_text_that_is_not_unicode()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        await client.SendAsync([0x22, 0xff, 0x22], WebSocketMessageType.Text, endOfMessage: true);

        // .NET's WebSocket refuses it by itself and hangs up: that may outrun its close frame.
        try
        {
            Assert.Equal(1007, await client.CloseCodeAsync());
        }
        catch (WebSocketException hungUp)
        {
            Assert.Equal(WebSocketError.ConnectionClosedPrematurely, hungUp.WebSocketErrorCode);
        }
    }

    [Fact]
    public async Task Reads_a_message_in_fragments()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");
        var message = Encoding.UTF8.GetBytes("""[null,"7","phoenix","heartbeat",{"ä":"€"}]""");

        for (var i = 0; i < message.Length; i++)
            await client.SendAsync([message[i]], WebSocketMessageType.Text, endOfMessage: i == message.Length - 1);

        Assert.Equal("ok", (await client.ReplyAsync("7")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Closes_on_a_message_over_the_limit(int fragments)
    {
        await using var site = await StartAsync(new() { MaxMessageBytes = 100_000 });
        await using var client = await site.ConnectAsync("/counter");
        var part = new byte[100_001 / fragments + 1];
        Array.Fill(part, (byte)' ');

        for (var i = 0; i < fragments; i++)
            await client.SendAsync(part, WebSocketMessageType.Text, endOfMessage: i == fragments - 1);

        Assert.Equal(1009, await client.CloseCodeAsync());
    }

    [Fact]
    public async Task Takes_a_message_of_just_the_limit()
    {
        await using var site = await StartAsync(new() { MaxMessageBytes = 100_000 });
        await using var client = await site.ConnectAsync("/counter");
        const string message = """[null,"7","phoenix","heartbeat",{}]""";

        await client.SendAsync(message.PadRight(100_000));

        Assert.Equal("ok", (await client.ReplyAsync("7")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Refuses_a_page_of_another_site(string origin)
    {
        await using var site = await StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(site, origin: origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_another_version_of_the_protocol()
    {
        await using var site = await StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(site, version: "1.0.0"));

        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_400_to_a_request_that_is_no_socket()
    {
        await using var site = await StartAsync();

        var response = await site.GetAsync("/live/websocket?vsn=2.0.0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("This address takes WebSockets only.\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("")]
    public async Task Lets_nobody_join_whose_token_is_not_of_their_cookies(string token)
    {
        await using var site = await StartAsync();
        await using var client = await ConnectAsync(site, token: token);

        var reply = await client.JoinAsync();

        Assert.Equal("""{"status":"error","response":{"reason":"stale"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Lets_nobody_join_with_the_token_of_another_browser()
    {
        await using var site = await StartAsync();
        var page = await site.OpenAsync("/counter");
        await using var client = await ChannelClient.ConnectAsync(site.Address, page, new CookieContainer(), "/counter");

        var reply = await client.JoinAsync();

        Assert.Equal("""{"status":"error","response":{"reason":"stale"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Closes_a_socket_that_has_been_silent_for_a_minute()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        site.Time.Advance(TimeSpan.FromSeconds(59));
        await client.SendFrameAsync(null, "7", "phoenix", "heartbeat", new { });
        await client.ReplyAsync("7");
        site.Time.Advance(TimeSpan.FromSeconds(59));
        await client.SendFrameAsync(null, "8", "phoenix", "heartbeat", new { });
        await client.ReplyAsync("8");
        site.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(1001, await client.CloseCodeAsync());
    }

    [Fact]
    public async Task Cuts_off_a_browser_that_does_not_read()
    {
        await using var site = await StartAsync(new() { MaxPendingBytes = 1024 });
        await using var client = await site.JoinAsync("/large");
        var ended = await site.NextAsync<ExitReason>("ended");

        // Nothing is read here. Once the network's own buffers are full the rest waits on the server, up to the bound.
        var view = site.ViewOf<LargeLive>();
        await Assert.ThrowsAsync<ProcessDownException>(async () =>
        {
            while (true)
            {
                view.Pid.Send(new LargeLive.Grow());
                await view.CallAsync(new LargeLive.GetCount(), Timeout.InfiniteTimeSpan);
            }
        });

        Assert.Equal(ExitReason.Shutdown, await ended);
        Assert.Equal(["A browser left more than 1024 bytes unread and was cut off."], site.Log.Lines);
    }

    [Fact]
    public async Task Takes_nobody_who_comes_back_before_the_server_has_stopped()
    {
        await using var site = await StartAsync();
        var page = await site.OpenAsync("/counter");
        await using var client = await site.ConnectAsync(page, "/counter");

        site.Drain();

        Assert.Equal(1012, await client.CloseCodeAsync());
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => site.ConnectAsync(page, "/counter"));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_browsers_to_reconnect_when_the_server_stops()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        var stopping = site.StopAsync();

        Assert.Equal(1012, await client.CloseCodeAsync());
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Closes_when_a_browser_says_more_than_its_share()
    {
        await using var site = await StartAsync(new() { MaxMessagesPerSecond = 5 });
        await using var client = await site.ConnectAsync("/counter");

        for (var message = 0; message < 50; message++)
            await client.SendFrameAsync(null, $"{message}", "phoenix", "heartbeat", new { });

        await client.ReplyAsync("49");
        site.Time.Advance(TimeSpan.FromSeconds(1));

        for (var message = 50; message < 56; message++)
            await client.SendFrameAsync(null, $"{message}", "phoenix", "heartbeat", new { });

        await client.ReplyAsync("54");
        Assert.Equal(1008, await client.CloseCodeAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(4321)]
    public async Task Answers_a_close_with_its_own_code(int code)
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.Socket.CloseOutputAsync((WebSocketCloseStatus)code, "", CancellationToken.None);

        Assert.Equal(code, await client.CloseCodeAsync());
    }

    [Fact]
    public async Task Takes_many_messages_that_come_at_once_in_their_order()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var add = client.HandlerOf("#add", "phx-click");

        var clicks = new List<string>();

        for (var click = 0; click < 500; click++)
            clicks.Add(await client.SendEventAsync("click", add, new { value = "" }));

        foreach (var click in clicks)
            client.Applied(await client.ReplyAsync(click));

        Assert.Equal("500", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Sends_a_page_larger_than_the_network_takes_at_once()
    {
        await using var site = await StartAsync(new() { MaxPendingBytes = int.MaxValue });
        await using var client = await site.JoinAsync("/large");
        var view = site.ViewOf<LargeLive>();

        // Each waits to be read behind the one before.
        for (var page = 0; page < 100; page++)
        {
            view.Pid.Send(new LargeLive.Grow());
            await view.CallAsync(new LargeLive.GetCount());
        }

        view.Pid.Send(new LargeLive.Last());

        while (client.Page.QuerySelector("p")!.TextContent != "the last")
            await client.NextAsync("diff");
    }

    static async Task<ChannelClient> ConnectAsync(LiveSite site, string? origin = null, string? token = null, string version = "2.0.0") =>
        await ChannelClient.ConnectAsync(site.Address, await site.OpenAsync("/counter"), site.Cookies, "/counter", origin, token, version);
}
