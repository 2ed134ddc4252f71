using System.Threading.Tasks.Sources;

namespace Trestle;

// One object a process, used for each of its receives in turn. The version, which goes up when a result is fetched, tells
// a late or second await of a former receive from the present one.

/// <summary>A process made of one method, waiting for a message of one kind.</summary>
abstract class Receiver
{
    object? result;
    Action<object?>? continuation;
    object? state;
    short version;

    public short Version => version;

    /// <summary>Neither filled nor failed.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Who waits; the state machine itself when an async method awaits it directly.</summary>
    public object? Waiter => IsWaiting ? state : null;

    public abstract Type MessageType { get; }

    public abstract bool Matches(object message);

    public virtual void Start() => IsWaiting = true;

    /// <summary>A message, or an exception to throw.</summary>
    public virtual void Complete(object outcome)
    {
        IsWaiting = false;
        result = outcome;

        if (continuation is not { } resume)
            return;

        var with = state;
        (continuation, state) = (null, null);
        resume(with);
    }

    protected object Fetch(short token)
    {
        Check(token);
        var outcome = result ?? throw new InvalidOperationException("This receive has no message yet: await it, once.");
        result = null;
        version++;

        return outcome is Failure failure ? throw failure.Exception : outcome;
    }

    protected ValueTaskSourceStatus Status(short token)
    {
        Check(token);

        return IsWaiting ? ValueTaskSourceStatus.Pending
            : result is Failure ? ValueTaskSourceStatus.Faulted
            : ValueTaskSourceStatus.Succeeded;
    }

    protected void ContinueWith(Action<object?> continuation, object? state, short token)
    {
        Check(token);
        this.state = state;
        this.continuation = continuation;

        if (!IsWaiting)
            Complete(result!);
    }

    void Check(short token)
    {
        if (token != version)
            throw new InvalidOperationException("This receive is over: await it once.");
    }

    /// <summary>Thrown into the method instead of a message.</summary>
    public sealed record Failure(Exception Exception);
}

class Receiver<T> : Receiver, IValueTaskSource<T>
{
    public override Type MessageType => typeof(T);

    public override bool Matches(object message) => message is T;

    public T GetResult(short token) => (T)Fetch(token);

    public ValueTaskSourceStatus GetStatus(short token) => Status(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        ContinueWith(continuation, state, token);
}

/// <summary>With a pattern, or a timeout: for one receive only.</summary>
sealed class ChoosyReceiver<T>(Func<T, bool>? match) : Receiver<T>
{
    TimerRef? timer;

    public override bool Matches(object message) => message is T typed && (match is null || match(typed));

    public void TimeoutAfter(TimeSpan limit, AsyncProcess process)
    {
        var timers = process.Node.Timers;
        timer = new Bell(this, process, timers.DueIn(limit));
        timers.Add(timer);
    }

    public override void Complete(object outcome)
    {
        timer?.Cancel();
        base.Complete(outcome);
    }

    sealed class Bell(Receiver receiver, AsyncProcess process, long due) : TimerRef(process, due)
    {
        internal override void Ring() => Target.Push(new TimedOut(receiver));
    }

    sealed class TimedOut(Receiver receiver) : Errand
    {
        public override void Run(Mailbox process) => ((AsyncProcess)process).GiveUp(receiver);
    }
}
