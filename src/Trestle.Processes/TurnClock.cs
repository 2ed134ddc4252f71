namespace Trestle;

/// <summary>
/// Tells a watcher on another thread whether a thread moves on. Only counts: reading a clock each step would cost as
/// much as the step.
/// </summary>
sealed class TurnClock
{
    [ThreadStatic] static TurnClock? ofThisThread;

    long steps;
    bool isRunning;
    HogWatch? watch;

    public bool IsRunning => Volatile.Read(ref isRunning);

    public long Steps => Volatile.Read(ref steps);

    /// <summary>The clock of a thread that is not a worker, made known to the watch when it is first used.</summary>
    public static TurnClock OfThisThread(Scheduler scheduler)
    {
        var watch = scheduler.Watch;
        var clock = ofThisThread ??= new();

        if (watch is not null && Worker.Current is null && !ReferenceEquals(clock.watch, watch))
        {
            clock.watch = watch;
            watch.Add(clock);
        }

        return clock;
    }

    public static void UseOnThisThread(TurnClock clock) => ofThisThread = clock;

    /// <summary>True for the outermost turn on this thread, which is the one to stop the clock.</summary>
    public bool Start()
    {
        steps++;

        if (isRunning)
            return false;

        Volatile.Write(ref isRunning, true);

        return true;
    }

    public void Step() => steps++;

    public void Stop()
    {
        steps++;
        Volatile.Write(ref isRunning, false);
    }
}
