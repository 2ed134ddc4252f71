namespace Trestle;

// The gate (the object itself: most have no contention, and a Lock would cost as much as the rest) orders every entry
// against the owner's end: the reason is set under it, so an entry either is found by Announce or has seen the reason and
// was not made.

/// <summary>What ties a process to others: links, monitors, names, subscriptions, and who waits for its end.</summary>
sealed class Relations(Mailbox owner, ExitReason? reason)
{
    ExitReason? reason = reason;
    List<Mailbox>? children;
    HashSet<Mailbox>? links;
    Dictionary<long, Mailbox>? watchers;
    List<Action<Pid>>? atEnd;
    HashSet<Call>? promised;
    TaskCompletionSource<ExitReason>? ended;
    CancellationTokenSource? cancellation;
    CrashReport? report;
    long runningTicks;
    long allocated;

    public string? Name { get; set; }

    public int Restarts { get; set; }

    /// <summary>Time on a thread, by the looks of the hog watch, which alone writes it.</summary>
    public TimeSpan RunningTime
    {
        get => new(Volatile.Read(ref runningTicks));
        set => Volatile.Write(ref runningTicks, value.Ticks);
    }

    /// <summary>Bytes, by samples.</summary>
    public long Allocated => Volatile.Read(ref allocated);

    // By any worker: a process may have gone on to another before the turn on this one is accounted for.
    public void AddAllocated(long bytes) => Interlocked.Add(ref allocated, bytes);

    /// <summary>Those that the owner is registered in: each has something to do at its end.</summary>
    public IReadOnlyList<Registry> Registries
    {
        get
        {
            lock (this)
                return [.. (atEnd ?? []).Select(action => action.Target).OfType<Registry>()];
        }
    }

    /// <summary>Those it is linked to now, its children included.</summary>
    public int LinkCount
    {
        get
        {
            lock (this)
                return (links?.Count ?? 0) + (children?.Count ?? 0);
        }
    }

    /// <summary>How many watch it now.</summary>
    public int Watchers
    {
        get
        {
            lock (this)
                return watchers?.Count ?? 0;
        }
    }

    /// <summary>What it was handling when it crashed.</summary>
    public Type? LastMessage { get; set; }

    /// <summary>Made at the end, while what it tells is still there: a supervisor tells of it later.</summary>
    public CrashReport ReportOf(ExitReason.Crashed crash) => report ??= new(ProcessInfo.AtTheEndOf(owner), crash.Exception);

    /// <summary>What a server is in the middle of; only its own turn touches it.</summary>
    public Handling? Handling { get; set; }

    /// <summary>Calls the process waits for; only its own turn touches it.</summary>
    public Deadlines? Deadlines { get; set; }

    public Limit? Limit { get; set; }

    public Dictionary<object, object?>? Locals { get; set; }

    /// <summary>Monitors whose <see cref="Down"/> waits and is to be dropped; only its own turn touches it.</summary>
    public HashSet<MonitorRef>? Flushed { get; set; }

    public ExitReason? Reason => Volatile.Read(ref reason);

