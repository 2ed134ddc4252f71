using System.Diagnostics;

namespace Trestle;

// A process is its own mailbox and its own synchronization context.
//
// `head` is the whole scheduling state, and one compare-and-swap both enqueues and decides who schedules:
//
//     Idle          no turn is queued or running, nothing waits
//     null          a turn is queued or running, nothing new waits
//     an envelope   a turn is queued or running, and this chain (newest first) waits
//
// Only whoever swaps Idle for something else schedules a turn, so at most one turn exists at a time. Only the turn
// touches `ready`, the part of the chain it has taken and turned round.

/// <summary>A process: its mailbox, its turns, its end.</summary>
abstract class Mailbox : SynchronizationContext
{
    const int Budget = 256;

    static readonly Envelope Idle = new(null);

    [ThreadStatic] static Mailbox? current;

    Envelope? head;
    Envelope? ready;
    int readyCount;
    Relations? relations;
    ExitReason? exit;

    protected Mailbox(Node node, string? name, Mailbox? parent, bool starting)
    {
        Node = node;
        Name = name;
        Parent = parent;
        Id = node.Table.Add(this);
        head = starting ? null : Idle;
    }

    public static Mailbox? Running => current;

    public Node Node { get; }

    public long Id { get; }

    public string? Name { get; set; }

    public Mailbox? Parent { get; }

    public string DisplayName => Name ?? new Pid(this).ToString();

    public Type? LastMessage { get; protected set; }

    public long Reductions { get; private set; }

    public int Restarts { get; set; }

    public ExitReason? ExitReason => Volatile.Read(ref exit);

    public bool IsDead => ExitReason is not null;

    public int Length => (Volatile.Read(ref head)?.Depth ?? 0) + Volatile.Read(ref readyCount) + Waiting;

    public bool IsScheduled => !ReferenceEquals(Volatile.Read(ref head), Idle);

    /// <summary>Links, monitors, names and all else that most processes never have.</summary>
    public Relations Relations
    {
        get
        {
            if (Volatile.Read(ref relations) is { } existing)
                return existing;

            Interlocked.CompareExchange(ref relations, new Relations(this), null);

            return relations!;
        }
    }

    public void Push(Envelope envelope)
    {
        if (envelope is not Continuation && ExitReason is { } reason)
        {
            envelope.Drop(this, reason);
            return;
        }

        var seen = Volatile.Read(ref head);

        while (true)
        {
            var isIdle = ReferenceEquals(seen, Idle);
            envelope.Next = isIdle ? null : seen;
            envelope.Depth = isIdle || seen is null ? 1 : seen.Depth + 1;

            var before = Interlocked.CompareExchange(ref head, envelope, seen);

            if (ReferenceEquals(before, seen))
            {
                if (isIdle)
                    Node.Scheduler.Schedule(this);

                return;
            }

            seen = before;
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Push(new Continuation(d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(
        "A process cannot be entered from outside and waited for. Send it a message instead.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what waits, up to a budget, then goes back to idle or to the end of the run queue.</summary>
    public void Turn(TurnClock clock)
    {
        var outer = Enter();
        var left = Budget;

        clock.Start();

        while (left-- > 0 && Next() is { } envelope)
        {
            clock.Step();
            Reductions++;
            Take(envelope);
        }

        clock.Stop();
        Leave(outer);
    }

    /// <summary>The first turn of a process made by code that waits for it: on the calling thread, without a queue.</summary>
    protected void FirstTurn(Action body)
    {
        Debug.Assert(!ReferenceEquals(head, Idle), "made as starting");

        var clock = TurnClock.OfThisThread(Node.Scheduler.Watch);
        var outer = Enter();
        var isOutermost = clock.Start();
        Reductions++;

        body();

        if (isOutermost)
            clock.Stop();

        Leave(outer);
    }

    (Mailbox? Process, SynchronizationContext? Context) Enter()
    {
        var outer = (current, SynchronizationContext.Current);
        current = this;
        SetSynchronizationContext(this);

        return outer;
    }

    void Leave((Mailbox? Process, SynchronizationContext? Context) outer)
    {
        current = outer.Process;
        SetSynchronizationContext(outer.Context);

        if (ready is not null || !ReferenceEquals(Interlocked.CompareExchange(ref head, Idle, null), null))
            Node.Scheduler.Schedule(this);
    }

    Envelope? Next()
    {
        if (ready is null && Interlocked.Exchange(ref head, null) is { } chain)
        {
            readyCount = chain.Depth;
            ready = InOrder(chain);
        }

        if (ready is not { } envelope)
            return null;

        ready = envelope.Next;
        readyCount--;
        envelope.Next = null;

        return envelope;
    }

    static Envelope InOrder(Envelope? newestFirst)
    {
        Envelope? oldestFirst = null;

        while (newestFirst is not null)
            (newestFirst.Next, oldestFirst, newestFirst) = (oldestFirst, newestFirst, newestFirst.Next);

        return oldestFirst!;
    }

    void Take(Envelope envelope)
    {
        if (envelope is Continuation continuation)
            Continue(continuation);
        else if (ExitReason is { } reason)
            envelope.Drop(this, reason);
        else
            Receive(envelope);
    }

    void Continue(Continuation continuation)
    {
        try
        {
            continuation.Run();
        }
        catch (Exception exception)
        {
            // Only `async void` and raw Post reach this: everything awaited carries its own exceptions.
            Die(ReasonFor(exception));
        }
    }

    /// <summary>Messages taken from the chain that the process has not yet read.</summary>
    protected virtual int Waiting => 0;

    protected abstract void Receive(Envelope envelope);

    /// <summary>The process has ended: lets go of what it waits for, so that it unwinds.</summary>
    protected abstract void Unwind(ExitReason reason);

    protected static ExitReason ReasonFor(Exception exception) => exception switch
    {
        ProcessExitException exit => exit.Reason,
        _ => new ExitReason.Crashed(exception),
    };

    /// <summary>Ends the process, once. May be called from any thread; whoever is running its turn is not waited for.</summary>
    public bool Die(ExitReason reason)
    {
        if (Interlocked.CompareExchange(ref exit, reason, null) is not null)
            return false;

        Node.Table.Remove(this);
        Node.ProcessEnded(this, reason);
        Volatile.Read(ref relations)?.Announce(reason);

        // After the announcement: whoever waits in the process unwinds as an ended process. Only the process's own turn
        // may touch what it waits for; most processes end in it, and then need no other.
        if (ReferenceEquals(current, this))
            Unwind(reason);
        else
            Post(static state => ((Mailbox)state!).Unwind(((Mailbox)state).ExitReason!), this);

        return true;
    }

    /// <summary>An exit signal, from <c>Exit</c> or along a link.</summary>
    public void Signal(Pid from, ExitReason reason, bool isLink)
    {
        var traps = Volatile.Read(ref relations)?.TrapsExits ?? false;
        var isKill = reason == ExitReason.Killed && !isLink;

        if (isKill || (!traps && reason != ExitReason.Normal))
            Die(reason);
        else if (traps)
            Push(new Envelope(new Exited(from, reason)));
    }
}
