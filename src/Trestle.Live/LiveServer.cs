using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// The live floor of one host: its sockets stay while releases come and go. The processes need
/// <see cref="LiveSupervisor.Spec"/> in the tree.
/// </summary>
/// <param name="currentRelease">The release that new joins get their view from.</param>
sealed class LiveServer(Node node, Func<LiveRelease> currentRelease, ILoggerFactory logging, LiveOptions options)
{
    /// <summary>The client this server speaks to; client/package.json pins the same.</summary>
    public const string ClientVersion = "1.2.12";

    /// <summary>Close code 1012: clients reconnect, and stagger it. After 1000 they would reload the page.</summary>
    public const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;

    LiveTransport? transport;

    public Node Node => node;

    public LiveOptions Options => options;

    public LiveRelease CurrentRelease => currentRelease();

    LiveTransport Transport => transport ??= new(this, logging.CreateLogger("Trestle.Live"));

    /// <summary>Maps the socket of every live view of the host: <c>/live/websocket</c>.</summary>
    public void MapSocket(IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        pipeline.Run(Transport.ServeAsync);

        endpoints.Map("/live/websocket", pipeline.Build());
    }

    /// <summary>Asks every browser to reconnect. For when the host begins to stop.</summary>
    public void Drain() => Transport.Drain();

    /// <summary>Null when the page is not, or no longer, one of this server's: the client loads it again.</summary>
    public LiveAdmission? Admit(LiveFrame join, LiveSocketParams? parameters)
    {
        var release = CurrentRelease;

        if (parameters is null || TextOf(join.Payload, "session") is not { } token || release.Tokens.Unprotect(token) is not { } session)
            return null;

        var isItsOwn = join.Topic == "lv:" + session.Id && !IsOtherPage(join.Payload, session);

        return new(release, session, isItsOwn ? release.Find(session.View) : null);
    }

    // A session admits to the page it was made for. Any other page has rules of its own, which only its request passes.
    static bool IsOtherPage(JsonElement payload, LiveSession session) =>
        TextOf(payload, "redirect") is not null
        || (TextOf(payload, "url") is { } url
            && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && Uri.UnescapeDataString(address.AbsolutePath) != session.Path);

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
