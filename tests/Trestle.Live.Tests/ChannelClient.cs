using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Trestle.Live.Tests;

/// <summary>Speaks the channel protocol as the npm client does, and keeps the page it would show.</summary>
sealed class ChannelClient : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly ClientWebSocket socket = new();
    readonly Queue<JsonElement> unread = [];
    readonly byte[] buffer = new byte[64 * 1024];

    int lastRef;
    ClientTree? tree;

    ChannelClient(IDocument page, Uri address)
    {
        var container = page.QuerySelector("[data-phx-main]")!;
        Topic = "lv:" + container.Id;
        Session = container.GetAttribute("data-phx-session")!;
        CsrfToken = page.QuerySelector("meta[name=csrf-token]")!.GetAttribute("content")!;
        Address = address;
    }

    /// <summary>The ref of the last join, which the view's frames carry.</summary>
    public string? JoinRef { get; private set; }

    public string Topic { get; init; }

    public string Session { get; init; }

    public string CsrfToken { get; init; }

    public Uri Address { get; init; }

    public WebSocket Socket => socket;

    /// <summary>What it asks and tells by in a socket's place; null where it has a socket.</summary>
    public LongPollWire? Polls { get; private set; }

    public static async Task<ChannelClient> ConnectByPollsAsync(Uri site, IDocument page, CookieContainer cookies, string path, string? token = null)
    {
        var client = new ChannelClient(page, new(site, path));
        client.Polls = await LongPollWire.OpenAsync(site, cookies, token ?? client.CsrfToken);

        return client;
    }

    /// <summary>The page as the browser shows it after all diffs so far.</summary>
    public IDocument Page => new HtmlParser().ParseDocument(tree!.ToString());

    public static async Task<ChannelClient> ConnectAsync(
        Uri site, IDocument page, CookieContainer cookies, string path, string? origin = null, string? token = null, string version = "2.0.0")
    {
        var client = new ChannelClient(page, new(site, path));
        client.socket.Options.Cookies = cookies;
        client.socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        // Every browser offers it.
        client.socket.Options.DangerousDeflateOptions = new();
        client.socket.Options.RemoteCertificateValidationCallback = delegate { return true; };
        client.socket.Options.SetRequestHeader("Origin", origin ?? site.GetLeftPart(UriPartial.Authority));

        var query = $"_csrf_token={Uri.EscapeDataString(token ?? client.CsrfToken)}&vsn={version}";
        await client.socket.ConnectAsync(new($"{(site.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{site.Authority}/live/websocket?{query}"), CancellationToken.None).WaitAsync(Patience);

        return client;
    }

    /// <summary>Joins the page's view; the payload of the answer.</summary>
    public Task<JsonElement> JoinAsync(string? session = null, string? topic = null, string? url = null, int mounts = 0, string? checkpoint = null) =>
        JoinAsync(session, topic, url ?? Address.ToString(), redirect: null, flash: null, mounts, checkpoint);

    /// <summary>Goes to another view over the connection, as a client does that was told to.</summary>
    public async Task<JsonElement> NavigateAsync(string path, string? flash = null)
    {
        await SendFrameAsync(JoinRef, NextRef(), Topic, "phx_leave", new { });

        return await JoinAsync(null, null, null, new Uri(Address, path).ToString(), flash, mounts: 0);
    }

    /// <summary>Follows a link to another address of the view; the answer, whose diff is applied.</summary>
    public async Task<JsonElement> PatchAsync(string path)
    {
        var reference = NextRef();
        await SendFrameAsync(JoinRef, reference, Topic, "live_patch", new { url = new Uri(Address, path).ToString() });

        return Applied(await ReplyAsync(reference));
    }

    async Task<JsonElement> JoinAsync(string? session, string? topic, string? url, string? redirect, string? flash, int mounts, string? checkpoint = null)
    {
        JoinRef = NextRef();
        await SendFrameAsync(JoinRef, JoinRef, topic ?? Topic, "phx_join", new
        {
            url,
            redirect,
            flash,
            @params = new { _csrf_token = CsrfToken, _mounts = mounts, _mount_attempts = 0, _checkpoint = checkpoint },
            session = session ?? Session,
            @static = (string?)null,
            sticky = false,
        });
        var reply = await ReplyAsync(JoinRef);

        if (reply.GetProperty("response").TryGetProperty("rendered", out var rendered))
            tree = new(rendered);

        return reply;
    }

    /// <summary>Clicks what the selector finds on the page; the answer, whose diff is applied.</summary>
    public Task<JsonElement> ClickAsync(string selector) =>
        EventAsync("click", HandlerOf(selector, "phx-click"), new { value = "" });

    public async Task<JsonElement> FormAsync(string selector, string attribute, string body, string? target = null) =>
        await EventAsync("form", HandlerOf(selector, attribute), body, new { _target = target });

    public string HandlerOf(string selector, string attribute) =>
        Page.QuerySelector(selector)?.GetAttribute(attribute) ?? throw new InvalidOperationException($"no {attribute} on {selector} in {tree}");

    /// <summary>Sends the view any message; the answer.</summary>
    public async Task<JsonElement> AskAsync(string @event, object payload)
    {
        var reference = NextRef();
        await SendFrameAsync(JoinRef, reference, Topic, @event, payload);

        return (await ReplyAsync(reference)).GetProperty("response");
    }

    /// <summary>Waits until the socket has passed on all that was sent so far.</summary>
    public async Task BeatAsync()
    {
        var reference = NextRef();
        await SendFrameAsync(null, reference, "phoenix", "heartbeat", new { });
        await ReplyAsync(reference);
    }

    public async Task<JsonElement> EventAsync(string type, string handler, object value, object? meta = null, int? cid = null)
    {
        var reference = await SendEventAsync(type, handler, value, meta, cid);

        return Applied(await ReplyAsync(reference));
    }

    public JsonElement Applied(JsonElement reply)
    {
        var response = reply.GetProperty("response");

        if (response.TryGetProperty("diff", out var diff))
            tree!.Apply(diff);

        return response;
    }

    public async Task<string> SendEventAsync(string type, string handler, object value, object? meta = null, int? cid = null)
    {
        var reference = NextRef();
        await SendFrameAsync(JoinRef, reference, Topic, "event", new { type, @event = handler, value, meta = meta ?? new { }, cid });

        return reference;
    }

    public string NextRef() => (++lastRef).ToString();

    public Task SendFrameAsync(string? joinRef, string? reference, string topic, string @event, object payload) =>
        SendAsync(JsonSerializer.Serialize<object?[]>([joinRef, reference, topic, @event, payload]));

    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) =>
        SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type, bool endOfMessage) => Polls is null
        ? socket.SendAsync(bytes, type, endOfMessage, CancellationToken.None).WaitAsync(Patience)
        : Polls.SendAsync(type == WebSocketMessageType.Text ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes));

    /// <summary>The payload of the reply to a ref; what comes before it stays to be read by <see cref="NextAsync(string)"/>.</summary>
    public async Task<JsonElement> ReplyAsync(string reference)
    {
        while (true)
        {
            var frame = await ReceiveAsync();

            if (frame[1].GetString() == reference && frame[3].GetString() == "phx_reply")
                return frame[4];

            unread.Enqueue(frame);
        }
    }

    /// <summary>The next frame that is no reply waited for: a push of the server.</summary>
    public async Task<JsonElement> NextAsync(string @event)
    {
        var frame = unread.TryDequeue(out var earlier) ? earlier : await ReceiveAsync();
        Assert.Equal(@event, frame[3].GetString());

        if (@event == "diff" && frame[2].GetString() == Topic)
            tree!.Apply(frame[4]);

        return frame;
    }

    /// <summary>What the next so many pushes are called, in any order; diffs are applied.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        var events = new List<string>();

        while (events.Count < count)
        {
            var frame = unread.TryDequeue(out var earlier) ? earlier : await ReceiveAsync();
            events.Add(frame[3].GetString()!);

            if (events[^1] == "diff")
                tree!.Apply(frame[4]);
        }

        return [.. events.Order()];
    }

    /// <summary>Reads until the server closes; its close code.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Patience);

            if (part.MessageType != WebSocketMessageType.Close)
                continue;

            var status = (int)socket.CloseStatus!.Value;

            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Patience);
            }
            catch (WebSocketException)
            {
                // After a fault in the WebSocket protocol itself the server does not wait for our close.
            }

            return status;
        }
    }

    async Task<JsonElement> ReceiveAsync()
    {
        if (Polls is not null)
            return await Polls.ReceiveAsync();

        var message = new MemoryStream();

        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Patience);

            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"the server closed with {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");

            message.Write(buffer.AsSpan(0, part.Count));

            if (part.EndOfMessage)
                return JsonDocument.Parse(message.ToArray()).RootElement;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Polls is not null)
            await Polls.DisposeAsync();

        socket.Abort();
        socket.Dispose();
    }
}
