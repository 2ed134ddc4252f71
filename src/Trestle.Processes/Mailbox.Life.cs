namespace Trestle;

// `bonds` holds null, then either the Relations of a process that has any, or the reason of one that ended without.
// Death is decided there, once; the Dead flag follows and is what everybody looks at first.

abstract partial class Mailbox
{
    [Flags]
    enum Traits
    {
        Dead = 1,

        /// <summary>Scheduled to begin, and not begun.</summary>
        Unborn = 2,

        /// <summary>Bound to its parent, which keeps it in its list of children.</summary>
        Child = 4,
        Kept = 8,
        TrapsExits = 16,
        Limited = 32,

        /// <summary>Its server has a <see cref="Trestle.Handling"/>: see there.</summary>
        Amid = 64,
        GoesOn = 128,
        Followed = 256,

        /// <summary>A message that waits is to be dropped: see Mailbox.Flush.cs.</summary>
        Flushes = 512,
    }

    object? bonds;
    int traits;

    // A byte, a short and an int fill the gap that the base class's one flag leaves, else this object would be 8 bytes larger.
    byte priority;
    uint reductions;

    /// <summary>Slot and generation: unique on its node, also after the slot has been used again.</summary>
    public long Id => ((long)Generation << 32) | (uint)Slot;

    /// <summary>Given by the process table, as it takes the process in.</summary>
    public int Slot { get; set; }

    public uint Generation { get; set; }

    /// <summary>Where it stands among its parent's children; guarded by the parent's relations.</summary>
    public int Place { get; set; }

    public string? Name
    {
        get => RelationsIfAny?.Name ?? Origin.Name;
        set => Relations.Name = value;
    }

    public string DisplayName => Name ?? new Pid(this).ToString();

    public int Restarts
    {
        get => RelationsIfAny?.Restarts ?? 0;
        set
        {
            if (value > 0)
                Relations.Restarts = value;
        }
    }

    /// <summary>What it handles now, or was handling when it crashed.</summary>
    public Type? LastMessage => RelationsIfAny?.LastMessage
        ?? (ReferenceEquals(current, this) ? Worker.Current?.Envelope?.Content?.GetType() : null);

    public long Reductions => reductions;

    public bool IsDead => Has(Traits.Dead);

    /// <summary>Bound to its parent as a child.</summary>
    public bool IsChild => Has(Traits.Child);

    /// <summary>Takes whatever is sent: neither dead nor limited.</summary>
    public bool IsOpen => !Has(Traits.Dead | Traits.Limited);

    /// <summary>Neither limited nor in the middle of something.</summary>
    protected bool IsPlain => !Has(Traits.Limited | Traits.Amid);

    protected void BecomeAmid(bool value) => Set(Traits.Amid, value);

    public bool TrapsExits
    {
        get => Has(Traits.TrapsExits);
        set => Set(Traits.TrapsExits, value);
    }

    /// <summary>Its server has put something before, or kept something back from, the messages that come: that goes on now.</summary>
    protected bool GoesOn
    {
        get => Has(Traits.GoesOn);
        set => Set(Traits.GoesOn, value);
    }

    /// <summary>Its supervisor has seen it start, and has not ended it: should it end, that is news.</summary>
    public bool IsKept
    {
        get => Has(Traits.Kept);
        set => Set(Traits.Kept, value);
    }

    bool IsUnborn
    {
        get => Has(Traits.Unborn);
        set => Set(Traits.Unborn, value);
    }

    /// <summary>See AsyncProcess; here because there is room.</summary>
    protected short Version { get; set; }

    /// <summary>Whether the task of the process's method tells its own end; see AsyncProcess.</summary>
    protected bool IsFollowed
    {
        get => Has(Traits.Followed);
        set => Set(Traits.Followed, value);
    }

    public Priority Priority
    {
        get => (Priority)priority;
        set => priority = (byte)value;
    }

    public bool HasPriority => priority != (byte)Priority.Normal;

    public ExitReason? ExitReason => Volatile.Read(ref bonds) switch
    {
        ExitReason reason => reason,
        Relations relations => relations.Reason,
        _ => null,
    };

    /// <summary>How many messages may wait; most processes have no limit.</summary>
    public Limit? Limit => Has(Traits.Limited) ? RelationsIfAny?.Limit : null;

    public void SetLimit(Limit limit)
    {
        Relations.Limit = limit;
        Set(Traits.Limited, true);
    }

    void InheritFrom(Mailbox parent)
    {
        foreach (var (local, value) in parent.RelationsIfAny?.Locals ?? [])
        {
            if (local is IInheritable { IsInherited: true })
                (Relations.Locals ??= [])[local] = value;
        }
    }

    public virtual bool IsSupervisor => false;

    /// <summary>Starts it as a child; ends when it has started, or failed to.</summary>
    public abstract Task StartAsync();

    /// <summary>Asks it, as its supervisor, to end.</summary>
    public abstract void Stop(ExitReason reason);

    /// <summary>Lets go of what can be made again.</summary>
    public virtual void Shrink() { }

