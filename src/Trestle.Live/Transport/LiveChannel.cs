using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle;

/// <summary>One joined topic of a connection: what the view's process answers and pushes through, from any thread.</summary>
sealed class LiveChannel(LiveConnection connection, string topic, string joinRef)
{
    int pending;

    public string Topic => topic;

    /// <summary>Whether its view is shown to others too, and goes on without it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether a file comes over it.</summary>
    public bool IsUpload { get; } = IsOfUpload(topic);

    /// <summary>The process that owns the connection; a view does not outlive it.</summary>
    public Pid Socket => connection.Process;

    public LiveSocketParams Parameters => connection.Parameters!;

    /// <summary>The view's process, once it is started.</summary>
    public Pid View { get; set; }

    /// <summary>Whether the join was answered: afterwards a crash is told as such, before as a refused join.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Messages the view has been sent and has not yet handled.</summary>
    public int Pending => Volatile.Read(ref pending);

    public static bool IsOfUpload(string topic) => topic.StartsWith("lvu:", StringComparison.Ordinal);

    /// <summary>Hands the view what the browser says to it.</summary>
    public void Forward(LiveFrame frame)
    {
        if (Pending >= connection.Transport.Options.MaxPendingEvents)
        {
            connection.Outbox.Close(WebSocketCloseStatus.PolicyViolation, $"{Pending} messages wait for one view");
            return;
        }

        switch (frame.Event)
        {
            case not null when IsUpload:
                Reply(frame.Ref, ok: false, ChannelWriter.Reason("unmatched event"));
                break;
            case "event" when ViewEvent.Parse(frame.Ref, frame.Payload) is { } happened:
                Forward(happened);
                break;
            case "event":
                connection.Outbox.Close(WebSocketCloseStatus.ProtocolError, "expected an event: {type, event, value}");
                break;
            case "live_patch" when JoinPayload.Text(frame.Payload, "url") is { } url:
                Forward(new ViewPatch(frame.Ref, url));
                break;
            case "allow_upload" when ViewPreflight.Parse(frame.Ref, frame.Payload) is { } asked:
                Forward(asked);
                break;
            case "progress" when ViewProgress.Parse(frame.Ref, frame.Payload) is { } progress:
                Forward(progress);
                break;
            case "cids_will_destroy" or "cids_destroyed" when ComponentsGone.Parse(frame.Ref, frame.Event == "cids_destroyed", frame.Payload) is { } gone:
                Forward(gone);
                break;
            default:
                Reply(frame.Ref, ok: false, ChannelWriter.Reason("unmatched event"));
                break;
        }
    }

    public void Forward(object message)
    {
        Interlocked.Increment(ref pending);
        View.Send(IsShared ? new SharedViewProcess.Said(this, message) : message);
    }

    public void Handled() => Interlocked.Decrement(ref pending);

    public void AnswerJoin(bool ok, Action<Utf8JsonWriter> response)
    {
        IsAnswered = true;
        Reply(joinRef, ok, response);
    }

    public void Reply(string? reference, bool ok, Action<Utf8JsonWriter> response) =>
        connection.Outbox.Send(ChannelWriter.Reply(joinRef, reference, topic, ok, response));

    /// <summary>Answers what was forwarded, and counts it off.</summary>
    public void Answer(string? reference, Action<Utf8JsonWriter> response)
    {
        Reply(reference, ok: true, response);
        Handled();
    }

    /// <summary>How each push of the event begins: what stands before its payload.</summary>
    public byte[] HeadOf(string @event) => ChannelWriter.Push(joinRef, null, topic, @event, static _ => { })[..^1];

    /// <summary>Sends a payload that is written already, after the head that it has on this channel.</summary>
    public void Send(byte[] head, byte[] payload)
    {
        var message = ArrayPool<byte>.Shared.Rent(head.Length + payload.Length + 2);
        head.CopyTo(message, 0);
        message[head.Length] = (byte)',';
        payload.CopyTo(message, head.Length + 1);
        message[head.Length + payload.Length + 1] = (byte)']';
        connection.Outbox.Send(message.AsSpan(0, head.Length + payload.Length + 2));
        ArrayPool<byte>.Shared.Return(message);
    }

    public void Push(string @event, Action<Utf8JsonWriter> payload) =>
        connection.Outbox.Send(ChannelWriter.Push(joinRef, null, topic, @event, payload));

    /// <summary>Tells the client that the view has crashed: it joins again.</summary>
    public void Crashed() => connection.Outbox.Send(ChannelWriter.Push(joinRef, joinRef, topic, "phx_error", ChannelWriter.Empty));

    /// <summary>Tells the client that the view has ended.</summary>
    public void Closed() => connection.Outbox.Send(ChannelWriter.Push(joinRef, joinRef, topic, "phx_close", ChannelWriter.Empty));
}
