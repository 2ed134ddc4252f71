namespace Trestle;

/// <summary>Decides whose turn it is. A node has one: threads of its own, or in a test one that replays a seed.</summary>
abstract class Scheduler : IDisposable
{
    /// <summary>Null where no thread can be held up.</summary>
    public virtual HogWatch? Watch => null;

    /// <summary>Processes that wait for their turn.</summary>
    public abstract int QueueLength { get; }

    public virtual int WorkerCount => 1;

    /// <summary>How whoever waits outside for a process's end goes on: not on the thread that ends it, unless that is all there is.</summary>
    public virtual TaskCreationOptions GoingOn => TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>The process has something to do.</summary>
    public abstract void Schedule(Mailbox process);

    /// <summary>The process has had its turn and has more to do: after the others.</summary>
    public abstract void ScheduleLast(Mailbox process);

    /// <summary>Tells the callers of a process that was ended in the middle of a turn, which may never come to its end.</summary>
    public abstract void TellCallers(Mailbox process, ExitReason reason);

    public abstract void Dispose();
}
