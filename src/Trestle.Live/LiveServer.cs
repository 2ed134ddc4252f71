using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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

    /// <summary>Where the client leaves a view's messages for the page that it loads next.</summary>
    public const string FlashCookie = FlashSeal.Cookie;

    readonly ReloadFeed reloads = new();

    LiveTransport? transport;
    LiveRouting? routing;
    volatile bool isDraining;

    public Node Node => node;

    public LiveOptions Options => options;

    /// <summary>Who shows views within its own.</summary>
    public LiveNests Nests { get; } = new();

    public LiveRelease CurrentRelease => currentRelease();

    /// <summary>Told of every view as its process begins, by the id of its page: a test holds it by that.</summary>
    public Action<string, LiveViewProcess, Pid>? Started { get; set; }

    /// <summary>Where requests for live connections begin that are read below HTTP; null while there is no pipeline.</summary>
    public DirectEntrance? Entrance { get; private set; }

    /// <summary>Connections that are read here, and that the web server does not know of.</summary>
    public int DirectConnections => Transport.DirectConnections;

    LiveRouting Routing => routing ?? throw new InvalidOperationException("The live server has no socket yet: call MapSocket first.");

    LiveTransport Transport => transport ??= new(this, logging.CreateLogger("Trestle.Live"));

    /// <summary>Has live connections taken aside before they come to Kestrel. Another server does not notice.</summary>
    public void ListenDirectly(IServiceCollection services)
    {
        // All pages come back at once when a server is started anew; Linux cuts it to what it allows.
        services.Configure<SocketTransportOptions>(sockets => sockets.Backlog = 4096);

        // A compressed connection is ASP.NET Core's.
        if (options.Compress)
            return;

        services.AddSingleton<IConnectionListenerFactory>(provider => new DirectListeners(
            this, provider.GetRequiredService<IOptions<SocketTransportOptions>>(), logging));
    }

    /// <summary>Marks where the host's pipeline begins; to be called before all that belongs to it.</summary>
    public void BeginPipeline(WebApplication app) => app.Use(next =>
    {
        Entrance = new(next, app.Services);
        isDraining = false;

        return next;
    });

    /// <summary>Maps the socket of every live view of the host, <c>/live/websocket</c>, and <c>/live/longpoll</c> for browsers that get none.</summary>
    public void MapSocket(IEndpointRouteBuilder endpoints)
    {
        routing = new(endpoints);
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        pipeline.Run(Transport.ServeAsync);

        endpoints.Map("/live/websocket", pipeline.Build());

        if (options.LongPoll)
            endpoints.MapMethods("/live/longpoll", [HttpMethods.Get, HttpMethods.Post], new LongPollTransport(this, Transport).ServeAsync);
    }

    /// <summary>Whether pages may tell what only whoever writes them is to know.</summary>
    public bool IsInDevelopment { get; private set; }

    /// <summary>In development: has pages show what was changed in the code while the program runs.</summary>
    public void FollowCode(IEndpointRouteBuilder endpoints)
    {
        IsInDevelopment = true;
        reloads.Map(endpoints);
        CodeChange.Concerns(this);
    }

    /// <summary>Live views keep their state, and are sent whole; other pages are loaded again.</summary>
    public void CodeHasChanged()
    {
        CurrentRelease.Forget();

        foreach (var process in node.Snapshot().Where(process => process.Kind is nameof(LiveViewProcess) or nameof(SharedViewProcess)))
            process.Pid.Send(CodeChanged.Message);

        reloads.Tell();
    }

    /// <summary>Asks every browser to reconnect, to a server that is up, and takes none meanwhile. For when the host begins to stop.</summary>
    public void Drain()
    {
        isDraining = true;
        Transport.Drain();
    }

    /// <summary>Who comes now would be sent away again.</summary>
    public bool IsDraining => isDraining;

    /// <summary>Ends when they are gone, at most a little after <see cref="LiveOptions.EndTimeout"/>: the web server does not know of all.</summary>
    public Task DrainedAsync() => Transport.EmptiedAsync();

    /// <summary>Who may join, and where; a <see cref="LiveAdmission"/> without a place may not.</summary>
    public async ValueTask<LiveAdmission> AdmitAsync(LiveFrame join, LiveSocketParams? parameters)
    {
        var release = CurrentRelease;

        if (parameters is null || JoinPayload.Text(join.Payload, "session") is not { } token || release.Tokens.Unprotect(token) is not { } session)
            return LiveAdmission.Stale;

        var refused = new LiveAdmission(release, session, null, null);

        if (join.Topic != "lv:" + session.Id || await PlaceAsync(join.Payload, session) is not { } place)
            return refused;

        return refused with { Place = place, ViewClass = release.Find(place.View) };
    }

    // A session admits to the page it was made for, wherever that has gone since. Another page has to be of the same live session, whose
    // rules are then asked again; any other has rules that only its own request passes.
    async ValueTask<LivePlace?> PlaceAsync(JsonElement payload, LiveSession session)
    {
        // One that is a part of a page has no address.
        if (session.Page is not null)
            return new(session.View, session.Path, session.Location, session.Parameters, Routing.GroupNamed(session.Group));

        if (JoinPayload.Text(payload, "redirect") is { } navigated)
            return await PlaceAsync(navigated, session) is { } place && place.Group?.Name == session.Group ? place : null;

        if (JoinPayload.Text(payload, "url") is not { } url || session.IsAt(url))
            return new(session.View, session.Path, session.Location, session.Parameters, Routing.GroupNamed(session.Group));

        return await PlaceAsync(url, session) is { } own && own.View == session.View && own.Group?.Name == session.Group ? own : null;
    }

    /// <summary>The live view at an address of the page's own site, in its own language.</summary>
    public async ValueTask<LivePlace?> PlaceAsync(string address, LiveSession session) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.GetLeftPart(UriPartial.Authority).Equals(session.Origin, StringComparison.OrdinalIgnoreCase)
        && await Routing.FindAsync(uri) is { } place
        && session.Speaks(place.Values)
            ? place
            : null;
}

/// <summary>A join whose session is genuine. Without a class it may not join: another page's, or a view that is gone.</summary>
sealed record LiveAdmission(LiveRelease Release, LiveSession Session, LivePlace? Place, LiveViewClass? ViewClass)
{
    /// <summary>The page is not, or no longer, one of this server's: the client loads it again.</summary>
    public static readonly LiveAdmission Stale = new(null!, null!, null, null);
}

/// <summary>Reads what a browser says when it joins.</summary>
static class JoinPayload
{
    public static string? Text(JsonElement payload, string name)
    {
        try
        {
            return payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            // A string that is not Unicode.
            return null;
        }
    }

    /// <summary>How often the page has been joined before, over this connection or an earlier one.</summary>
    public static int Mounts(JsonElement payload) =>
        payload.TryGetProperty("params", out var parameters)
        && parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty("_mounts", out var mounts)
        && mounts.ValueKind == JsonValueKind.Number
        && mounts.TryGetInt32(out var count)
            ? count
            : 0;
}
