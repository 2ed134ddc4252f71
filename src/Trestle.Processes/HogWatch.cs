using System.Diagnostics;

namespace Trestle;

/// <summary>
/// Sees a thread that stays in one step for too long. A worker gives up its place to a fresh thread; when it goes on
/// burning CPU, the operating system is told to give it little beside others. A thread of the ThreadPool, which runs the first turn
/// of requests, is made up for by one more thread there.
/// </summary>
sealed class HogWatch(WorkerScheduler scheduler)
{
    // A step is a hog's after this many looks that saw it unmoved, sooner when others wait for its thread. Counting looks,
    // not time, forgives pauses of the whole program (garbage collection, a busy machine), in which the watch does not
    // look either.
    const int PatientLooks = 6;
    const int PressedLooks = 2;

    // Where one was there may be more: for so many looks after the last, nobody waits to see whether a worker moves on.
    const int LooksOfCaution = 50;

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan LookWhenIdle = TimeSpan.FromMilliseconds(5);

    // What hogs may burn after losing their places, shared by all who burn. What then is done cannot be undone without
    // privilege, and on a machine that is busy with other programs a thread so marked hardly moves. So it is no hurry, and nothing
    // for the first call of code that is yet to be compiled; unless this program has the machine to itself.
    static readonly TimeSpan NiceAfter = TimeSpan.FromMilliseconds(500);

    // When long steps have ended within a while, others will: they may burn so much before they leave a core to the others. As long as none has,
    // they are taken for endless.
    static readonly TimeSpan LongStep = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // Less is a call that blocks, or a step that is almost done.
    static readonly TimeSpan Burns = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan BurnsAlone = TimeSpan.FromMilliseconds(0.3);

    readonly Lock gate = new();
    readonly Dictionary<TurnClock, (long Steps, int Looks)> seen = [];
    readonly List<WeakReference<TurnClock>> inline = [];
    readonly List<DetachedThread> detached = [];
    readonly HashSet<TurnClock> inlineHogs = [];
    readonly AutoResetEvent nextLook = new(false);
    readonly MachineShare share = new();

    TimeSpan sinceLast;
    int looks;
    long lastLongStep;
    volatile bool isCrowded;
    volatile int caution;
    volatile bool isResting;
    volatile bool isStopping;

    /// <summary>A worker has been stuck a moment ago.</summary>
    public bool ExpectsHogs => caution > 0;

    /// <summary>As many loops are there as cores, and none that seems to end.</summary>
    public bool IsCrowded => isCrowded;

    /// <summary>Workers stuck in a turn now.</summary>
    public int DetachedCount
    {
        get
        {
            lock (gate)
                return detached.Count;
        }
    }

    public IReadOnlyList<Worker> Detached
    {
        get
        {
            lock (gate)
                return [.. detached.Select(one => one.Worker)];
        }
    }

    public void Start() => new Thread(Run)
    {
        IsBackground = true,
        Name = "Trestle hog watch",
        Priority = ThreadPriority.Highest,
    }.Start();

    public void Stop()
    {
        isStopping = true;
        nextLook.Set();
    }

    /// <summary>Something waits and nobody is free for it: looks now, if that was to be later.</summary>
    public void Hurry()
    {
        if (!isResting)
            return;

        isResting = false;
        nextLook.Set();
    }

    public void Add(TurnClock clock)
    {
        lock (gate)
            inline.Add(new(clock));
    }

    void Run()
    {
        LinuxThread.TakeShortTurns(LinuxThread.CurrentId);
        var isBusy = false;
        var last = Stopwatch.GetTimestamp();

        while (!isStopping)
        {
            isResting = !isBusy;
            nextLook.WaitOne(isBusy ? Look : LookWhenIdle);
            isResting = false;

            var now = Stopwatch.GetTimestamp();
            sinceLast = Stopwatch.GetElapsedTime(last, now);
            last = now;
            looks = (looks + 1) % AllocationSample.LooksAWindow;

            lock (gate)
                isBusy = LookAtWorkers() | LookAtInline() | LookAtDetached();
        }
    }

    bool LookAtWorkers()
    {
        var isBusy = false;
        var patience = scheduler.IsPressed ? PressedLooks : PatientLooks;
        caution = Math.Max(caution - 1, 0);

        foreach (var worker in scheduler.Workers)
        {
            isBusy |= worker.Clock.IsRunning;
            worker.Allocations.IsOpen = looks == 0;
            Credit(worker);

            if (IsStuck(worker.Clock, patience))
            {
                seen.Remove(worker.Clock);
                scheduler.Replace(worker);
                detached.Add(new(worker));
                caution = LooksOfCaution;
                continue;
            }

            var isUnmoved = seen.TryGetValue(worker.Clock, out var look) && look.Looks > 0;
            worker.NoteLook(isUnmoved);

            // What it was to run next goes to whoever is free.
            if (isUnmoved)
                scheduler.MoveOut(worker);
        }

        scheduler.CallReliefIfStuck();

        return isBusy;
    }

