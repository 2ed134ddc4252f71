using System.Diagnostics;

namespace Trestle;

/// <summary>
/// Sees a thread that stays in one step for too long. A worker gives up its place to a fresh thread; when it goes on
/// burning CPU, the operating system is told to run it only when nobody else wants to. A thread of the ThreadPool, which
/// runs the first turn of requests, is made up for by one more thread there.
/// </summary>
sealed class HogWatch(WorkerScheduler scheduler)
{
    // A step is a hog's after this many looks that saw it unmoved, sooner when others wait for its thread. Counting looks,
    // not time, forgives pauses of the whole program (garbage collection, a busy machine), in which the watch does not
    // look either.
    const int PatientLooks = 6;
    const int PressedLooks = 2;

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan LookWhenIdle = TimeSpan.FromMilliseconds(5);

    // CPU time used after losing its place. Neither can be undone without privilege, so they come in steps: honest long
    // work gets a smaller share, an endless loop what nobody else wants.
    static readonly TimeSpan NiceAfter = TimeSpan.FromMilliseconds(2);

    // Several at once share the patience that one has, or a crowd of loops would take all there is before the first calms down.
    static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(30);

    readonly Lock gate = new();
    readonly Dictionary<TurnClock, (long Steps, int Looks)> seen = [];
    readonly List<WeakReference<TurnClock>> inline = [];
    readonly List<DetachedThread> detached = [];
    readonly HashSet<TurnClock> inlineHogs = [];
    readonly ManualResetEventSlim stop = new();

    TimeSpan sinceLast;
    int looks;

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

    public void Stop() => stop.Set();

    public void Add(TurnClock clock)
    {
        lock (gate)
            inline.Add(new(clock));
    }

    void Run()
    {
        var isBusy = false;
        var last = Stopwatch.GetTimestamp();

        while (!stop.Wait(isBusy ? Look : LookWhenIdle))
        {
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

        foreach (var worker in scheduler.Workers)
        {
            isBusy |= worker.Clock.IsRunning;
            worker.Allocations.IsOpen = looks == 0;
            Credit(worker);

            if (!IsStuck(worker.Clock, patience))
            {
                // Seen unmoved once: what it was to run next goes to whoever is free.
                if (seen.TryGetValue(worker.Clock, out var look) && look.Looks > 0)
                    scheduler.MoveOut(worker);

                continue;
            }

            seen.Remove(worker.Clock);
            scheduler.Replace(worker);
            detached.Add(new(worker));
        }

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
        detached.RemoveAll(one => !one.Worker.Clock.IsRunning);

        var burning = Math.Max(1, detached.Count(one => !one.IsIdle));

        foreach (var one in detached)
        {
            Credit(one.Worker);
            one.CalmDown(IdleAfter / burning);
            scheduler.MoveOut(one.Worker);
        }

        return detached.Count > 0;
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

    sealed class DetachedThread(Worker worker)
    {
        readonly TimeSpan cpuWhenDetached = LinuxThread.CpuTime(worker.ThreadId);

        bool isNice;

        public Worker Worker => worker;

        public bool IsIdle { get; private set; }

        public void CalmDown(TimeSpan idleAfter)
        {
            if (IsIdle)
                return;

            var burnt = LinuxThread.CpuTime(worker.ThreadId) - cpuWhenDetached;

            if (!isNice && burnt >= NiceAfter)
            {
                LinuxThread.BeNice(worker.ThreadId);
                isNice = true;
            }

            if (burnt >= idleAfter)
            {
                LinuxThread.RunOnlyWhenIdle(worker.ThreadId);
                IsIdle = true;
            }
        }
    }
}