    /// <summary>Links, monitors, names and all else that most processes never have.</summary>
    public Relations Relations
    {
        get
        {
            while (true)
            {
                var seen = Volatile.Read(ref bonds);

                if (seen is Relations relations)
                    return relations;

                // Also of one that has ended without any: what it is in the middle of unwinds by them.
                Interlocked.CompareExchange(ref bonds, new Relations(this, seen as ExitReason), seen);
            }
        }
    }

    public Relations? RelationsIfAny => Volatile.Read(ref bonds) as Relations;

    bool Has(Traits trait) => (Volatile.Read(ref traits) & (int)trait) != 0;

    void Set(Traits trait, bool value)
    {
        if (value)
            Interlocked.Or(ref traits, (int)trait);
        else
            Interlocked.And(ref traits, ~(int)trait);
    }

    /// <summary>Binds it to its parent. False when it has ended already.</summary>
    public bool BecomeChild() => (Interlocked.Or(ref traits, (int)Traits.Child) & (int)Traits.Dead) == 0;

    /// <summary>False when it was not bound, or has been let go.</summary>
    public bool LetGo() => (Interlocked.And(ref traits, ~(int)Traits.Child) & (int)Traits.Child) != 0;

    /// <summary>Ends the process, once. May be called from any thread; whoever is running its turn is not waited for.</summary>
    /// <param name="isSignalled">By another: then a crash is that one's, and is reported there.</param>
    public bool Die(ExitReason reason, bool isSignalled = false)
    {
        if (!Decide(reason))
            return false;

        var before = (Traits)Interlocked.Or(ref traits, (int)Traits.Dead);

        Node.Table.Remove(this);
        Node.ProcessEnded(this, reason, isSignalled);

        RelationsIfAny?.Announce(reason);
        Limit?.Release();

        // Last, when its name is free again: a supervisor starts the next one at once.
        if (before.HasFlag(Traits.Child))
            Parent!.Relations.ChildEnded(this, reason);

        UnwindWhereItMay(reason);

        return true;
    }

    bool Decide(ExitReason reason)
    {
        while (true)
        {
            switch (Volatile.Read(ref bonds))
            {
                case Trestle.ExitReason:
                    return false;
                case Relations relations:
                    return relations.End(reason);
                default:
                    if (Interlocked.CompareExchange(ref bonds, reason, null) is null)
                        return true;
                    break;
            }
        }
    }

    /// <summary>
    /// After the announcement, so that whoever waits in the process unwinds as an ended process. Only the process's own
    /// turn may touch what it waits for. Most processes end in it; an idle one that waits for nothing is taken out of
    /// idleness here, for good; for the others a turn is made, and the callers of one that may be stuck are told now.
    /// </summary>
    void UnwindWhereItMay(ExitReason reason)
    {
        if (ReferenceEquals(current, this))
        {
            Unwind(reason);
        }
        else if (!UnwindsWithCode && ReferenceEquals(Interlocked.CompareExchange(ref head, null, Idle), Idle))
        {
            Unwind(reason);

            if (Interlocked.CompareExchange(ref head, Idle, null) is not null)
                Node.Scheduler.Schedule(this);
        }
        else
        {
            if (IsScheduled)
            {
                TellCallers(Volatile.Read(ref head), reason);
                Node.Scheduler.TellCallers(this, reason);
            }

            Push(new Unwinding());
        }
    }

    /// <summary>
    /// Only looks. The turn may be taking and turning the chain meanwhile: then this may see but a part, but then the
    /// process is not stuck and will drop the rest itself. A call told twice hears once.
    /// </summary>
    public void TellCallers(Envelope? chain, ExitReason reason)
    {
        for (; chain is not null && !ReferenceEquals(chain, Idle); chain = chain.Next)
        {
            if (chain is Remainder remainder)
                TellCallers(remainder.First, reason);
            else if (chain is Call)
                chain.Drop(this, reason);
        }
    }

    /// <summary>The process has ended: lets go of what it waits for, so that it unwinds.</summary>
    protected abstract void Unwind(ExitReason reason);

    /// <summary>Whether unwinding runs the author's code, which belongs on the process's own turn.</summary>
    protected abstract bool UnwindsWithCode { get; }

    protected static ExitReason ReasonFor(Exception exception) => exception switch
    {
        ProcessExitException exit => exit.Reason,
        _ => new ExitReason.Crashed(exception),
    };

    /// <summary>An exit signal, from <c>Exit</c> or along a link.</summary>
    public void Signal(Mailbox? from, ExitReason reason, bool isLink)
    {
        var isKill = !isLink && reason == ExitReason.Killed;

        if (TrapsExits && !isKill)
            Deliver(new Letter(new Exited(from is null ? default : new Pid(from), reason)));
        else if (reason != ExitReason.Normal || (!isLink && ReferenceEquals(from, this)))
            Die(reason, isSignalled: true);
    }

    sealed class Unwinding : Errand
    {
        public override void Run(Mailbox process) => process.Unwind(process.ExitReason!);
    }
}
