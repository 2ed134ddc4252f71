namespace Trestle;

/// <summary>
/// Runs every process on the thread that asks, one entry of a mailbox a turn, and draws whose turn it is. The same seed
/// draws the same, as long as only this thread gives the processes anything to do.
/// </summary>
sealed class SeededScheduler(int seed) : Scheduler
{
    // What is left to do at the end is little, unless somebody goes round in circles.
    const int MostTurnsAtTheEnd = 100_000;

    readonly List<Mailbox> ready = [];
    readonly List<string> trace = [];
    readonly Worker worker = new(null, place: 0, budget: 1);

#pragma warning disable CA5394 // A test wants a draw that can be drawn again, not a secret.
    readonly Random random = new(seed);

    int Draw(int count) => random.Next(count);
#pragma warning restore CA5394

    /// <summary>Here, so that no other thread has a say in the order.</summary>
    public override TaskCreationOptions GoingOn => TaskCreationOptions.None;

    public IReadOnlyList<string> Trace => trace;

    public override int QueueLength
    {
        get
        {
            lock (ready)
                return ready.Count;
        }
    }

    public override void Schedule(Mailbox process)
    {
        lock (ready)
            ready.Add(process);
    }

    public override void ScheduleLast(Mailbox process) => Schedule(process);

    /// <summary>One turn. False when no process has anything to do.</summary>
    public bool RunOne()
    {
        if (Mailbox.Running is { } running)
            throw new InvalidOperationException(
                $"{running.DisplayName} runs the node that it lives on. Step through a node from the test, outside of its processes.");

        if (Take() is not { } process)
            return false;

        var handled = worker.RunHere(process);
        trace.Add($"{process.DisplayName} {Describe(handled)}{(process.IsDead ? $", ended: {process.ExitReason}" : "")}");

        return true;
    }

    Mailbox? Take()
    {
        lock (ready)
        {
            if (ready.Count == 0)
                return null;

            var drawn = Draw(ready.Count);
            var process = ready[drawn];
            ready[drawn] = ready[^1];
            ready.RemoveAt(ready.Count - 1);

            return process;
        }
    }

    static string Describe(Envelope? handled) => handled switch
    {
        null => "begins",
        { Content: { } message } => $"takes {message.GetType().Name}",
        Continuation => "goes on",
        _ => handled.GetType().Name,
    };

    /// <summary>Nobody is ended in the middle of a turn: there is only one at a time.</summary>
    public override void TellCallers(Mailbox process, ExitReason reason) { }

    public override void Dispose()
    {
        for (var turns = 0; turns < MostTurnsAtTheEnd && RunOne(); turns++) { }
    }
}
