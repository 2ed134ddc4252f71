using System.Buffers;
using System.Text.Json;

namespace Trestle;

/// <summary>Mount this view and answer the join.</summary>
sealed record ViewJoin(LiveRelease Release, LiveViewClass ViewClass, LiveSession Session, int Crashes);

/// <summary>
/// The process a connected view lives in: mounts it, hands it events and messages one at a time, and sends the browser
/// what they changed. Ends with its socket.
/// </summary>
sealed class LiveViewProcess(LiveChannel channel, ViewJoin join) : GenServer
{
    /// <summary>
    /// Sent by the view to itself when a message has changed it: rendered once, after the messages that were already waiting.
    /// </summary>
    sealed record RenderDue
    {
        public static readonly RenderDue Message = new();
    }

    readonly ArrayBufferWriter<byte> rendered = new(512);

    LiveView? view;
    ViewContext? context;
    ulong[] tape = [];
    string? title;
    bool isRenderDue;

    protected internal override Task Init()
    {
        Self.TrapsExits = true;
        Process!.Restarts = join.Crashes;
        Self.Monitor(channel.Socket);

        return Task.CompletedTask;
    }

    protected internal override async ValueTask<object?> Receive(object message)
    {
        switch (message)
        {
            case ViewJoin:
                await MountAsync();
                break;
            case ViewEvent happened:
                await HandleAsync(happened);
                break;
            case RenderDue:
                Push();
                break;
            case Down down when down.Pid == channel.Socket:
                Self.Exit(ExitReason.Shutdown);
                break;
            case Exited { Reason: var reason }:
                EndUnlessNormal(reason);
                break;
            default:
                return await HandleAsync(message);
        }

        return null;
    }

    async Task MountAsync()
    {
        context = join.Release.ContextOfConnection(join.Session.Path, channel.CsrfToken);
        var created = join.ViewClass.Create(context.Services, join.Session.Parameters)
            ?? throw new InvalidOperationException($"{join.ViewClass.Type.Name} no longer takes the parameters of {join.Session.Path}.");

        await created.MountAsync(context, isConnected: true);
        view = created;

        if (view.Redirection is { } to)
        {
            channel.AnswerJoin(ok: false, json => json.WriteRedirect(to));
            Self.Exit(ExitReason.Normal);
        }

        tape = LiveRenderer.Join(view, context, rendered);
        var tree = TakeTree();
        channel.AnswerJoin(ok: true, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("rendered");
            json.WriteRawValue(tree.Span, skipInputValidation: true);
            json.WriteString("liveview_version", LiveServer.ClientVersion);
            json.WriteEndObject();
        });
        rendered.ResetWrittenCount();
        channel.Handled();
    }

    async Task HandleAsync(ViewEvent happened)
    {
        // A handler that is no longer on the page, or takes another kind of event, is none: a page that was just
        // changed under the pointer must not crash, and neither must a forged event.
        if (LiveRenderer.FindHandler(view!, context!, happened.Handler) is { } handler && Takes(handler, happened.Happened))
            await handler.InvokeAsync(happened.Happened);

        if (view!.Redirection is { } to)
        {
            channel.Reply(happened.Ref, ok: true, json => json.WriteRedirect(to));
            Self.Exit(ExitReason.Normal);
        }

        if (Render())
            channel.Reply(happened.Ref, ok: true, WriteDiffInReply);
        else
            channel.Reply(happened.Ref, ok: true, ChannelWriter.Empty);

        channel.Handled();
    }

    static bool Takes(LiveHandler handler, object happened) =>
        handler.EventType is not { } type || type.IsInstanceOfType(happened);

    async ValueTask<object?> HandleAsync(object message)
    {
        if (!join.ViewClass.Handlers.TryHandle(view!, message, out var handling))
            return await UnhandledBy(message);

        var reply = await handling;

        if (view!.Redirection is { } to)
        {
            channel.Push("redirect", json => json.WriteRedirectTarget(to));
            Self.Exit(ExitReason.Normal);
        }

        if (!isRenderDue)
        {
            isRenderDue = true;
            Pid.Send(RenderDue.Message);
        }

        return reply;
    }

    ValueTask<object?> UnhandledBy(object message) => HandlerTable.IsRequest(message.GetType())
        ? throw new UnhandledMessageException(join.ViewClass.Type, message.GetType())
        : Unhandled(message);

    void Push()
    {
        isRenderDue = false;

        if (Render())
            channel.Push("diff", WriteDiff);
    }

    /// <summary>Whether there is anything to send; it lies in <see cref="rendered"/>.</summary>
    bool Render()
    {
        rendered.ResetWrittenCount();
        (tape, var isChanged) = LiveRenderer.Diff(view!, context!, tape, rendered);

        if (!isChanged)
            rendered.ResetWrittenCount();

        return isChanged || context!.Title != title;
    }

    void WriteDiff(Utf8JsonWriter json) => json.WriteRawValue(TakeTree().Span, skipInputValidation: true);

    void WriteDiffInReply(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("diff");
        WriteDiff(json);
        json.WriteEndObject();
    }

    /// <summary>What was rendered, with the title when that has changed.</summary>
    ReadOnlyMemory<byte> TakeTree()
    {
        if (context!.Title == title)
            return rendered.WrittenMemory;

        title = context.Title;

        return LiveTree.WithTitle(rendered.WrittenSpan, title ?? "");
    }

    static void EndUnlessNormal(ExitReason reason)
    {
        if (reason != ExitReason.Normal)
            Self.Exit(reason);
    }

    protected internal override Task Terminate(ExitReason reason) => view?.TerminateAsync(reason) ?? Task.CompletedTask;
}
