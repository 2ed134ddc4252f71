namespace Trestle;

/// <summary>One entry of a mailbox: a message, a call that wants an answer, or the rest of an await.</summary>
class Envelope(object? message)
{
    public object? Message { get; } = message;

    public Envelope? Next { get; set; }

    /// <summary>How many envelopes lie in the chain from here on. Written once, before the envelope is published.</summary>
    public int Depth { get; set; }

    /// <summary>The process will never read this.</summary>
    public virtual void Drop(Mailbox mailbox, ExitReason reason) { }
}

/// <summary>The rest of an await: runs on the process, and also after its end so that <c>finally</c> blocks do.</summary>
sealed class Continuation(SendOrPostCallback callback, object? state) : Envelope(null)
{
    public void Run() => callback(state);
}

abstract class CallEnvelope(object message) : Envelope(message)
{
    public abstract void Reply(object? reply);

    public abstract void Fail(Exception exception);

    public sealed override void Drop(Mailbox mailbox, ExitReason reason) =>
        Fail(new ProcessDownException(mailbox.DisplayName, Message!.GetType(), reason));
}

sealed class CallEnvelope<TReply>(object message) : CallEnvelope(message)
{
    readonly TaskCompletionSource<TReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TReply> Task => reply.Task;

    public override void Reply(object? value) => reply.TrySetResult((TReply)value!);

    public override void Fail(Exception exception) => reply.TrySetException(exception);
}
