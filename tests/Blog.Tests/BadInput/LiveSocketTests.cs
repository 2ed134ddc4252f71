using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Blog.Tests;

public sealed class LiveSocketTests(BlogFixture blog) : StrangerTest(blog)
{
    const string Nothing = """{"status":"ok","response":{}}""";

    [Theory]
    [InlineData("nonsense", 1007, "the message is not JSON")]
    [InlineData("", 1007, "the message is not JSON")]
    [InlineData("[null,\"1\",\"phoenix\",\"heartbeat\",{}", 1007, "the message is not JSON")]
    [InlineData("{}", 1002, "expected [join_ref, ref, topic, event, payload]")]
    [InlineData("[1,2,3,4,5]", 1002, "expected [join_ref, ref, topic, event, payload]")]
    [InlineData("[null,\"1\",\"phoenix\",\"\\ud800\",{}]", 1007, "a string is not Unicode")]
    public async Task A_message_that_is_none_closes_the_socket(string message, int code, string reason)
    {
        using var socket = await Wire.ConnectAsync(Url);

        await socket.SendAsync(Encoding.UTF8.GetBytes(message));

        Assert.Equal((code, reason), await socket.ClosedAsync());
        await ExpectAliveAsync();
    }

    [Fact]
    public async Task A_binary_message_closes_the_socket()
    {
        using var socket = await Wire.ConnectAsync(Url);

        await socket.SendAsync([0, 1, 2], WebSocketMessageType.Binary);

        Assert.Equal((1003, "a binary message is a piece of a file"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_socket()
    {
        using var socket = await Wire.ConnectAsync(Url);
        var reading = socket.ClosedAsync();

        await socket.SendAsync(new byte[2 * 1024 * 1024]);

        Assert.Equal(1009, (await reading).Code);
        await ExpectAliveAsync();
    }

    [Theory]
    [InlineData("\u00f1\u0080\0\0\0\0", "reserved bits")]
    [InlineData("\u008f\u0080\0\0\0\0", "an opcode nobody has defined")]
    [InlineData("\u0081\u0005hello", "a message that is not masked")]
    [InlineData("\u0081\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\0\0\0\0", "a negative length")]
    [InlineData("\u0089\u00fe\u0000\u0080\0\0\0\0", "a ping with too much in it")]
    [InlineData("\u0080\u0080\0\0\0\0", "the end of a message that never began")]
    public async Task Frames_that_are_no_WebSocket_end_the_connection(string frames, string fault)
    {
        var answer = await Wire.SendAsync(Url, string.Concat(
            $"GET /live/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: {Url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), frames);

        Assert.True(answer.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", StringComparison.Ordinal), $"{fault}: {answer}");
        await ExpectAliveAsync();
    }

    [Theory]
    [InlineData("http://elsewhere.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    [InlineData("nonsense")]
    public async Task A_page_of_another_site_cannot_open_the_socket(string origin)
    {
        var answer = await Wire.SendAsync(Url, string.Concat(
            $"GET /live/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: {Url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", answer);
        Assert.Contains("A page of another site may not open this socket.\n", answer);
    }

    [Fact]
    public async Task A_page_of_the_blog_can_open_it()
    {
        using var socket = await Wire.ConnectAsync(Url, origin: Url.GetLeftPart(UriPartial.Authority));

        await socket.SendAsync("""[null,"1","phoenix","heartbeat",{}]"""u8.ToArray());

        Assert.Equal("""[null,"1","phoenix","phx_reply",{"status":"ok","response":{}}]""", await socket.ReadAsync());
    }

    [Fact]
    public async Task A_forged_session_joins_nothing()
    {
        using var socket = await Wire.ConnectAsync(Url);

        await socket.SendAsync("""["1","1","lv:phx-forged","phx_join",{"session":"forged","url":"http://blog/"}]"""u8.ToArray());

        Assert.Equal("""["1","1","lv:phx-forged","phx_reply",{"status":"error","response":{"reason":"stale"}}]""", await socket.ReadAsync());
    }

    [Theory]
    [InlineData("""{"type":"click","event":"~0000000000000000","value":{}}""")]
    [InlineData("""{"type":"click","event":"Crash","value":{}}""")]
    [InlineData("""{"type":"form","event":"~0000000000000000","value":"title=%zz"}""")]
    public async Task An_event_nobody_offered_does_nothing(string forged)
    {
        using var visitor = new Visitor(Url);
        using var socket = await JoinAsync(visitor, "/articles/new");

        await socket.Socket.SendAsync(Frame(socket.Topic, "event", forged));

        Assert.Equal($"[\"1\",\"2\",\"{socket.Topic}\",\"phx_reply\",{Nothing}]", await socket.Socket.ReadAsync());
    }

    [Fact]
    public async Task An_event_of_another_shape_closes_the_socket()
    {
        using var visitor = new Visitor(Url);
        using var socket = await JoinAsync(visitor, "/articles/new");

        await socket.Socket.SendAsync(Frame(socket.Topic, "event", """{"type":"form","event":7}"""));

        Assert.Equal((1002, "expected an event: {type, event, value}"), await socket.Socket.ClosedAsync());
    }

    sealed record Joined(ClientWebSocket Socket, string Topic) : IDisposable
    {
        public void Dispose() => Socket.Dispose();
    }

    /// <summary>Joins the view of a page, as the page's own script does.</summary>
    async Task<Joined> JoinAsync(Visitor visitor, string path)
    {
        var page = await visitor.PageAsync(path);
        var view = page.QuerySelector("[data-phx-main]")!;
        var token = page.QuerySelector("meta[name=csrf-token]")!.GetAttribute("content")!;
        var socket = new ClientWebSocket();
        socket.Options.Cookies = visitor.Cookies;
        await socket.ConnectAsync(
            new UriBuilder(Url) { Scheme = "ws", Path = "/live/websocket", Query = $"vsn=2.0.0&_csrf_token={Uri.EscapeDataString(token)}" }.Uri,
            CancellationToken.None).WaitAsync(Patience.Short);

        var topic = $"lv:{view.Id}";
        var session = JsonSerializer.Serialize(new { session = view.GetAttribute("data-phx-session"), url = new Uri(Url, path).ToString() });
        await socket.SendAsync(Encoding.UTF8.GetBytes($"""["1","1","{topic}","phx_join",{session}]"""));
        Assert.Contains("\"status\":\"ok\"", await socket.ReadAsync());

        return new(socket, topic);
    }

    static byte[] Frame(string topic, string @event, string payload) =>
        Encoding.UTF8.GetBytes($"""["1","2","{topic}","{@event}",{payload}]""");
}
