using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle;

// The reading loop is not here: it belongs to the request that opened the socket, and sends each frame to this process.
// This process owns the topics. Views answer through the outbox themselves; only joins, ends and crashes pass by here.
//
// The end: SocketClosed -> each view is asked to end -> Down of the last one, or EndTimeout and a kill -> exit.

/// <summary>The process behind one browser connection: starts views as they are joined, watches them, ends them with it.</summary>
sealed class LiveSocket(LiveServer server, Outbox outbox, LiveSocketParams? parameters) : GenServer
{
    /// <summary>The client has gone, or the server wants it gone.</summary>
    public sealed record SocketClosed;

    /// <summary>The server stops: the client is to reconnect, to a server that is up.</summary>
    public sealed record Drain;

    // What one connection may have been allowed and not used.
    const int MostAllowed = 1000;

    // A piece is answered before it is counted off, and the next may be quick.
    const int MostPieces = 2;

    sealed record IdleCheck;

    sealed record EndTimedOut(Pid View);

    readonly Dictionary<string, LiveChannel> channels = [];
    readonly Dictionary<string, int> crashes = [];
    readonly HashSet<Pid> ending = [];
    readonly Dictionary<string, UploadAllowed> allowed = [];

    long lastHeard;
    bool isClosed;

    protected internal override Task Init()
    {
        lastHeard = Node.Time.GetTimestamp();
        SendAfter(server.Options.IdleTimeout, new IdleCheck());

        return Task.CompletedTask;
    }

    async Task Handle(LiveFrame frame)
    {
        lastHeard = Node.Time.GetTimestamp();

        if (isClosed)
            return;

        switch (frame)
        {
            case { Topic: "phoenix", Event: "heartbeat" }:
                Reply(frame, ok: true, ChannelWriter.Empty);
                break;
            case { Event: "phx_join", JoinRef: { } joinRef, Topic: ['l', 'v', 'u', ':', ..] }:
                await JoinUploadAsync(frame, joinRef);
                break;
            case { Event: "phx_join", JoinRef: { } joinRef }:
                await JoinAsync(frame, joinRef);
                break;
            default:
                Forward(frame);
                break;
        }
    }

    async Task JoinAsync(LiveFrame frame, string joinRef)
    {
        EndFormer(frame.Topic);

        var admission = await server.AdmitAsync(frame, parameters);

        if (admission.ViewClass is not { } viewClass)
        {
            Reply(frame, ok: false, ChannelWriter.Reason(admission == LiveAdmission.Stale ? "stale" : "unauthorized"));
            return;
        }

        var channel = new LiveChannel(outbox, frame.Topic, joinRef, Pid, parameters!);
        var join = new ViewJoin(server, admission, JoinRequest.Of(frame.Payload), crashes.GetValueOrDefault(frame.Topic));

        channel.View = await LiveSupervisor.StartAsync(
            Node, LiveSupervisor.Views, viewClass.Type.Name, () => new LiveViewProcess(channel, join));
        channels.Add(frame.Topic, channel);
        Self.Monitor(channel.View);
        channel.Forward(join);
    }

    void EndFormer(string topic)
    {
        if (!channels.Remove(topic, out var former))
            return;

        former.Closed();
        AskToEnd(former.View);
    }

    // The view says so before its answer goes to the browser, so it is here before the browser can ask.
    void Handle(UploadAllowed upload)
    {
        if (allowed.Count < MostAllowed)
            allowed.Add(upload.Token, upload);
        else
            outbox.Close(WebSocketCloseStatus.PolicyViolation, $"{MostAllowed} files were allowed, and did not come");
    }

