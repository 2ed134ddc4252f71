namespace Trestle;

// A ring that its worker fills at the tail; the worker and others take from the head by compare-and-swap. `next` is the
// worker's alone: a process that was just sent to runs next, while what it was sent is still in the cache, and nobody is
// woken for it. When the worker stays in one step the hog watch moves it on (MoveOut).

/// <summary>The processes a worker is to run.</summary>
sealed class RunQueue
{
    const int Capacity = 256;

    // A pair that sends to and fro must not shut out the rest of the queue.
    const int MostInARow = 32;

    readonly Seat[] ring = new Seat[Capacity];

    long head;
    long tail;
    Mailbox? next;
    int inARow;

    /// <summary>How many wait, the next included; only to be looked at.</summary>
    public int Count => (int)Math.Max(0, Volatile.Read(ref tail) - Volatile.Read(ref head)) + (Volatile.Read(ref next) is null ? 0 : 1);

    public bool IsEmpty => Volatile.Read(ref head) >= Volatile.Read(ref tail);

    /// <summary>By the worker only: what it displaces has to be pushed.</summary>
    public Mailbox? PutNext(Mailbox process) => Interlocked.Exchange(ref next, process);

    /// <summary>By the worker only. False when it is full.</summary>
    public bool TryPush(Mailbox process)
    {
        var end = tail;

        if (end - Volatile.Read(ref head) >= Capacity)
            return false;

        ring[end % Capacity].Process = process;
        Volatile.Write(ref tail, end + 1);

        return true;
    }

    /// <summary>By the worker only.</summary>
    public Mailbox? TakeNext()
    {
        if (Volatile.Read(ref next) is null)
            return null;

        if (inARow++ < MostInARow || IsEmpty)
            return Interlocked.Exchange(ref next, null);

        inARow = 0;

        return null;
    }

    /// <summary>By anybody.</summary>
    public Mailbox? TakeOldest()
    {
        while (true)
        {
            var start = Volatile.Read(ref head);

            if (start >= Volatile.Read(ref tail))
                return null;

            var process = Volatile.Read(ref ring[start % Capacity].Process);

            if (Interlocked.CompareExchange(ref head, start + 1, start) == start)
                return process;
        }
    }

    /// <summary>By anybody: what was to run next, for somebody else to run.</summary>
    public Mailbox? MoveOut() => Interlocked.Exchange(ref next, null);
}

/// <summary>A place in an array of processes; as a struct it can be filled without asking whether the type fits.</summary>
struct Seat
{
    public Mailbox? Process;
}
