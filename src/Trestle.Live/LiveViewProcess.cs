using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// The process a connected view lives in: mounts it, hands it events and messages one at a time, and sends the browser
/// what they changed. Ends with its socket.
/// </summary>
sealed partial class LiveViewProcess(LiveChannel channel, ViewJoin join) : GenServer, ILiveParent
{
    /// <summary>
    /// Sent by the view to itself when a message has changed it: rendered once, after the messages that were already waiting.
    /// </summary>
    sealed record RenderDue
    {
        public static readonly RenderDue Message = new();
    }

    AsyncServiceScope? services;
    LiveView? view;
    ViewContext? context;
    ulong[] tape = [];
    string? title;
    bool isRenderDue;

    public string Name => join.ViewClass.Type.Name;

    /// <summary>A message for the reader, whether shown or not.</summary>
    public string? MessageOf(string key) => context?.Flash.Peek(key);

    protected internal override Task Init()
    {
        Self.TrapsExits = true;
        Process!.Restarts = join.Crashes;
        Self.Monitor(channel.Socket);
        BeWithParent();
        join.Server.Started?.Invoke(join.Session.Owner, this, Pid);

        return Task.CompletedTask;
    }

    protected internal override async ValueTask<object?> Receive(object message)
    {
        // It holds until this turn is done: each begins with the language of the node.
        join.Session.UseLocale();

        switch (message)
        {
            case ViewJoin:
                await MountAsync();
                break;
            case ViewEvent happened:
                await HandleAsync(happened);
                break;
            case ViewPatch patch:
                await HandleAsync(patch);
                break;
            case ViewPreflight asked:
                await HandleAsync(asked);
                break;
            case ViewProgress progress:
                await HandleAsync(progress);
                break;
            case UploadAdvanced advanced:
                Handle(advanced);
                break;
            case UploadFailed failed:
                Handle(failed);
                break;
            case RenderDue when !isRenderDue:
                // An answer to an event has shown it meanwhile.
                break;
            case RenderDue:
                await PushAsync();
                break;
            case ComponentsGone gone:
                Handle(gone);
                break;
            case CodeChanged when view is null:
                // It is about to be mounted, as its class is now.
                break;
            case CodeChanged:
                await PushWholeAsync();
                break;
            case IdleTimeout:
                view!.ShrinkNow();
                Process!.Shrink();
                break;
            case Down down when down.Pid == channel.Socket:
                Self.Exit(ExitReason.Shutdown);
                break;
            case Down down when down.Pid == parent:
                // Not as a crash: the browser would join it again.
                Self.Exit(ExitReason.Normal);
                break;
            case Arrival arrival:
                RenderIf(arrival.TryDeliver());
                break;
            case Exited exited when view?.IfRare is { } rare && rare.IsLoader(exited, out var isChanged):
                RenderIf(isChanged);
                break;
            case Exited { Reason: var reason }:
                EndUnlessNormal(reason);
                break;
            default:
                return await HandleAsync(message);
        }

        return null;
    }

    async ValueTask<object?> HandleAsync(object message)
    {
        if (!ViewHandlers.TryHandle(view!, join.ViewClass, message, out var handling))
            return await UnhandledBy(message);

        var reply = await handling;

        if (await SettleAsync() is { } departure)
        {
            FlushEvents();
            channel.Push(departure.Name, json => json.WriteTarget(departure, SealedFlash));
            Self.Exit(ExitReason.Normal);
        }

        RenderSoon();

        return reply;
    }

    ValueTask<object?> UnhandledBy(object message) => HandlerTable.IsRequest(message.GetType())
        ? throw new UnhandledMessageException(join.ViewClass.Type, message.GetType())
        : Unhandled(message);

    void RenderIf(bool isChanged)
    {
        if (isChanged)
            RenderSoon();
    }

    void RenderSoon()
    {
        if (isRenderDue)
            return;

        isRenderDue = true;
        Pid.Send(RenderDue.Message);
    }

    async Task PushAsync()
    {
        using var diff = PageBuffer.Rent();

        if (await RenderAsync(diff))
            channel.Push("diff", json => WriteTree(json, diff));
    }

    // What the browser has was made by other code, and is not to be compared with.
    async Task PushWholeAsync()
    {
        join.Renew();
        view!.IfRare?.Components?.Lost();
        using var tree = PageBuffer.Rent();
        LiveDiff made;

        while ((made = LiveRenderer.Join(view, context!, tree)).Pending is { } pending)
            await Task.WhenAll(pending);

        (tape, isRenderDue) = (made.Tape, false);
        channel.Push("diff", json => WriteTree(json, tree));
    }

    // What was to be told before the page is left.
    void FlushEvents()
    {
        if (view!.IfRare?.TakePushed() is { } events)
            channel.Push("diff", json => json.WriteRawValue(ChannelJson.With([], null, events, null), skipInputValidation: true));
    }

    /// <summary>Whether there is anything to send. An empty diff with a new title is.</summary>
    async ValueTask<bool> RenderAsync(PageBuffer diff)
    {
        isRenderDue = false;
        PushCheckpoint();
        LiveDiff made;

        while ((made = LiveRenderer.Diff(view!, context!, tape, diff)).Pending is { } pending)
            await Task.WhenAll(pending);

        tape = made.Tape;

        return made.Changed || (!IsChild && context!.Title != title) || view!.IfRare?.HasPushed == true;
    }

    /// <summary>What was rendered, with the title when that has changed, and with what scripts are to be told.</summary>
    void WriteTree(Utf8JsonWriter json, PageBuffer tree, byte[]? reply = null)
    {
        var events = view!.IfRare?.TakePushed();
        // The page has one title, and its own view says it.
        var renamed = IsChild || context!.Title == title ? null : context.Title ?? "";
        title = context!.Title;

        json.WriteRawValue(
            renamed is null && events is null && reply is null ? tree.Written : ChannelJson.With(tree.Written, renamed, events, reply),
            skipInputValidation: true);
    }

    void Handle(ComponentsGone gone)
    {
        var components = view!.IfRare?.Components;

        if (gone.IsDone)
        {
            var destroyed = components?.Destroy(gone.Numbers) ?? [];
            channel.Reply(gone.Ref, ok: true, json => json.WriteNumbers("cids", destroyed));
        }
        else
        {
            components?.WillDestroy(gone.Numbers);
            channel.Reply(gone.Ref, ok: true, ChannelWriter.Empty);
        }

        channel.Handled();
    }

    static void EndUnlessNormal(ExitReason reason)
    {
        if (reason != ExitReason.Normal)
            Self.Exit(reason);
    }

    internal override bool TerminatesUnstarted => true;

    protected internal override async Task Terminate(ExitReason reason)
    {
        view?.IfRare?.EndLoaders();

        if (view is not null)
            await view.TerminateAsync(reason);

        if (services is { } scope)
            await scope.DisposeAsync();
    }
}
