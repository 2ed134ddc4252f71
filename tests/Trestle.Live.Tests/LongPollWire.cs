using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Trestle.Live.Tests;

/// <summary>Asks and tells by requests, as the npm client does where it gets no WebSocket.</summary>
sealed class LongPollWire : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Uri site;
    readonly CookieContainer cookies;
    readonly HttpClient http;
    readonly Queue<JsonElement> come = [];

    LongPollWire(Uri site, CookieContainer cookies, string csrfToken)
    {
        (this.site, this.cookies, CsrfToken) = (site, cookies, csrfToken);
        http = new(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = site, Timeout = Patience };
    }

    public string CsrfToken { get; }

    /// <summary>What the server named this connection by.</summary>
    public string Token { get; private set; } = "";

    public static async Task<LongPollWire> OpenAsync(Uri site, CookieContainer cookies, string csrfToken)
    {
        var wire = new LongPollWire(site, cookies, csrfToken);
        var (_, answer) = await wire.AskAsync("");
        Assert.Equal(410, answer.GetProperty("status").GetInt32());
        wire.Token = answer.GetProperty("token").GetString()!;

        return wire;
    }

    /// <summary>The address of every request; "token=" is missing only where the client has none.</summary>
    public string Target(string token, string version = "2.0.0") =>
        $"/live/longpoll?_csrf_token={Uri.EscapeDataString(CsrfToken)}&vsn={version}&{(token.Length == 0 ? "" : "token=" + Uri.EscapeDataString(token))}";

    /// <summary>Asks once.</summary>
    public Task<(HttpStatusCode Code, JsonElement Answer)> AskAsync(string? token = null, string version = "2.0.0", string? origin = null) =>
        RequestAsync(new(HttpMethod.Get, Target(token ?? Token, version)), origin);

    /// <summary>Says something once, in lines.</summary>
    public Task<(HttpStatusCode Code, JsonElement Answer)> TellAsync(string body, string? token = null, string type = "application/x-ndjson", string? origin = null) =>
        RequestAsync(new(HttpMethod.Post, Target(token ?? Token)) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)) }, origin);

    async Task<(HttpStatusCode, JsonElement)> RequestAsync(HttpRequestMessage request, string? origin)
    {
        using var sent = request;

        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var response = await http.SendAsync(request);

        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement);
    }

    /// <summary>Says something that is taken.</summary>
    public async Task SendAsync(params string[] messages)
    {
        var (_, answer) = await TellAsync(string.Join('\n', messages));
        Assert.Equal("""{"status":200}""", answer.GetRawText());
    }

    /// <summary>The next message, asked for as often as it takes.</summary>
    public async Task<JsonElement> ReceiveAsync()
    {
        while (come.Count == 0)
        {
            var (_, answer) = await AskAsync();
            var status = answer.GetProperty("status").GetInt32();

            if (status is not (200 or 204))
                throw new InvalidOperationException($"the server answered {status}");

            if (status == 200)
                foreach (var message in Messages(answer))
                    come.Enqueue(message);
        }

        return come.Dequeue();
    }

    public static JsonElement[] Messages(JsonElement answer) =>
        [.. answer.GetProperty("messages").EnumerateArray().Select(message => JsonDocument.Parse(message.GetString()!).RootElement)];

    /// <summary>Goes away while it waits, as a tab does that is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        using var last = new TcpClient();

        try
        {
            await last.ConnectAsync(site.Host, site.Port);
            await last.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"GET {Target(Token)} HTTP/1.1\r\nHost: {site.Authority}\r\nCookie: {cookies.GetCookieHeader(site)}\r\n\r\n"));
        }
        catch (SocketException)
        {
            // The server has gone before.
        }
    }
}
