using System.Text.Json;

namespace Trestle;

/// <summary>One joined topic of a socket: what the view's process answers and pushes through, from any thread.</summary>
sealed class LiveChannel(Outbox outbox, string topic, string joinRef, Pid socket, LiveSocketParams parameters)
{
    int pending;

    public string Topic => topic;

    /// <summary>The process that owns the socket; a view does not outlive it.</summary>
    public Pid Socket => socket;

    public LiveSocketParams Parameters => parameters;

    /// <summary>The view's process, once it is started.</summary>
    public Pid View { get; set; }

    /// <summary>Whether the join was answered: afterwards a crash is told as such, before as a refused join.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Messages the view has been sent and has not yet handled.</summary>
    public int Pending => Volatile.Read(ref pending);

    public void Forward(object message)
    {
        Interlocked.Increment(ref pending);
        View.Send(message);
    }

    public void Handled() => Interlocked.Decrement(ref pending);

    public void AnswerJoin(bool ok, Action<Utf8JsonWriter> response)
    {
        IsAnswered = true;
        Reply(joinRef, ok, response);
    }

    public void Reply(string? reference, bool ok, Action<Utf8JsonWriter> response) =>
        outbox.Send(ChannelWriter.Reply(joinRef, reference, topic, ok, response));

    public void Push(string @event, Action<Utf8JsonWriter> payload) =>
        outbox.Send(ChannelWriter.Push(joinRef, null, topic, @event, payload));

    /// <summary>Tells the client that the view has crashed: it joins again.</summary>
    public void Crashed() => outbox.Send(ChannelWriter.Push(joinRef, joinRef, topic, "phx_error", ChannelWriter.Empty));

    /// <summary>Tells the client that the view has ended.</summary>
    public void Closed() => outbox.Send(ChannelWriter.Push(joinRef, joinRef, topic, "phx_close", ChannelWriter.Empty));
}
