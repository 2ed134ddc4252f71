using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle;

// Reading is not done here: whoever reads hands what is for a joined view to that, and the rest to this process (LiveConnection).
// This process owns the topics. Views answer through the outbox themselves; only joins, ends and crashes pass by here.
//
// The end: SocketClosed -> each view is asked to end -> Down of the last one, or EndTimeout and a kill -> exit.

/// <summary>The process behind one browser connection: starts views as they are joined, watches them, ends them with it.</summary>
sealed class LiveSocket(LiveServer server, LiveConnection connection) : GenServer
{
    /// <summary>The client has gone, or the server wants it gone.</summary>
    public sealed record SocketClosed;

    /// <summary>The server stops: the client is to reconnect, to a server that is up.</summary>
    public sealed record Drain;

    // What one connection may have been allowed and not used.
    const int MostAllowed = 1000;

    // A piece is answered before it is counted off, and the next may be quick.
    const int MostPieces = 2;

    /// <summary>What the channel was joined to has ended for it, as it should.</summary>
    public sealed record ChannelEnded(LiveChannel Channel);

    sealed record IdleCheck
    {
        public static readonly IdleCheck Message = new();
    }

    sealed record EndTimedOut(Pid View);

    // What most connections never have, most never make: there are many.
    Dictionary<string, int>? crashes;
    HashSet<Pid>? ending;
    Dictionary<string, UploadAllowed>? allowed;

    bool isClosed;

    Outbox Outbox => connection.Outbox;

    protected internal override Task Init()
    {
        connection.Process = Pid;
        SendAfter(server.Options.IdleTimeout, IdleCheck.Message);

        return Task.CompletedTask;
    }

    async Task Handle(LiveFrame frame)
    {
        try
        {
            if (!isClosed)
                await TakeAsync(frame);
        }
        finally
        {
            connection.Handled();
        }
    }

    async Task TakeAsync(LiveFrame frame)
    {
        switch (frame)
        {
            case { Event: "phx_join", JoinRef: { } joinRef } when LiveChannel.IsOfUpload(frame.Topic):
                await JoinUploadAsync(frame, joinRef);
                break;
            case { Event: "phx_join", JoinRef: { } joinRef }:
                await JoinAsync(frame, joinRef);
                break;
            case { Event: "phx_leave" } when connection.Find(frame.Topic) is { } channel:
                Leave(frame, channel);
                break;
            case { Topic: var topic } when connection.Find(topic) is { } channel:
                channel.Forward(frame);
                break;
            default:
                Reply(frame, ok: false, ChannelWriter.Reason("unmatched topic"));
                break;
        }
    }

    async Task JoinAsync(LiveFrame frame, string joinRef)
    {
        EndFormer(frame.Topic);

        var admission = await server.AdmitAsync(frame, connection.Parameters);

        if (admission.ViewClass is not { } viewClass)
        {
            Reply(frame, ok: false, ChannelWriter.Reason(admission == LiveAdmission.Stale ? "stale" : "unauthorized"));
            return;
        }

        var channel = new LiveChannel(connection, frame.Topic, joinRef) { IsShared = admission.Session.IsShared };
        object join;

        if (!channel.IsShared)
        {
            var asked = new ViewJoin(server, admission, JoinRequest.Of(frame.Payload), crashes?.GetValueOrDefault(frame.Topic) ?? 0);
            channel.View = await LiveSupervisor.StartAsync(Node, LiveSupervisor.Views, viewClass.Type.Name, () => new LiveViewProcess(channel, asked));
            join = asked;
        }
        else if (ParentOf(admission.Session) is { } parent)
        {
            if (await SharedViewAsync(admission) is not { } view)
            {
                Reply(frame, ok: false, ChannelWriter.Reason("join crashed"));
                return;
            }

            channel.View = view;
            join = new SharedViewProcess.Join(parent);
        }
        else
        {
            Reply(frame, ok: false, ChannelWriter.Reason("its parent has gone"));
            return;
        }

        connection.Add(channel);
        Self.Monitor(channel.View);
        channel.Forward(join);
    }

    Pid? ParentOf(LiveSession session) => session.Nest is { } nest ? server.Nests.Find(nest) : null;

    static async Task<Pid?> SharedViewAsync(LiveAdmission admission)
    {
        var view = admission.ViewClass!.Type;

        try
        {
            return await admission.Release.Shared.FindAsync(SharedViewKey.Of(view, admission.Session));
        }
        catch (Exception failure)
        {
            Node.Logger.SharedViewNotStarted(view.Name, failure);
            return null;
        }
    }

    void EndFormer(string topic)
    {
        if (connection.Find(topic) is not { } former)
            return;

        connection.Remove(former);
        former.Closed();
        AskToEnd(former);
    }

    void Handle(ChannelEnded ended)
    {
        if (connection.Find(ended.Channel.Topic) == ended.Channel)
        {
            connection.Remove(ended.Channel);
            ended.Channel.Closed();
        }
    }