    bool LookAtInline()
    {
        var isBusy = false;

        for (var index = inline.Count - 1; index >= 0; index--)
        {
            if (!inline[index].TryGetTarget(out var clock))
            {
                inline.RemoveAt(index);
                continue;
            }

            isBusy |= clock.IsRunning;

            if (IsStuck(clock, PatientLooks))
            {
                if (inlineHogs.Add(clock))
                    GrowThreadPool(by: 1);
            }
            else if (inlineHogs.Remove(clock))
            {
                GrowThreadPool(by: -1);
            }
        }

        return isBusy;
    }

    bool LookAtDetached()
    {
        if (detached.RemoveAll(HasEndedAfterLong) > 0)
            lastLongStep = Stopwatch.GetTimestamp();

        detached.RemoveAll(HasEnded);

        foreach (var one in detached)
        {
            one.Measure();
            Credit(one.Worker);
            scheduler.MoveOut(one.Worker);
        }

        LeaveACore();

        if (detached.Count == 0)
            return false;

        var isAlone = share.IsWhole();
        var burning = detached.Count(one => one.Burnt >= (isAlone ? BurnsAlone : Burns));

        // Fewer leave enough to the others.
        if (burning >= Environment.ProcessorCount)
            detached.ForEach(one => one.CalmDown(isAlone ? BurnsAlone : NiceAfter / burning, isAlone));

        return true;
    }

    static bool HasEnded(DetachedThread one) => !one.Worker.Clock.IsRunning;

    static bool HasEndedAfterLong(DetachedThread one) => HasEnded(one) && one.Burnt >= Burns;

    /// <summary>Has loops keep off a core that others find free then; but work that only takes long gets all cores.</summary>
    void LeaveACore()
    {
        var seemsToEnd = lastLongStep != 0 && Stopwatch.GetElapsedTime(lastLongStep) < Remembered;
        var allowed = seemsToEnd ? LongStep : BurnsAlone;
        var isTooMany = detached.Count(one => one.Burnt >= allowed) >= Environment.ProcessorCount;

        foreach (var one in detached)
            if (isTooMany && (!seemsToEnd || one.Burnt >= allowed))
                one.Worker.StepAside();
            else
                one.Worker.StepBack();

        isCrowded = isTooMany && !seemsToEnd;
    }

    /// <summary>Whoever is seen on a thread is taken to have had it since the last look: over many looks that comes out right.</summary>
    void Credit(Worker worker)
    {
        if (worker.Running is { IsDead: false } process)
            process.Relations.RunningTime += sinceLast;
    }

    bool IsStuck(TurnClock clock, int patience)
    {
        if (!clock.IsRunning)
        {
            seen.Remove(clock);
            return false;
        }

        var (steps, looks) = seen.GetValueOrDefault(clock, (-1, 0));
        looks = steps == clock.Steps ? looks + 1 : 0;
        seen[clock] = (clock.Steps, looks);

        return looks >= patience;
    }

    static void GrowThreadPool(int by)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + by, completions);
    }

    sealed class DetachedThread
    {
        readonly Worker worker;
        readonly TimeSpan cpuWhenDetached;

        bool isCalm;

        public DetachedThread(Worker worker)
        {
            this.worker = worker;
            cpuWhenDetached = LinuxThread.CpuTime(worker.ThreadId);
            LinuxThread.TakeUsualTurns(worker.ThreadId);
        }

        public Worker Worker => worker;

        /// <summary>CPU time since it lost its place.</summary>
        public TimeSpan Burnt { get; private set; }

        public void Measure() => Burnt = LinuxThread.CpuTime(worker.ThreadId) - cpuWhenDetached;

        /// <summary>Lowers it once it has used up what it may burn.</summary>
        public void CalmDown(TimeSpan allowed, bool isAlone)
        {
            if (isCalm || Burnt < allowed)
                return;

            isCalm = true;

            // Beside busy programs an idle thread would not move at all.
            if (isAlone)
                LinuxThread.BeIdle(worker.ThreadId);
            else
                LinuxThread.BeNice(worker.ThreadId);
        }
    }
}
