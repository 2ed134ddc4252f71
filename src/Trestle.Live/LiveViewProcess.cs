using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

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

    AsyncServiceScope? services;
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
        services = join.Release.Services.CreateAsyncScope();
        context = NewContext(services.Value.ServiceProvider);
        var created = join.ViewClass.Create(context.Services, join.Session.Parameters)
            ?? throw new InvalidOperationException($"{join.ViewClass.Type.Name} no longer takes the parameters of {join.Session.Path}.");

        await created.MountAsync(context, isConnected: true);
        view = created;

        if (view.Redirection is { } to)
        {
            channel.AnswerJoin(ok: false, json => json.WriteRedirect(to));
            Self.Exit(ExitReason.Normal);
        }

        using var tree = PageBuffer.Rent();
        tape = LiveRenderer.Join(view, context, tree);
        channel.AnswerJoin(ok: true, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("rendered");
            WriteTree(json, tree);
            json.WriteString("liveview_version", LiveServer.ClientVersion);
            json.WriteEndObject();
        });
        channel.Handled();
    }

    ViewContext NewContext(IServiceProvider provider) => new()
    {
        Path = join.Session.Path,
        Services = provider,
        IsLive = true,
        CsrfTokens = () => channel.CsrfToken,
        Origin = () => join.Session.Origin,
        Assets = provider.GetService<AssetCatalog>(),
    };

    async Task HandleAsync(ViewEvent happened)
    {
        // A handler that is no longer on the page, or takes another kind of event, is none: a page that was just
        // changed under the pointer must not crash, and neither must a forged event.
        if (LiveRenderer.FindHandler(view!, context!, happened.Handler) is { } handler && Takes(handler, happened.Happened))
            await HandleAsync(handler, happened);

        if (view!.Redirection is { } to)
        {
            channel.Reply(happened.Ref, ok: true, json => json.WriteRedirect(to));
            Self.Exit(ExitReason.Normal);
        }

        using var diff = PageBuffer.Rent();
        channel.Reply(happened.Ref, ok: true, Render(diff) ? json => WriteDiff(json, diff) : ChannelWriter.Empty);
        channel.Handled();
    }

    async Task HandleAsync(LiveHandler handler, ViewEvent happened)
    {
        try
        {
            await handler.InvokeAsync(Readable(happened.Happened));
        }
        catch (RequestException refused)
        {
            // What came is no form, or does not fit its params: the sender is at fault, the view goes on as it was.
            Node.Logger.EventRefused(Process!.DisplayName, refused.Message);
        }
    }

    static bool Takes(LiveHandler handler, object happened) =>
        handler.EventType is not { } type || type.IsInstanceOfType(happened);

    object Readable(object happened) => happened is FormEvent form
        ? form with { Binder = context!.Services.GetRequiredService<ParamsBinder>() }
        : happened;

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
        using var diff = PageBuffer.Rent();

        if (Render(diff))
            channel.Push("diff", json => WriteTree(json, diff));
    }

    /// <summary>Whether there is anything to send. An empty diff with a new title is.</summary>
    bool Render(PageBuffer diff)
    {
        (tape, var isChanged) = LiveRenderer.Diff(view!, context!, tape, diff);

        return isChanged || context!.Title != title;
    }

    void WriteDiff(Utf8JsonWriter json, PageBuffer diff)
    {
        json.WriteStartObject();
        json.WritePropertyName("diff");
        WriteTree(json, diff);
        json.WriteEndObject();
    }

    /// <summary>What was rendered, with the title when that has changed.</summary>
    void WriteTree(Utf8JsonWriter json, PageBuffer tree)
    {
        if (context!.Title == title)
        {
            json.WriteRawValue(tree.Written, skipInputValidation: true);
            return;
        }

        title = context.Title;
        json.WriteRawValue(ChannelJson.WithTitle(tree.Written, title ?? ""), skipInputValidation: true);
    }

    static void EndUnlessNormal(ExitReason reason)
    {
        if (reason != ExitReason.Normal)
            Self.Exit(reason);
    }

    internal override bool TerminatesUnstarted => true;

    protected internal override async Task Terminate(ExitReason reason)
    {
        if (view is not null)
            await view.TerminateAsync(reason);

        if (services is { } scope)
            await scope.DisposeAsync();
    }
}
