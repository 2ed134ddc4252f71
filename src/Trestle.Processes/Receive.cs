using System.Threading.Tasks.Sources;

namespace Trestle;

// What an async process is awaiting is in the process itself; this only says what fits. So one object does for all the
// processes that wait for any message of a type, and an idle process is a third smaller. It asks the running process: a
// receive is awaited where it was made.

/// <summary>What a process made of one method waits for.</summary>
abstract class Receive
{
    public abstract Type MessageType { get; }

    public abstract bool Matches(object message);

    /// <summary>Something came, or nobody waits any more.</summary>
    public virtual void End() { }

    protected static AsyncProcess Process => Mailbox.Running as AsyncProcess ?? throw Self.NotInside();

    /// <summary>Thrown into the method instead of a message.</summary>
    public sealed record Failure(Exception Exception);
}

class Receive<T> : Receive, IValueTaskSource<T>
{
    public static readonly Receive<T> Any = new();

    public override Type MessageType => typeof(T);

    public override bool Matches(object message) => message is T;

    public T GetResult(short token) => (T)Process.Fetch(token);

    public ValueTaskSourceStatus GetStatus(short token) => Process.StatusOf(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Process.ContinueWith(continuation, state, token);
}

/// <summary>With a pattern, or a timeout: for one receive only.</summary>
sealed class ChoosyReceive<T>(Func<T, bool>? match) : Receive<T>
{
    TimerRef? timer;

    public override bool Matches(object message) => message is T typed && (match is null || match(typed));

    public void TimeoutAfter(TimeSpan limit, AsyncProcess process)
    {
        var timers = process.Node.Timers;
        timer = new Bell(this, process, timers.DueIn(limit));
        timers.Add(timer);
    }

    public override void End() => timer?.Cancel();

    sealed class Bell(Receive receive, AsyncProcess process, long due) : TimerRef(process, due)
    {
        internal override void Ring() => Target.Push(new TimedOut(receive));
    }

    sealed class TimedOut(Receive receive) : Errand
    {
        public override void Run(Mailbox process) => ((AsyncProcess)process).GiveUp(receive);
    }
}
