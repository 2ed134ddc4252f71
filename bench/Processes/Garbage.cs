using System.Diagnostics;

namespace Trestle.Bench.Processes;

/// <summary>What the collector does to a tick beside a million idle processes and 500 MB a second of garbage.</summary>
static class Garbage
{
    const int IdlePerTick = 500; // a million beside 2,000 ticks
    const int Litterers = 4;
    const long BytesPerSecond = 500_000_000;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    sealed record Again;

    public static async Task TickBeside(int ticks)
    {
        var idle = await new Children().StartAsync(IdlePerTick * ticks, () => new Sleeper(0));
        await Driver.MemoryAsync();
        using var pauses = new PauseWatch();
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());

        for (var litterer = 0; litterer < Litterers; litterer++)
            Self.SpawnLink(() => LitterAsync(start));

        var lateness = await Ticks.RunAsync(ticks, () => { });
        var rate = (GC.GetTotalAllocatedBytes() - before) / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds;

        Ticks.Print("tick.gc", ticks, lateness);
        Driver.Print("tick.gc.allocated_mb_s", rate);
        Driver.Print("tick.gc.pause_ms", pauses.Longest.TotalMilliseconds);
        Driver.Print("tick.gc.full_pause_ms", await FullPauseAsync());
        GC.KeepAlive(idle);
    }

    /// <summary>A quarter of it, as arrays of 16 KB that are dropped at once.</summary>
    static async Task LitterAsync(long start)
    {
        for (long made = 0; ; await Self.ReceiveAsync<Again>())
        {
            var due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * BytesPerSecond / Litterers);

            for (; made < due; made += 16_000)
                GC.KeepAlive(new long[2000]);

            Self.SendAfter(Pause, new Again());
        }
    }

    /// <summary>One collection of everything with all processes stopped: what .NET's single heap may cost at worst.</summary>
    static Task<double> FullPauseAsync() => Task.Run(() =>
    {
        var before = GC.GetTotalPauseDuration();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

        return (GC.GetTotalPauseDuration() - before).TotalMilliseconds;
    });
}

/// <summary>Sees the longest pause: looks every millisecond how much the pauses of the collector have grown.</summary>
sealed class PauseWatch : IDisposable
{
    readonly Thread thread;
    volatile bool isOver;

    public PauseWatch()
    {
        thread = new(Run) { IsBackground = true, Priority = ThreadPriority.Highest };
        thread.Start();
    }

    public TimeSpan Longest { get; private set; }

    public void Dispose() => isOver = true;

    void Run()
    {
        for (var seen = GC.GetTotalPauseDuration(); !isOver; Thread.Sleep(1))
        {
            var total = GC.GetTotalPauseDuration();
            Longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, (total - seen).Ticks));
            seen = total;
        }
    }
}
