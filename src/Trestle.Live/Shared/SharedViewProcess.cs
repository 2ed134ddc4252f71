using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>The process of a live view that is shown to many: it has no reader of its own.</summary>
/// <param name="forget">Has whoever asks for the view from now on start another.</param>
sealed partial class SharedViewProcess(LiveRelease release, SharedViewKey key, Action forget) : GenServer, ILiveParent
{
    /// <summary>What it shows now.</summary>
    public sealed record Html : ICall<string>;

    /// <summary>What a browser says over a channel.</summary>
    public sealed record Said(LiveChannel Channel, object Message);

    /// <summary>A browser wants to see it, on a page whose own view is the parent.</summary>
    public sealed record Join(Pid Parent);

    /// <summary>A browser shows it no longer.</summary>
    public sealed record Leave;

    /// <summary>Nobody has looked for a while.</summary>
    sealed record Lonely
    {
        public static readonly Lonely Message = new();
    }

    // Twice: a browser that has just got the name of it comes within the second.
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    readonly Dictionary<LiveChannel, Follower> followers = [];
    readonly Dictionary<MonitorRef, LiveChannel> parents = [];
    readonly List<(LiveChannel Channel, Pid Parent)> waiting = [];
    readonly AsyncServiceScope services = release.Services.CreateAsyncScope();

    LiveViewClass viewClass = release.Find(key.View.FullName!)!;
    ViewContext? context;
    LiveView? view;
    string? html;
    TimerRef? lonely;
    bool isForgotten;

    protected internal override async Task Init()
    {
        Self.TrapsExits = true;
        UseLocale();
        await MountAsync();
        LookAround();
    }

    protected internal override async ValueTask<object?> Receive(object message)
    {
        UseLocale();

        switch (message)
        {
            case Html:
                return html ??= await HtmlAsync();
            case Said { Message: Join join, Channel: var channel }:
                await JoinAsync(channel, join.Parent);
                break;
            case Said { Message: Leave, Channel: var channel }:
                Forget(channel);
                break;
            case Said { Message: ViewEvent happened, Channel: var channel }:
                await HandleAsync(happened, channel);
                break;
            case Said { Message: ComponentsGone { Ref: var reference }, Channel: var channel }:
                // Others may show them still.
                channel.Answer(reference, json => json.WriteNumbers("cids", []));
                break;
            case Said { Message: ViewPatch { Ref: var reference }, Channel: var channel }:
                channel.Answer(reference, json => json.WriteFlag("link_redirect"));
                break;
            case Said { Channel: var channel }:
                channel.Handled();
                break;
            case RenderDue when !isRenderDue:
                break;
            case RenderDue:
                await PushAsync();
                break;
            case CodeChanged:
                await PushWholeAsync();
                break;
            case Lonely:
                EndIfAlone();
                break;
            case Down down when parents.Remove(down.Monitor, out var channel):
                Lose(channel);
                break;
            case Arrival arrival:
                RenderIf(arrival.TryDeliver());
                break;
            case Exited exited when view?.IfRare is { } rare && rare.IsLoader(exited, out var isChanged):
                RenderIf(isChanged);
                break;
            case Exited { Reason: var reason } when reason != ExitReason.Normal:
                Self.Exit(reason);
                break;
            case Exited:
                break;
            default:
                return await HandleAsync(message);
        }

        return null;
    }

    /// <summary>A view within it would be one of each page's own.</summary>
    public LiveChildPlace Place(LiveChildCall call, LiveWalker walker) => throw new InvalidOperationException(
        $"""
        {key.View.Name} is shared, and shows {call.View.Name} in a LiveChild, which belongs to one page.

        Show {call.View.Name} on the page itself, or as a component.
        """);

    async Task MountAsync()
    {
        context = new()
        {
            Path = "/",
            Services = services.ServiceProvider,
            CsrfTokens = () => throw ForOneReader(key.View, "CsrfToken"),
            Origin = () => key.Origin,
            Assets = services.ServiceProvider.GetService<AssetCatalog>(),
            IsLive = true,
            LiveParent = this,
        };
        var created = release.CreateChild(key.View, context.Services, key.Parameters());
        created.IsShared = true;
        await created.MountAsync(context, isConnected: true);
        view = created;
        RequireStaying();
    }

    async Task JoinAsync(LiveChannel channel, Pid parent)
    {
        if (isRenderDue)
            waiting.Add((channel, parent));
        else
            Show(channel, parent, whole ??= await WholeAsync());

        channel.Handled();
        LookAround();
    }

    void Forget(LiveChannel channel)
    {
        if (followers.Remove(channel, out var follower))
        {
            parents.Remove(follower.Monitor);
            Self.Demonitor(follower.Parent, follower.Monitor, flush: true);
        }

        waiting.RemoveAll(one => one.Channel == channel);
        LookAround();
    }

    // Its page has another view, or none: to the browser it has ended as it should.
    void Lose(LiveChannel channel)
    {
        followers.Remove(channel);
        channel.Socket.Send(new LiveSocket.ChannelEnded(channel));
        LookAround();
    }

    bool IsAlone => followers.Count + waiting.Count == 0;

    void LookAround()
    {
        lonely?.Cancel();
        lonely = IsAlone ? SendAfter(Linger, Lonely.Message) : null;
    }

    void EndIfAlone()
    {
        if (!IsAlone)
            return;

        if (isForgotten)
            Self.Exit(ExitReason.Normal);

        forget();
        isForgotten = true;
        LookAround();
    }

    void UseLocale()
    {
        if (key.Culture is not null)
            Locale.Set(CultureInfo.GetCultureInfo(key.Culture), TimeZoneInfo.FindSystemTimeZoneById(key.TimeZone!));
    }

    static InvalidOperationException ForOneReader(Type view, string what) => new(
        $"""
        {view.Name} is shared, and asks for {what}, which is for one reader alone: others would be shown it.

        Take what asks for it, such as a form that is sent to a controller, out of {view.Name}.
        """);

    internal override bool TerminatesUnstarted => true;

    protected internal override async Task Terminate(ExitReason reason)
    {
        view?.IfRare?.EndLoaders();

        if (view is not null)
            await view.TerminateAsync(reason);

        await services.DisposeAsync();
    }

    /// <summary>Who sees it: the channel, how each message to it begins, and the page it is a part of.</summary>
    sealed record Follower(LiveChannel Channel, byte[] Head, Pid Parent, MonitorRef Monitor);
}