    async Task JoinUploadAsync(LiveFrame frame, string joinRef)
    {
        EndFormer(frame.Topic);

        if (JoinPayload.Text(frame.Payload, "token") is not { } token || !allowed.Remove(token, out var upload) || frame.Topic != "lvu:" + upload.EntryRef)
        {
            Reply(frame, ok: false, ChannelWriter.Reason("invalid_token"));
            return;
        }

        var channel = new LiveChannel(outbox, frame.Topic, joinRef, Pid, parameters!);

        try
        {
            channel.View = await LiveSupervisor.StartAsync(
                Node, LiveSupervisor.Uploads, nameof(UploadProcess), () => new UploadProcess(channel, upload, server.Options.UploadFolder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Node.Logger.UploadNotStarted(server.Options.UploadFolder, failure);
            Reply(frame, ok: false, ChannelWriter.Reason("writer_error"));
            return;
        }

        channels.Add(frame.Topic, channel);
        Self.Monitor(channel.View);
        channel.AnswerJoin(ok: true, ChannelWriter.Empty);
    }

    void Handle(ChunkFrame chunk)
    {
        lastHeard = Node.Time.GetTimestamp();

        if (isClosed)
            return;

        if (!channels.TryGetValue(chunk.Topic, out var channel) || !IsUpload(chunk.Topic) || chunk.Event != "chunk")
            outbox.Send(ChannelWriter.Reply(chunk.JoinRef, chunk.Ref, chunk.Topic, ok: false, ChannelWriter.Reason("unmatched topic")));
        else if (channel.Pending >= MostPieces)
            outbox.Close(WebSocketCloseStatus.PolicyViolation, "a piece of a file came before the last was answered");
        else
            channel.Forward(chunk);
    }

    static bool IsUpload(string topic) => topic.StartsWith("lvu:", StringComparison.Ordinal);

    void Forward(LiveFrame frame)
    {
        if (!channels.TryGetValue(frame.Topic, out var channel))
            Reply(frame, ok: false, ChannelWriter.Reason("unmatched topic"));
        else if (channel.Pending >= server.Options.MaxPendingEvents)
            outbox.Close(WebSocketCloseStatus.PolicyViolation, $"{channel.Pending} messages wait for one view");
        else
            Forward(frame, channel);
    }

    void Forward(LiveFrame frame, LiveChannel channel)
    {
        switch (frame.Event)
        {
            case "phx_leave":
                Leave(frame, channel);
                break;
            case not null when IsUpload(frame.Topic):
                channel.Reply(frame.Ref, ok: false, ChannelWriter.Reason("unmatched event"));
                break;
            case "event" when ViewEvent.Parse(frame.Ref, frame.Payload) is { } happened:
                channel.Forward(happened);
                break;
            case "event":
                outbox.Close(WebSocketCloseStatus.ProtocolError, "expected an event: {type, event, value}");
                break;
            case "live_patch" when JoinPayload.Text(frame.Payload, "url") is { } url:
                channel.Forward(new ViewPatch(frame.Ref, url));
                break;
            case "allow_upload" when ViewPreflight.Parse(frame.Ref, frame.Payload) is { } asked:
                channel.Forward(asked);
                break;
            case "progress" when ViewProgress.Parse(frame.Ref, frame.Payload) is { } progress:
                channel.Forward(progress);
                break;
            case "cids_will_destroy" or "cids_destroyed" when ComponentsGone.Parse(frame.Ref, frame.Event == "cids_destroyed", frame.Payload) is { } gone:
                channel.Forward(gone);
                break;
            default:
                channel.Reply(frame.Ref, ok: false, ChannelWriter.Reason("unmatched event"));
                break;
        }
    }

    void Leave(LiveFrame frame, LiveChannel channel)
    {
        channels.Remove(channel.Topic);
        channel.Closed();
        channel.Reply(frame.Ref, ok: true, ChannelWriter.Empty);
        AskToEnd(channel.View);
    }

    void AskToEnd(Pid view)
    {
        Forget(view);
        ending.Add(view);
        view.Exit(ExitReason.Shutdown);
        SendAfter(server.Options.EndTimeout, new EndTimedOut(view));
    }

    // A view in an endless loop never reads that it is to end.
    void Handle(EndTimedOut timeout)
    {
        if (ending.Contains(timeout.View))
            timeout.View.Exit(ExitReason.Killed);
    }

    void Handle(Down down)
    {
        if (!ending.Remove(down.Pid) && channels.Values.FirstOrDefault(channel => channel.View == down.Pid) is { } channel)
            ViewEnded(channel, down.Reason);

        EndIfDone();
    }

    // What it has allowed nobody would take.
    void Forget(Pid view)
    {
        foreach (var (token, upload) in allowed)
            if (upload.View == view)
                allowed.Remove(token);
    }

    void ViewEnded(LiveChannel channel, ExitReason reason)
    {
        channels.Remove(channel.Topic);
        Forget(channel.View);

        if (reason == ExitReason.Normal)
        {
            channel.Closed();
            return;
        }

        crashes[channel.Topic] = crashes.GetValueOrDefault(channel.Topic) + 1;

        if (channel.IsAnswered)
            channel.Crashed();
        else
            channel.AnswerJoin(ok: false, ChannelWriter.Reason("join crashed"));
    }

    void Handle(IdleCheck check)
    {
        var left = server.Options.IdleTimeout - Node.Time.GetElapsedTime(lastHeard);

        if (left > TimeSpan.Zero)
            SendAfter(left, check);
        else
            outbox.Close(WebSocketCloseStatus.EndpointUnavailable, "idle");
    }

    void Handle(Drain _) => outbox.Close(LiveServer.ServiceRestart, "the server restarts");

    void Handle(SocketClosed _)
    {
        isClosed = true;

        foreach (var channel in channels.Values)
            AskToEnd(channel.View);

        channels.Clear();
        EndIfDone();
    }

    void EndIfDone()
    {
        if (isClosed && ending.Count == 0)
            Self.Exit(ExitReason.Normal);
    }

    protected internal override Task Terminate(ExitReason reason)
    {
        // Asked to end by a supervisor, or crashed: the browser is told to reconnect, the views are not waited for.
        outbox.Close(LiveServer.ServiceRestart, "the server restarts");

        foreach (var channel in channels.Values)
            channel.View.Exit(ExitReason.Shutdown);

        return Task.CompletedTask;
    }

    void Reply(LiveFrame frame, bool ok, Action<Utf8JsonWriter> response) =>
        outbox.Send(ChannelWriter.Reply(frame.JoinRef, frame.Ref, frame.Topic, ok, response));
}

/// <summary>What a browser said when it connected, once its token has matched its cookie; without a match there is none.</summary>
sealed record LiveSocketParams(string CsrfToken, Session Session);
