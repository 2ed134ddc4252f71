namespace Trestle;

// The gate orders every entry against the owner's end: the owner's exit reason is set before Announce takes the gate,
// so an entry made under the gate either is found by Announce or has seen the reason and was not made.

/// <summary>What ties a process to others: links, monitors, names, subscriptions, and who waits for its end.</summary>
sealed class Relations(Mailbox owner)
{
    readonly Lock gate = new();

    HashSet<Mailbox>? links;
    Dictionary<long, Mailbox>? watchers;
    List<Action<Pid>>? atEnd;
    TaskCompletionSource<ExitReason>? ended;
    CancellationTokenSource? cancellation;
    volatile bool trapsExits;

    public bool TrapsExits
    {
        get => trapsExits;
        set => trapsExits = value;
    }

    /// <summary>Completes when the process has ended.</summary>
    public Task<ExitReason> Ended
    {
        get
        {
            lock (gate)
            {
                if (ended is null)
                {
                    ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

                    if (owner.ExitReason is { } reason)
                        ended.SetResult(reason);
                }

                return ended.Task;
            }
        }
    }

    /// <summary>Cancelled when the process has ended.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            lock (gate)
            {
                cancellation ??= new();

                return owner.IsDead ? new CancellationToken(canceled: true) : cancellation.Token;
            }
        }
    }

    public static void Link(Mailbox left, Mailbox right)
    {
        if (ReferenceEquals(left, right))
            return;

        left.Relations.AddLink(right);

        if (right.Relations.AddLink(left) is { } ended)
        {
            left.Relations.RemoveLink(right);
            left.Signal(new Pid(right), ended == ExitReason.Normal ? ExitReason.NoProcess : ended, isLink: true);
        }
        else if (left.ExitReason is { } reason && right.Relations.RemoveLink(left))
        {
            // The caller was ended between the two halves, before the other end could know.
            right.Signal(new Pid(left), reason, isLink: true);
        }
    }

    public static void Unlink(Mailbox left, Mailbox right)
    {
        left.Relations.RemoveLink(right);
        right.Relations.RemoveLink(left);
    }

    ExitReason? AddLink(Mailbox other)
    {
        lock (gate)
        {
            if (owner.ExitReason is { } reason)
                return reason;

            (links ??= []).Add(other);

            return null;
        }
    }

    bool RemoveLink(Mailbox other)
    {
        lock (gate)
            return links?.Remove(other) ?? false;
    }

    public void AddWatcher(long monitor, Mailbox watcher)
    {
        lock (gate)
        {
            if (!owner.IsDead)
            {
                (watchers ??= []).Add(monitor, watcher);
                return;
            }
        }

        Tell(monitor, watcher, ExitReason.NoProcess);
    }

    public void RemoveWatcher(long monitor)
    {
        lock (gate)
            watchers?.Remove(monitor);
    }

    /// <summary>Runs when the process ends, on the thread that ends it; at once when it already has.</summary>
    public void AtEnd(Action<Pid> action)
    {
        lock (gate)
        {
            if (!owner.IsDead)
            {
                (atEnd ??= []).Add(action);
                return;
            }
        }

        action(new Pid(owner));
    }

    public void Announce(ExitReason reason)
    {
        HashSet<Mailbox>? linked;
        Dictionary<long, Mailbox>? watching;
        List<Action<Pid>>? actions;
        TaskCompletionSource<ExitReason>? waiting;
        CancellationTokenSource? cancelling;

        lock (gate)
        {
            (linked, links) = (links, null);
            (watching, watchers) = (watchers, null);
            (actions, atEnd) = (atEnd, null);
            (waiting, cancelling) = (ended, cancellation);
        }

        foreach (var action in actions ?? [])
            action(new Pid(owner));

        foreach (var other in linked ?? [])
        {
            if (other.Relations.RemoveLink(owner))
                other.Signal(new Pid(owner), reason, isLink: true);
        }

        foreach (var (monitor, watcher) in watching ?? [])
            Tell(monitor, watcher, reason);

        waiting?.TrySetResult(reason);
        cancelling?.Cancel();
    }

    void Tell(long monitor, Mailbox watcher, ExitReason reason) =>
        watcher.Push(new Envelope(new Down(new MonitorRef(monitor), new Pid(owner), reason)));
}
