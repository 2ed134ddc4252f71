using System.Net;
using System.Text;
using System.Text.Json;
using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

/// <summary>What browsers are answered that get no WebSocket.</summary>
public class LongPollTests
{
    // Nothing else waits just so long.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(7);

    static Task<LiveSite> StartAsync(LiveOptions? options = null) => LiveSite.StartAsync(options, LiveWay.LongPoll);

    [Fact]
    public async Task Joins_and_clicks_by_requests()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.ClickAsync("#add");
        await client.ClickAsync("#add");

        Assert.Equal("2", client.Page.QuerySelector("#count")!.TextContent);
        Assert.Equal(0, site.DirectConnections);
    }

    [Fact]
    public async Task Is_not_found_where_it_is_switched_off()
    {
        await using var site = await LiveSite.StartAsync(new() { LongPoll = false });
        using var browser = new HttpClient { BaseAddress = site.Address };

        var answer = await browser.GetAsync(new Uri("/live/longpoll?vsn=2.0.0", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var client = await site.JoinAsync("/counter");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Tells_a_browser_that_waits_what_happens_then()
    {
        await using var site = await StartAsync(new() { PollTime = patience });
        await using var client = await site.JoinAsync("/counter");
        var asked = await WaitingAsync(site, client);

        site.ViewOf<CounterLive>().Pid.Send(new CounterLive.Counted(5));
        var (_, answer) = await asked();

        Assert.Equal((200, client.Polls!.Token), (StatusOf(answer), answer.GetProperty("token").GetString()));
        var diff = Assert.Single(LongPollWire.Messages(answer));
        Assert.Equal(("diff", client.Topic), (diff[3].GetString(), diff[2].GetString()));
    }

    [Fact]
    public async Task Tells_all_there_is_in_one_answer_and_in_its_order()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var add = client.HandlerOf("#add", "phx-click");

        await client.Polls!.SendAsync(Click("7", client, add), Click("8", client, add));
        await site.ViewOf<CounterLive>().CallAsync(new CounterLive.GetCount());
        var (code, answer) = await client.Polls.AskAsync();

        Assert.Equal(["7", "8"], LongPollWire.Messages(answer).Select(message => message[1].GetString()));
        Assert.Equal(HttpStatusCode.OK, code);
    }

    [Fact]
    public async Task Lets_a_browser_ask_again_after_a_while_without_news()
    {
        await using var site = await StartAsync(new() { PollTime = patience });
        await using var client = await site.JoinAsync("/counter");
        var asked = await WaitingAsync(site, client);

        site.Time.Advance(patience);
        var (code, answer) = await asked();

        Assert.Equal((HttpStatusCode.OK, $$"""{"status":204,"token":"{{client.Polls!.Token}}"}"""), (code, answer.GetRawText()));
        await client.ClickAsync("#add");
        Assert.Equal("1", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Ends_the_view_of_a_browser_that_does_not_ask_again()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var ended = await site.NextAsync<ExitReason>("ended");

        site.Time.Advance(TimeSpan.FromSeconds(19));
        await client.ClickAsync("#add");
        site.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(1, await site.ViewOf<CounterLive>().CallAsync(new CounterLive.GetCount()));
        site.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ExitReason.Shutdown, await ended);
        Assert.Equal(410, StatusOf((await client.Polls!.AskAsync()).Answer));
        Assert.Equal(410, StatusOf((await client.Polls.TellAsync(Beat)).Answer));
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Has_a_browser_begin_anew_that_asks_twice_at_once()
    {
        await using var site = await StartAsync(new() { PollTime = patience });
        await using var client = await site.JoinAsync("/counter");
        var first = await WaitingAsync(site, client);

        var second = client.Polls!.AskAsync();

        Assert.Equal(410, StatusOf((await first()).Answer));
        site.ViewOf<CounterLive>().Pid.Send(new CounterLive.Counted(5));
        Assert.Equal(200, StatusOf((await second).Answer));
    }

    [Fact]
    public async Task Takes_nobody_for_another()
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var other = new CookieContainer();
        await using var thief = await ChannelClient.ConnectByPollsAsync(site.Address, await site.OpenAsync("/counter"), other, "/counter");
        await using var same = await site.ConnectAsync("/counter");

        // Without its cookies; with those, from another of its pages.
        foreach (var foreign in new[] { thief.Polls!, same.Polls! })
        {
            Assert.Equal(410, StatusOf((await foreign.AskAsync(client.Polls!.Token)).Answer));
            Assert.Equal(410, StatusOf((await foreign.TellAsync(Click("7", client, client.HandlerOf("#add", "phx-click")), client.Polls.Token)).Answer));
        }

        foreach (var forged in new[] { "forged", client.Polls!.Token[..^2] + "AA" })
        {
            Assert.Equal(410, StatusOf((await client.Polls.AskAsync(forged)).Answer));
            Assert.Equal(410, StatusOf((await client.Polls.TellAsync(Beat, forged)).Answer));
        }

        Assert.Equal(410, StatusOf((await client.Polls.TellAsync(Beat, "")).Answer));
        await client.ClickAsync("#add");
        Assert.Equal("1", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Lets_nobody_join_whose_page_is_not_of_their_cookies()
    {
        await using var site = await StartAsync();
        await using var client = await ChannelClient.ConnectByPollsAsync(site.Address, await site.OpenAsync("/counter"), site.Cookies, "/counter", token: "forged");

        var reply = await client.JoinAsync();

        Assert.Equal("""{"status":"error","response":{"reason":"stale"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Refuses_what_does_not_come_from_a_page_of_this_site()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");
        const string refused = """{"status":403,"reason":"A page of another site may not open this socket."}""";

        foreach (var origin in new[] { "http://evil.example", "null" })
        {
            Assert.Equal(refused, (await client.Polls!.AskAsync("", origin: origin)).Answer.GetRawText());
            Assert.Equal(refused, (await client.Polls.AskAsync(origin: origin)).Answer.GetRawText());
            Assert.Equal(refused, (await client.Polls.TellAsync(Beat, origin: origin)).Answer.GetRawText());
        }

        var form = await client.Polls!.TellAsync(Beat, type: "text/plain");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, """{"status":415,"reason":"Expected a body of the type application/x-ndjson."}"""), (form.Code, form.Answer.GetRawText()));
        var old = await client.Polls.AskAsync("", version: "1.0.0");
        Assert.Equal((HttpStatusCode.BadRequest, """{"status":400,"reason":"Expected vsn=2.0.0 in the address."}"""), (old.Code, old.Answer.GetRawText()));
    }

    [Fact]
    public async Task Cuts_off_a_browser_that_does_not_ask_for_what_waits()
    {
        await using var site = await StartAsync(new() { MaxPendingBytes = 1024 });
        await using var client = await site.JoinAsync("/large");
        var ended = await site.NextAsync<ExitReason>("ended");
        var view = site.ViewOf<LargeLive>();

        view.Pid.Send(new LargeLive.Grow());
        await view.CallAsync(new LargeLive.GetCount());
        Assert.Empty(site.Log.Lines);
        view.Pid.Send(new LargeLive.Grow());

        Assert.Equal(ExitReason.Shutdown, await ended);
        Assert.Equal(["A browser left more than 1024 bytes unread and was cut off."], site.Log.Lines);
        Assert.Equal(410, StatusOf((await client.Polls!.AskAsync()).Answer));
    }

    [Theory]
    [InlineData("not json", "a message is a JSON array, or bytes in base64")]
    [InlineData("{}", "a message is a JSON array, or bytes in base64")]
    [InlineData("\n", "the message is not JSON")]
    [InlineData("[1,2", "the message is not JSON")]
    [InlineData("[]", "expected [join_ref, ref, topic, event, payload]")]
    [InlineData("AAEC", "a binary message is a piece of a file")]
    public async Task Ends_on_a_message_that_is_none(string message, string reason)
    {
        await using var site = await StartAsync();
        await using var client = await site.JoinAsync("/counter");
        var ended = await site.NextAsync<ExitReason>("ended");

        var (code, answer) = await client.Polls!.TellAsync($"{Beat}\n{message}");

        Assert.Equal((HttpStatusCode.BadRequest, $$"""{"status":400,"reason":"{{reason}}"}"""), (code, answer.GetRawText()));
        Assert.Equal(ExitReason.Shutdown, await ended);
        Assert.Equal(410, StatusOf((await client.Polls.AskAsync()).Answer));
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 413)]
    [InlineData(900_000, 413)]
    public async Task Takes_a_message_up_to_the_limit_and_none_above_it(int more, int status)
    {
        await using var site = await StartAsync(new() { MaxMessageBytes = 100_000 });
        await using var client = await site.ConnectAsync("/counter");

        var (_, answer) = await client.Polls!.TellAsync($"{Beat}\n{Beat.PadRight(100_000 + more)}\n{Beat}");

        Assert.Equal(status == 200 ? """{"status":200}""" : """{"status":413,"reason":"a message may have 100000 bytes"}""", answer.GetRawText());
    }

    [Fact]
    public async Task Takes_as_many_messages_at_once_as_the_client_sends()
    {
        await using var site = await StartAsync();
        await using var client = await site.ConnectAsync("/counter");

        // A hundred pieces of files of 64 KB, in base64.
        await client.Polls!.SendAsync([.. Enumerable.Repeat(Beat.PadRight(87_400), 100)]);

        Assert.Equal(100, LongPollWire.Messages((await client.Polls.AskAsync()).Answer).Length);
    }

    [Fact]
    public async Task Ends_when_a_browser_says_more_than_its_share()
    {
        await using var site = await StartAsync(new() { MaxMessagesPerSecond = 5 });
        await using var client = await site.ConnectAsync("/counter");

        var (code, answer) = await client.Polls!.TellAsync(string.Join('\n', Enumerable.Repeat(Beat, 51)));

        Assert.Equal((HttpStatusCode.TooManyRequests, """{"status":429,"reason":"a browser may send 5 messages a second"}"""), (code, answer.GetRawText()));
    }

    [Fact]
    public async Task Ends_when_a_browser_asks_more_than_its_share()
    {
        await using var site = await StartAsync(new() { MaxMessagesPerSecond = 1 });
        await using var client = await site.ConnectAsync("/counter");

        for (var beat = 0; beat < 5; beat++)
        {
            await client.Polls!.SendAsync(Beat);
            Assert.Equal(200, StatusOf((await client.Polls.AskAsync()).Answer));
        }

        Assert.Equal(410, StatusOf((await client.Polls!.AskAsync()).Answer));
    }

    [Fact]
    public async Task Sends_everybody_away_when_the_server_stops_and_takes_nobody()
    {
        await using var site = await StartAsync(new() { PollTime = patience });
        await using var waiting = await site.JoinAsync("/counter");
        await using var busy = await site.JoinAsync("/rows");
        var asked = await WaitingAsync(site, waiting);
        await busy.Polls!.SendAsync(Beat);

        site.Drain();

        Assert.Equal(410, StatusOf((await asked()).Answer));
        // First what was still to be said.
        Assert.Equal("phx_reply", Assert.Single(LongPollWire.Messages((await busy.Polls.AskAsync()).Answer))[3].GetString());
        Assert.Equal(410, StatusOf((await busy.Polls.AskAsync()).Answer));
        var (code, refused) = await waiting.Polls!.AskAsync("");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":500,"reason":"The server restarts."}"""), (code, refused.GetRawText()));
    }

    [Fact]
    public async Task Waits_for_nobody_when_the_server_stops()
    {
        await using var site = await StartAsync(new() { PollTime = patience });
        await using var client = await site.JoinAsync("/counter");
        var asked = await WaitingAsync(site, client);

        await site.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(410, StatusOf((await asked()).Answer));
    }

    [Fact]
    public async Task Takes_a_file_in_pieces_of_base64()
    {
        var folder = Directory.CreateTempSubdirectory("trestle-uploads-");
        await using var site = await StartAsync(new() { UploadFolder = folder.FullName });
        await using var client = await site.JoinAsync("/gallery");
        var input = client.Page.QuerySelector("input[name=cover]")!.Id;
        object[] files = [new { @ref = "0", name = "a.txt", size = 4, type = "text/plain", relative_path = "", last_modified = 1 }];

        var allowed = await client.AskAsync("allow_upload", new { @ref = input, entries = files });
        var token = allowed.GetProperty("entries").GetProperty("0").GetString();
        await client.SendFrameAsync("90", "90", "lvu:0", "phx_join", new { token });
        Assert.Equal("ok", (await client.ReplyAsync("90")).GetProperty("status").GetString());
        await client.SendAsync([0, 2, 2, 5, 5, .. Encoding.UTF8.GetBytes("9091lvu:0chunkabcd")], System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: true);
        Assert.Equal("ok", (await client.ReplyAsync("91")).GetProperty("status").GetString());
        var done = await client.AskAsync("progress", new { @ref = input, entry_ref = "0", progress = 100 });

        Assert.Contains("cover a.txt: abcd", done.GetRawText(), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    const string Beat = """[null,"7","phoenix","heartbeat",{}]""";

    /// <summary>Asks, and has come so far that the server waits; what it is answered in the end.</summary>
    static async Task<Func<Task<(HttpStatusCode Code, JsonElement Answer)>>> WaitingAsync(LiveSite site, ChannelClient client)
    {
        var waits = site.Time.NextToWaitAsync(patience);
        var asked = client.Polls!.AskAsync();
        await waits;

        return () => asked;
    }

    static string Click(string reference, ChannelClient client, string handler) =>
        JsonSerializer.Serialize<object?[]>([client.JoinRef, reference, client.Topic, "event", new { type = "click", @event = handler, value = new { value = "" }, meta = new { } }]);

    static int StatusOf(JsonElement answer) => answer.GetProperty("status").GetInt32();
}