    // The view says so before its answer goes to the browser, so it is here before the browser can ask.
    void Handle(UploadAllowed upload)
    {
        if (allowed is not { Count: >= MostAllowed })
            (allowed ??= []).Add(upload.Token, upload);
        else
            Outbox.Close(WebSocketCloseStatus.PolicyViolation, $"{MostAllowed} files were allowed, and did not come");
    }

    async Task JoinUploadAsync(LiveFrame frame, string joinRef)
    {
        EndFormer(frame.Topic);

        if (JoinPayload.Text(frame.Payload, "token") is not { } token || allowed?.Remove(token, out var upload) is not true || frame.Topic != "lvu:" + upload.EntryRef)
        {
            Reply(frame, ok: false, ChannelWriter.Reason("invalid_token"));
            return;
        }

        var channel = new LiveChannel(connection, frame.Topic, joinRef);

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

        connection.Add(channel);
        Self.Monitor(channel.View);
        channel.AnswerJoin(ok: true, ChannelWriter.Empty);
    }

    void Handle(ChunkFrame chunk)
    {
        connection.Handled();

        if (isClosed)
            return;

        if (connection.Find(chunk.Topic) is not { IsUpload: true } channel || chunk.Event != "chunk")
            Outbox.Send(ChannelWriter.Reply(chunk.JoinRef, chunk.Ref, chunk.Topic, ok: false, ChannelWriter.Reason("unmatched topic")));
        else if (channel.Pending >= MostPieces)
            Outbox.Close(WebSocketCloseStatus.PolicyViolation, "a piece of a file came before the last was answered");
        else
            channel.Forward((object)chunk);
    }

    void Leave(LiveFrame frame, LiveChannel channel)
    {
        connection.Remove(channel);
        channel.Closed();
        channel.Reply(frame.Ref, ok: true, ChannelWriter.Empty);
        AskToEnd(channel);
    }

    void AskToEnd(LiveChannel channel)
    {
        var view = channel.View;

        if (channel.IsShared)
        {
            channel.Forward(new SharedViewProcess.Leave());
            return;
        }

        Forget(view);
        (ending ??= []).Add(view);
        view.Exit(ExitReason.Shutdown);
        SendAfter(server.Options.EndTimeout, new EndTimedOut(view));
    }

    // A view in an endless loop never reads that it is to end.
    void Handle(EndTimedOut timeout)
    {
        if (ending?.Contains(timeout.View) is true)
            timeout.View.Exit(ExitReason.Killed);
    }

    void Handle(Down down)
    {
        if (ending?.Remove(down.Pid) is not true && Array.Find(connection.Channels, channel => channel.View == down.Pid) is { } channel)
            ViewEnded(channel, down.Reason);

        EndIfDone();
    }

    // What it has allowed nobody would take.
    void Forget(Pid view)
    {
        foreach (var (token, upload) in allowed ?? [])
            if (upload.View == view)
                allowed!.Remove(token);
    }

    void ViewEnded(LiveChannel channel, ExitReason reason)
    {
        connection.Remove(channel);
        Forget(channel.View);

        if (reason == ExitReason.Normal)
        {
            channel.Closed();
            return;
        }

        crashes ??= [];
        crashes[channel.Topic] = crashes.GetValueOrDefault(channel.Topic) + 1;

        if (channel.IsAnswered)
            channel.Crashed();
        else
            channel.AnswerJoin(ok: false, ChannelWriter.Reason("join crashed"));
    }

    void Handle(IdleCheck check)
    {
        var left = server.Options.IdleTimeout - connection.Silence;

        if (left > TimeSpan.Zero)
            SendAfter(left, check);
        else
            Outbox.Close(WebSocketCloseStatus.EndpointUnavailable, "idle");
    }

    void Handle(Drain _) => Outbox.Close(LiveServer.ServiceRestart, "the server restarts");

    void Handle(SocketClosed _)
    {
        isClosed = true;

        foreach (var channel in connection.Channels)
            AskToEnd(channel);

        connection.RemoveAll();
        EndIfDone();
    }

    void EndIfDone()
    {
        if (isClosed && ending is not { Count: > 0 })
            Self.Exit(ExitReason.Normal);
    }

    protected internal override Task Terminate(ExitReason reason)
    {
        // Asked to end by a supervisor, or crashed: the browser is told to reconnect, the views are not waited for.
        Outbox.Close(LiveServer.ServiceRestart, "the server restarts");

        foreach (var channel in connection.Channels)
            if (!channel.IsShared)
                channel.View.Exit(ExitReason.Shutdown);

        return Task.CompletedTask;
    }

    void Reply(LiveFrame frame, bool ok, Action<Utf8JsonWriter> response) =>
        Outbox.Send(ChannelWriter.Reply(frame.JoinRef, frame.Ref, frame.Topic, ok, response));
}

/// <summary>What a browser said when it connected, once its token has matched its cookie; without a match there is none.</summary>
sealed record LiveSocketParams(string CsrfToken, Session Session);
