using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace Trestle;

// A call is one object for its whole life: the envelope in the server's mailbox, the answer, what the caller waits on, and
// at last the envelope in the caller's mailbox that resumes it. It is never used again: an answer that comes late, or
// twice, finds it completed.
//
//     caller                                server
//     Push(call) ------------------------>  handler
//     OnCompleted: Pending -> Awaited       Reply: claim, set, -> Done; was it Awaited?
//     runs the continuation  <------------  Push(call), as an entry of the caller's own mailbox
//
// Whoever claims it first, the answer, the server's end, the timeout or the caller's end, completes it. Only the answer may
// push the call itself: in the other cases it may still lie in the server's mailbox, so an errand is made.

/// <summary>A message whose sender waits for an answer.</summary>
abstract class Call(object message, Mailbox? caller, Mailbox? server) : Envelope
{
    protected const int Pending = 0;
    protected const int Awaited = 1;
    protected const int Done = 2;

    protected int state;
    int claimed;

    public object Message => message;

    public override object Content => message;

    /// <summary>The process that waits; null when the caller is none.</summary>
    public Mailbox? Caller => caller;

    public Mailbox? Server => server;

    public TimeSpan Timeout { get; set; }

    public override ActivityContext Asker => Span?.Context ?? default;

    /// <summary>The caller's span; null while nobody listens.</summary>
    public Activity? Span { get; set; }

    public bool IsDone => Volatile.Read(ref state) == Done;

    // The list of what a process waits for, see Deadlines.
    public Call? Earlier { get; set; }

    public Call? Later { get; set; }

    /// <summary>In the node's milliseconds.</summary>
    public long Due { get; set; }

    public abstract void ReplyWith(object? reply);

    /// <summary>What its server keeps to answer it later; a ReplyTo.</summary>
    public abstract object KeptBy(Mailbox server);

    public abstract void Fail(Exception exception);

    public abstract void Resume();

    /// <summary>In the server's mailbox it asks, in the caller's it answers.</summary>
    public sealed override void TakeBy(Mailbox process)
    {
        if (!ReferenceEquals(process, caller))
        {
            process.Take(this, message, this);
            return;
        }

        try
        {
            Resume();
        }
        catch (Exception exception)
        {
            process.DieOf(exception);
        }
    }

    public sealed override void Drop(Mailbox mailbox, ExitReason reason)
    {
        if (!IsDone)
            Fail(new ProcessDownException(mailbox.DisplayName, message.GetType(), reason));
    }

    protected bool Claim() => Interlocked.Exchange(ref claimed, 1) == 0;
}

sealed class Call<TReply>(object message, Mailbox? caller, Mailbox server)
    : Call(message, caller, server), IValueTaskSource<TReply>
{
    TReply reply = default!;
    Exception? failure;
    Action<object?>? continuation;
    object? continuationState;
    OutsideWait? outside;

    /// <summary>The caller is no process: a timer of its own ends its waiting.</summary>
    public void WaitOutside()
    {
        outside = new(this, Server!.Node.Timers.DueIn(Timeout));

        if (Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            Server.Node.Timers.Add(outside);
    }

    public void Reply(TReply value)
    {
        if (!Claim())
            return;

        reply = value;
        Complete(isFreeEnvelope: true);
    }

    public override void ReplyWith(object? value) => Reply((TReply)value!);

    public override object KeptBy(Mailbox server) => new ReplyTo<TReply>(this, server);

    public override void Fail(Exception exception)
    {
        if (!Claim())
            return;

        if (exception is CallTimeoutException)
            Server!.Node.Counts.CallTimedOut();

        failure = exception;
        Complete(isFreeEnvelope: false);
    }

    void Complete(bool isFreeEnvelope)
    {
        if (Interlocked.Exchange(ref state, Done) != Awaited)
            return;

        if (Caller is null)
            ResumeOutside();
        else
            Caller.Push(isFreeEnvelope ? this : new Resumption(this));
    }

    public override void Resume() => continuation!(continuationState);

    void ResumeOutside()
    {
        if (outside!.Context is { } context)
            context.Post(static call => ((Call)call!).Resume(), this);
        else
            ThreadPool.UnsafeQueueUserWorkItem(static call => call.Resume(), this, preferLocal: true);
    }

    public TReply GetResult(short token)
    {
        if (outside is not null)
            outside.Cancel();
        else
            Caller?.RelationsIfAny?.Deadlines?.Remove(this);

        if (!IsDone)
            throw new InvalidOperationException("This call is not answered yet: await it, once.");

        return failure is null ? reply : throw failure;
    }

    public ValueTaskSourceStatus GetStatus(short token) =>
        !IsDone ? ValueTaskSourceStatus.Pending
        : failure is null ? ValueTaskSourceStatus.Succeeded
        : failure is OperationCanceledException ? ValueTaskSourceStatus.Canceled
        : ValueTaskSourceStatus.Faulted;

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        this.continuation = continuation;
        continuationState = state;

        if (outside is not null && flags.HasFlag(ValueTaskSourceOnCompletedFlags.UseSchedulingContext))
            outside.Context = SynchronizationContext.Current;

        if (Interlocked.CompareExchange(ref this.state, Awaited, Pending) == Done)
        {
            if (Caller is null)
                ResumeOutside();
            else
                Caller.Push(new Resumption(this));
        }
    }

    sealed class OutsideWait(Call call, long due) : TimerRef(call.Server!, due)
    {
        public SynchronizationContext? Context { get; set; }

        internal override void Ring() => call.Fail(new CallTimeoutException(call));
    }

    sealed class Resumption(Call call) : Errand
    {
        public override void Run(Mailbox process) => call.Resume();
    }
}

/// <summary>
/// The caller of a message, to be answered later: take it as second parameter, <c>void Handle(Hold hold, ReplyTo&lt;bool&gt;
/// caller)</c>, keep it, and reply once. Should the server end before, the caller is told so.
/// </summary>
public readonly struct ReplyTo<TReply>
{
    readonly Call<TReply>? call;
    readonly Mailbox? server;

    internal ReplyTo(Call<TReply> call, Mailbox server)
    {
        this.call = call;
        this.server = server;
        server.Relations.Promise(call);
    }

    /// <summary>Answers. A second answer, or one to a caller that has given up, goes nowhere.</summary>
    public void Reply(TReply reply)
    {
        if (call is null)
            return;

        server!.Relations.Kept(call);
        call.Reply(reply);
    }
}
