namespace Trestle;

/// <summary>A thread that runs turns: one of a scheduler's, or a borrowed one that is handed each turn.</summary>
/// <param name="isRelief">Has no queue of its own: what it schedules goes to all.</param>
sealed class Worker(WorkerScheduler? scheduler, int place, int budget = Mailbox.Budget, bool isRelief = false)
{
    const long Moved = -1;

    [ThreadStatic] static Worker? ofThisThread;

    volatile bool isDetached;
    volatile bool keepsQueue = !isRelief;
    long unmovedAt = Moved;
    bool isTrying;
    ulong[]? cores; // before it stepped aside
    bool isAside;
    volatile Mailbox? running;

    /// <summary>The worker whose thread this is.</summary>
    public static Worker? Current => ofThisThread;

    public WorkerScheduler? Scheduler => scheduler;

    public int Place => place;

    /// <summary>How much a process may do in a turn.</summary>
    public int Budget => budget;

    public RunQueue Queue { get; } = new();

    public TurnClock Clock { get; } = new();

    public AllocationSample Allocations { get; } = new();

    public int Turns { get; private set; }

    /// <summary>The operating system's id of the thread; 0 where it is not known.</summary>
    public int ThreadId { get; private set; }

    /// <summary>The process whose turn it runs now.</summary>
    public Mailbox? Running => running;

    /// <summary>What that process handles now.</summary>
    public Envelope? Envelope { get; private set; }

    /// <summary>What it has taken from its mailbox and comes next.</summary>
    public Envelope? Rest { get; private set; }

    public void Take(Envelope envelope, Envelope? next)
    {
        Clock.Step();
        Envelope = envelope;

        // Most of the time nothing waits, and comparing is cheaper than writing a reference.
        if (!ReferenceEquals(Rest, next))
            Rest = next;
    }

    /// <summary>Runs a process that waited behind a hog.</summary>
    public bool IsTrying
    {
        get => Volatile.Read(ref isTrying);
        set => Volatile.Write(ref isTrying, value);
    }

    public bool TryEndTrial() => Interlocked.Exchange(ref isTrying, false);

    /// <summary>Leaves a core to the others.</summary>
    public void StepAside()
    {
        if (isAside)
            return;

        LinuxThread.LeaveACore(ThreadId, cores ??= new ulong[LinuxThread.CoreWords]);
        isAside = true;
    }

    public void StepBack()
    {
        if (!isAside)
            return;

        LinuxThread.UseCores(ThreadId, cores);
        isAside = false;
    }

    /// <summary>Stuck in a turn: another thread has its place, and it ends with the turn.</summary>
    public bool IsDetached
    {
        get => isDetached;
        set
        {
            isDetached = value;
            keepsQueue &= !value;
        }
    }

    /// <summary>Stands in when all others are in long steps.</summary>
    public bool IsRelief => isRelief;

    /// <summary>Whether what its processes schedule may wait in its own queue.</summary>
    public bool KeepsQueue => keepsQueue;

    /// <summary>In the same step for longer than the watch takes from look to look.</summary>
    public bool IsUnmoved => Volatile.Read(ref unmovedAt) is not Moved and var steps && Clock.IsRunning && Clock.Steps == steps;

    /// <summary>Told by the watch at each look.</summary>
    public void NoteLook(bool isUnmoved) => Volatile.Write(ref unmovedAt, isUnmoved ? Clock.Steps : Moved);

    public void Start() => new Thread(Run) { IsBackground = true, Name = isRelief ? "Trestle relief" : $"Trestle worker {place}" }.Start();

    /// <summary>Before it sleeps, so that it keeps nothing alive.</summary>
    public void Rests()
    {
        (Envelope, Rest) = (null, null);
        Mailbox.Rest();
    }

    void Run()
    {
        ofThisThread = this;
        ThreadId = LinuxThread.CurrentId;
        LinuxThread.TakeShortTurns(ThreadId);
        TurnClock.UseOnThisThread(Clock);
        var clean = ExecutionContext.Capture()!;

        while (scheduler!.Next(this) is { } process)
        {
            Turns++;
            running = process;

            if (Allocations.IsOpen)
                Allocations.Turn(process, this);
            else
                process.Turn(this);

            running = null;

            if (IsTrying)
                scheduler.EndOwnTrial(this);

            // Nothing is ambient across processes: what a handler set on this thread ends with its turn.
            ExecutionContext.Restore(clean);
        }

        Rests();
        scheduler!.Left(this);
    }

    /// <summary>One turn on the calling thread, which is left as it was; gives what was handled last.</summary>
    public Envelope? RunHere(Mailbox process)
    {
        var (outer, context, ambient) = (ofThisThread, SynchronizationContext.Current, ExecutionContext.Capture()!);
        ofThisThread = this;
        Turns++;
        running = process;
        process.Turn(this);
        running = null;
        ExecutionContext.Restore(ambient);
        var handled = Envelope;
        Rests();
        SynchronizationContext.SetSynchronizationContext(context);
        ofThisThread = outer;

        return handled;
    }
}
