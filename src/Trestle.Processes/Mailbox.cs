namespace Trestle;

// A process is its own mailbox and its own synchronization context.
//
// `head` is the whole scheduling state, and one compare-and-swap both enqueues and decides who schedules:
//
//     Idle          no turn is queued or running, nothing waits
//     null          a turn is queued or running, nothing new waits
//     an envelope   a turn is queued or running, and this chain (newest first) waits
//
// Only whoever swaps Idle for something else schedules a turn, so at most one turn exists at a time. What a turn has
// taken and not reached when its budget is spent goes back as one Remainder, the oldest entry of the next chain.
//
// A million idle ones live in a node, so every field counts: what most processes never have is behind `bonds`.

/// <summary>A process: its mailbox and its turns.</summary>
abstract partial class Mailbox : SynchronizationContext
{
    public const int Budget = 256;

    static readonly Envelope Idle = new Letter("idle");

    [ThreadStatic] static Mailbox? current;

    Envelope? head;

    /// <param name="isBorn">Whether it may run when something comes, or only once it has been scheduled to begin.</param>
    protected Mailbox(Origin origin, bool isBorn)
    {
        Origin = origin;
        head = isBorn ? Idle : null;
        traits = isBorn ? 0 : (int)Traits.Unborn;
        origin.Node.Table.Add(this);

        if (origin.Parent is { } parent && ReferenceEquals(parent, current))
            InheritFrom(parent);
    }

    public static Mailbox? Running => current;

    public Origin Origin { get; protected set; }

    public Node Node => Origin.Node;

    public Mailbox? Parent => Origin.Parent;

    public bool IsScheduled => !ReferenceEquals(Volatile.Read(ref head), Idle);

    /// <summary>Messages not yet read. Counts along the chain: exact while the process does not run.</summary>
    public int Length => Count(Volatile.Read(ref head)) + Waiting;

    public void Push(Envelope envelope)
    {
        var seen = Volatile.Read(ref head);

        while (true)
        {
            var isIdle = ReferenceEquals(seen, Idle);
            envelope.Next = isIdle ? null : seen;
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

    /// <summary>Takes what somebody sends, unless the process has ended.</summary>
    public void Deliver(Envelope envelope)
    {
        if (IsOpen)
        {
            Push(envelope);
        }
        else if (IsDead)
        {
            envelope.Drop(this, ExitReason!);
        }
        else
        {
            Limit?.Enter();
            Push(envelope);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Push(new Continuation(d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(
        "A process cannot be entered from outside and waited for. Send it a message instead.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what waits, up to a budget, then goes back to idle or to the end of the run queue.</summary>
    public void Turn(Worker worker)
    {
        current = this;
        SetSynchronizationContext(this);
        worker.Clock.Start();

        var left = RunWhatWaits(worker);

        worker.Clock.Stop();
        reductions += (uint)(worker.Budget - left);

        if (left == 0)
            Node.Scheduler.ScheduleLast(this);
    }

    /// <summary>This thread runs no process any more, for now.</summary>
    public static void Rest()
    {
        current = null;
        SetSynchronizationContext(null);
    }

    /// <summary>What is left of the budget; zero when the process is not done and has to be scheduled again.</summary>
    int RunWhatWaits(Worker worker)
    {
        var left = worker.Budget;

        if (IsUnborn)
        {
            IsUnborn = false;
            Begin();
        }

        do
        {
            var envelope = TakeAll(out var last);

            while (envelope is not null)
            {
                // A thread that has lost its place ends with the step.
                if (left == 0 || worker.IsDetached)
                {
                    GiveBack(envelope, last!);
                    return 0;
                }

                left--;
                var next = envelope.Next;
                envelope.Next = null;
                worker.Take(envelope, next);

                if (envelope is Letter letter)
                    Take(letter, letter.Message, null);
                else
                    envelope.TakeBy(this);

                envelope = next;
            }
        }
        while (Interlocked.CompareExchange(ref head, Idle, null) is not null);

        return Math.Max(left, 1);
    }

    /// <summary>The first turn of a process made by code that waits for it: on the calling thread, without a queue.</summary>
    protected void FirstTurn(Action body)
    {
        var (outer, context) = (current, SynchronizationContext.Current);
        var clock = TurnClock.OfThisThread(Node.Scheduler);
        var isOutermost = clock.Start();

        current = this;
        SetSynchronizationContext(this);
        reductions++;
        IsUnborn = false;

        body();

        if (isOutermost)
            clock.Stop();

        current = outer;
        SetSynchronizationContext(context);

        if (Interlocked.CompareExchange(ref head, Idle, null) is not null)
            Node.Scheduler.Schedule(this);
    }

    /// <summary>Everything that waits, oldest first.</summary>
    Envelope? TakeAll(out Envelope? last)
    {
        last = Interlocked.Exchange(ref head, null);
        Envelope? first = null;

        for (var envelope = last; envelope is not null;)
        {
            if (envelope is Remainder remainder)
            {
                if (first is null)
                    last = remainder.Last;

                remainder.Last.Next = first;
                return remainder.First;
            }

            (envelope.Next, first, envelope) = (first, envelope, envelope.Next);
        }

        return first;
    }

    void GiveBack(Envelope first, Envelope last)
    {
        var remainder = new Remainder(first, last);

        while (Interlocked.CompareExchange(ref head, remainder, null) is not null)
        {
            remainder.Last.Next = TakeAll(out var newest);
            remainder.Last = newest!;
        }
    }

    /// <summary>Takes a message, a call or a request, unless the process has ended.</summary>
    public void Take(Envelope envelope, object? message, Call? call)
    {
        if (!Has(Traits.Dead | Traits.Flushes))
            Receive(envelope, message, call);
        else if (IsDead)
            envelope.Drop(this, ExitReason!);
        else if (!TryDropFlushed(envelope))
            Receive(envelope, message, call);
    }

    /// <summary>Of something that only <c>async void</c> and raw Post throw: everything awaited carries its own exceptions.</summary>
    public void DieOf(Exception exception) => Die(ReasonFor(exception));

    /// <summary>The first step of a process that is scheduled to begin.</summary>
    protected virtual void Begin() { }

    protected abstract void Receive(Envelope envelope, object? message, Call? call);

    /// <summary>Messages taken from the chain that the process has not yet read.</summary>
    protected virtual int Waiting => 0;

    static int Count(Envelope? chain)
    {
        var count = 0;

        for (; chain is not null && !ReferenceEquals(chain, Idle); chain = chain.Next)
            count += chain is Remainder remainder ? Count(remainder.First) : 1;

        return count;
    }
}
