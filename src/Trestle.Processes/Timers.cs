namespace Trestle;

// Each worker adds to a wheel of its own, so that adding seldom meets anybody. One thread, woken for the earliest, rings
// what is due. Under a clock moved by hand there is no thread: the clock itself calls.

/// <summary>The timers of a node, in eighths of a millisecond since it started.</summary>
sealed class Timers : IDisposable
{
    // As exact as a thread wakes up; and many timers together wake it no oftener.
    const int UnitsAMillisecond = 8;
    const long MostUnits = (long)int.MaxValue * UnitsAMillisecond;

    // What the coarse clock may be behind, at either end: a tick of the kernel is at most 10 ms.
    const int CoarseSlack = 20;

    static readonly TimeSpan unit = TimeSpan.FromMilliseconds(1) / UnitsAMillisecond;

    readonly TimeProvider time;
    readonly long start;
    readonly long startTicks = Environment.TickCount64;
    readonly TimerWheel[] wheels;
    readonly ThreadSleep sleep = new();
    readonly ITimer? alarm;

    long wakesAt = long.MaxValue;
    bool isStopping;

    public Timers(TimeProvider time, int wheels)
    {
        this.time = time;
        start = time.GetTimestamp();
        this.wheels = [.. Enumerable.Range(0, Math.Clamp(wheels, 1, TimerRef.MostWheels)).Select(_ => new TimerWheel())];

        if (time == TimeProvider.System)
            new Thread(Run) { IsBackground = true, Name = "Trestle timers", Priority = ThreadPriority.Highest }.Start();
        else
            alarm = time.CreateTimer(static timers => ((Timers)timers!).RingAndRearm(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whole units that have passed.</summary>
    public long Now => time.GetElapsedTime(start).Ticks / unit.Ticks;

    public IReadOnlyList<TimerWheel> Wheels => wheels;

    public int Count => wheels.Sum(wheel => wheel.Count);

    /// <summary>The first whole unit at which the delay is over.</summary>
    public long DueIn(TimeSpan delay)
    {
        var due = (time.GetElapsedTime(start) + delay).Ticks;

        return Math.Min((due + unit.Ticks - 1) / unit.Ticks, TimerWheel.Furthest);
    }

    public TimeSpan Until(long due) => TimeSpan.FromTicks(Math.Max(0, due - Now) * unit.Ticks);

    /// <summary>Not before the delay is over, and at most some 20 ms after: for timeouts, which are many and seldom come.</summary>
    public long DueInAbout(TimeSpan delay) => alarm is null
        ? Math.Min((Environment.TickCount64 - startTicks + (long)delay.TotalMilliseconds + CoarseSlack) * UnitsAMillisecond, TimerWheel.Furthest)
        : DueIn(delay);

    public void Add(TimerRef timer)
    {
        var due = timer.Due;
        var number = (int)((uint)(Worker.Current?.Place ?? Environment.CurrentManagedThreadId) % (uint)wheels.Length);
        var wheel = wheels[number];
        timer.Wheel = number;

        lock (wheel)
            wheel.Add(timer);

        Interlocked.MemoryBarrier();

        if (due < Volatile.Read(ref wakesAt))
            WakeUp();
    }

    void WakeUp()
    {
        if (alarm is null)
            sleep.WakeUp();
        else
            RingAndRearm();
    }

    void Run()
    {
        LinuxThread.TakeShortTurns(LinuxThread.CurrentId);

        while (!isStopping)
        {
            var next = Ring();
            var pause = Pause(next);

            if (pause > TimeSpan.Zero)
                sleep.For(pause);
        }
    }

    void RingAndRearm()
    {
        lock (this)
        {
            if (isStopping)
                return;

            var next = Ring();
            var pause = Pause(next);
            alarm!.Change(next == long.MaxValue ? Timeout.InfiniteTimeSpan : pause > TimeSpan.Zero ? pause : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Until that time, exactly; at most some weeks, which is what there is a way to sleep for.</summary>
    TimeSpan Pause(long until) => until > Now + MostUnits ? TimeSpan.FromMilliseconds(int.MaxValue) : TimeSpan.FromTicks(until * unit.Ticks) - time.GetElapsedTime(start);

    /// <summary>Rings what is due, and says when the next is. A timer added meanwhile wakes us up again.</summary>
    long Ring()
    {
        Volatile.Write(ref wakesAt, long.MaxValue);
        Interlocked.MemoryBarrier();
        var next = long.MaxValue;

        foreach (var wheel in wheels)
        {
            TimerRef? due;

            lock (wheel)
            {
                due = wheel.Advance(Now);
                next = Math.Min(next, wheel.Next ?? long.MaxValue);
            }

            while (due is not null)
            {
                var after = due.Next;
                due.Next = null;
                due.Ring();
                due = after;
            }
        }

        Volatile.Write(ref wakesAt, next);

        return next;
    }

    public void Dispose()
    {
        isStopping = true;
        sleep.WakeUp();
        alarm?.Dispose();
    }
}
