using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>The live floor of one host: its socket endpoint, its page writer, and what both of them check.</summary>
sealed class LiveServer
{
    /// <summary>The client this server speaks to; client/package.json pins the same.</summary>
    public const string ClientVersion = "1.2.12";

    /// <summary>Close code 1012: clients reconnect, and stagger it. After 1000 they would reload the page.</summary>
    public const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;

    readonly LiveSessionTokens tokens;
    readonly DeadRender pages;
    readonly LiveTransport transport;

    public LiveServer(Node node, IDataProtectionProvider protection, ILoggerFactory logging, LiveOptions? options = null)
    {
        Node = node;
        Options = options ?? new();
        tokens = new(protection, node.Time, Options.SessionAge);
        pages = new(tokens, node.Time);
        transport = new(this, logging.CreateLogger("Trestle.Live"));
    }

    public Node Node { get; }

    public LiveOptions Options { get; }

    /// <summary>The release that new joins get their view from.</summary>
    public required Func<LiveRelease> CurrentRelease { get; init; }

    /// <summary>Whether the token of the page belongs to the cookies of this request.</summary>
    public required Func<HttpContext, string, Task<bool>> IsOwnToken { get; init; }

    /// <summary>Maps the socket of every live view of the host.</summary>
    public void MapSocket(IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        pipeline.Run(transport.ServeAsync);

        endpoints.Map("/live/websocket", pipeline.Build());
    }

    /// <summary>Answers a request for a live view, inside the request's process.</summary>
    public Task WritePage(HttpContext http, LiveRelease release, Type view) => pages.WriteAsync(http, release, view);

    /// <summary>Asks every browser to reconnect. For when the host begins to stop.</summary>
    public void Drain() => transport.Drain();

    /// <summary>Null when the page is not, or no longer, one of this server's: the client loads it again.</summary>
    public LiveAdmission? Admit(LiveFrame join, LiveSocketParams? parameters)
    {
        if (parameters is null || TextOf(join.Payload, "session") is not { } token || tokens.Unprotect(token) is not { } session)
            return null;

        var release = CurrentRelease();
        var isItsOwn = join.Topic == "lv:" + session.Id && !IsOtherPage(join.Payload, session);

        return new(release, session, isItsOwn ? release.Find(session.View) : null);
    }

    // A session admits to the page it was made for. Any other page has rules of its own, which only its request passes.
    static bool IsOtherPage(JsonElement payload, LiveSession session) =>
        TextOf(payload, "redirect") is not null
        || (TextOf(payload, "url") is { } url
            && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && Uri.UnescapeDataString(address.AbsolutePath) != Uri.UnescapeDataString(session.Path));

    static string? TextOf(JsonElement payload, string name)
    {
        try
        {
            return payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A string that is not Unicode.
            return null;
        }
    }
}

/// <summary>A join whose session is genuine. Without a class it may not join: another page's, or a view that is gone.</summary>
sealed record LiveAdmission(LiveRelease Release, LiveSession Session, LiveViewClass? ViewClass);