    /// <summary>Completes when the process has ended.</summary>
    public Task<ExitReason> Ended
    {
        get
        {
            lock (this)
            {
                if (ended is null)
                {
                    ended = new(owner.Node.Scheduler.GoingOn);

                    if (reason is { } already)
                        ended.SetResult(already);
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
            lock (this)
            {
                if (reason is not null)
                    return new CancellationToken(canceled: true);

                return (cancellation ??= new()).Token;
            }
        }
    }

    /// <summary>False when the process has ended before.</summary>
    public bool End(ExitReason why)
    {
        lock (this)
        {
            if (reason is not null)
                return false;

            reason = why;

            return true;
        }
    }

    public static void Link(Mailbox left, Mailbox right)
    {
        if (ReferenceEquals(left, right))
            return;

        if (ReferenceEquals(right.Parent, left))
            left.Relations.Adopt(right);
        else if (ReferenceEquals(left.Parent, right))
            right.Relations.Adopt(left);
        else
            Tie(left, right);
    }

    static void Tie(Mailbox left, Mailbox right)
    {
        left.Relations.AddLink(right);

        if (right.Relations.AddLink(left) is { } ended)
        {
            left.Relations.RemoveLink(right);
            left.Signal(right, LateReason(ended), isLink: true);
        }
        else if (left.ExitReason is { } reason && right.Relations.RemoveLink(left))
        {
            // The caller was ended between the two halves, before the other end could know.
            right.Signal(left, reason, isLink: true);
        }
    }

    public static void Unlink(Mailbox left, Mailbox right)
    {
        if (ReferenceEquals(right.Parent, left) && right.LetGo())
            left.Relations.Forget(right);
        else if (ReferenceEquals(left.Parent, right) && left.LetGo())
            right.Relations.Forget(left);

        left.RelationsIfAny?.RemoveLink(right);
        right.RelationsIfAny?.RemoveLink(left);
    }

    static ExitReason LateReason(ExitReason ended) => ended == ExitReason.Normal ? ExitReason.NoProcess : ended;

    // Most links are those of a child to the process that started it. They cost one place in a list and a flag.
    void Adopt(Mailbox child)
    {
        bool isAlive;

        lock (this)
        {
            if (reason is null && Has(child))
                return;

            isAlive = reason is null;

            if (isAlive)
            {
                children ??= [];
                child.Place = children.Count;
                children.Add(child);
            }
        }

        if (!isAlive)
        {
            child.Signal(owner, reason!, isLink: true);
            return;
        }

        // Dead before the flag was up: nobody else will say so.
        if (!child.BecomeChild() && child.LetGo())
        {
            Forget(child);
            owner.Signal(child, LateReason(child.ExitReason!), isLink: true);
        }
    }

    bool Has(Mailbox child) => children is { } list && child.Place < list.Count && ReferenceEquals(list[child.Place], child);

    void Forget(Mailbox child)
    {
        lock (this)
        {
            if (!Has(child))
                return;

            var last = children![^1];
            children[child.Place] = last;
            last.Place = child.Place;
            children.RemoveAt(children.Count - 1);
        }
    }

    /// <summary>A child that is bound to the owner has ended.</summary>
    public void ChildEnded(Mailbox child, ExitReason why)
    {
        if (!child.LetGo())
            return;

        Forget(child);
        owner.Signal(child, why, isLink: true);
    }

    public int ChildCount
    {
        get
        {
            lock (this)
                return children?.Count ?? 0;
        }
    }

    /// <summary>The processes bound to the owner as its children, as they are now.</summary>
    public IReadOnlyList<Mailbox> Children
    {
        get
        {
            lock (this)
                return [.. children ?? []];
        }
    }

    ExitReason? AddLink(Mailbox other)
    {
        lock (this)
        {
            if (reason is not null)
                return reason;

            (links ??= []).Add(other);

            return null;
        }
    }

    public bool RemoveLink(Mailbox other)
    {
        lock (this)
            return links?.Remove(other) ?? false;
    }

    public void AddWatcher(long monitor, Mailbox watcher)
    {
        lock (this)
        {
            if (reason is null)
            {
                (watchers ??= []).Add(monitor, watcher);
                return;
            }
        }

        Tell(monitor, watcher, ExitReason.NoProcess);
    }

    /// <summary>False when there is none, or its watcher has been told.</summary>
    public bool RemoveWatcher(long monitor)
    {
        lock (this)
            return watchers?.Remove(monitor) ?? false;
    }

    /// <summary>Runs when the process ends, on the thread that ends it; at once when it already has.</summary>
    public void AtEnd(Action<Pid> action)
    {
        lock (this)
        {
            if (reason is null)
            {
                (atEnd ??= []).Add(action);
                return;
            }
        }

        action(new Pid(owner));
    }

    public void Announce(ExitReason why)
    {
        List<Mailbox>? bound;
        HashSet<Mailbox>? linked;
        List<Action<Pid>>? actions;
        HashSet<Call>? owed;
        TaskCompletionSource<ExitReason>? waiting;
        CancellationTokenSource? cancelling;

        lock (this)
        {
            (bound, children) = (children, null);
            (linked, links) = (links, null);
            (actions, atEnd) = (atEnd, null);
            (owed, promised) = (promised, null);
            (waiting, cancelling) = (ended, cancellation);
        }

        foreach (var action in actions ?? [])
            action(new Pid(owner));

        foreach (var call in owed ?? [])
            call.Drop(owner, why);

        if (bound is not null || linked is not null)
            ExitSignals.Send(owner, bound ?? [], linked ?? [], why);

        TellWatchers(why);
        waiting?.TrySetResult(why);
        cancelling?.Cancel();
    }

    // Under the lock, so that a monitor is either there to be taken off or has put its message into the mailbox.
    void TellWatchers(ExitReason why)
    {
        lock (this)
        {
            foreach (var (monitor, watcher) in watchers ?? [])
                Tell(monitor, watcher, why);

            watchers = null;
        }
    }

    /// <summary>The owner will answer this call later; should it end before, the caller is told.</summary>
    public void Promise(Call call)
    {
        lock (this)
        {
            if (reason is null)
            {
                (promised ??= []).Add(call);
                return;
            }
        }

        call.Drop(owner, reason);
    }

    public void Kept(Call call)
    {
        lock (this)
            promised?.Remove(call);
    }

    void Tell(long monitor, Mailbox watcher, ExitReason why) =>
        watcher.Deliver(new Letter(new Down(new MonitorRef(monitor), new Pid(owner), why)));
}
