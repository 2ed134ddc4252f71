using System.Collections.Concurrent;
using System.Diagnostics;

namespace Trestle.Bench.Storms;

/// <summary>Processes that give no way: some for a while, some until the storm is over.</summary>
sealed class Hogs
{
    const int MostEndless = 8;

    readonly ConcurrentQueue<Pid> loose = new();
    readonly Counter count = new();

    volatile bool isOver;
    int endless;
    int running;

    public long Count => count.Value;

    /// <summary>Threads still in a loop whose process was killed or not; lets the loops end.</summary>
    public int Running
    {
        get
        {
            var threads = Volatile.Read(ref running);
            isOver = true;

            return threads;
        }
    }

    public void LetLoose(Node node, bool isEndless, int milliseconds)
    {
        if (isEndless && Interlocked.Increment(ref endless) > MostEndless)
            return;

        var time = TimeSpan.FromMilliseconds(milliseconds);
        count.Add();
        loose.Enqueue(node.Spawn(() => Loop(isEndless ? Timeout.InfiniteTimeSpan : time)));
    }

    public void KillOne()
    {
        if (loose.TryDequeue(out var hog))
            hog.Exit(ExitReason.Killed);
    }

    public void KillAll()
    {
        while (!loose.IsEmpty)
            KillOne();
    }

    Task Loop(TimeSpan time)
    {
        Interlocked.Increment(ref running);

        for (var start = Stopwatch.GetTimestamp(); !isOver && (time < TimeSpan.Zero || Stopwatch.GetElapsedTime(start) < time);) { }

        Interlocked.Decrement(ref running);

        return Task.CompletedTask;
    }
}
