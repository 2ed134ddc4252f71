using System.Diagnostics;

namespace Trestle.Bench.Processes;

/// <summary>How late a tick of 1 ms comes beside others.</summary>
static class Ticks
{
    const int Blocked = 1000;

    static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);

    static volatile bool isOver;
    static int started;

    sealed record Tick;

    sealed record GiveUp;

    sealed record Came(IReadOnlyList<double> Lateness);

    /// <summary>Ticks until enough have come, and notes how many milliseconds each was late.</summary>
    sealed class Ticker(Pid driver, int count, Action begin) : GenServer
    {
        readonly List<double> lateness = new(count);
        long due;

        protected override Task Init()
        {
            begin();
            Next();
            return Task.CompletedTask;
        }

        void Handle(Tick _)
        {
            lateness.Add(Math.Max(0, Stopwatch.GetElapsedTime(due).TotalMilliseconds));

            if (lateness.Count < count)
                Next();
            else
                driver.Send(new Came(lateness));
        }

        void Handle(GiveUp _) => driver.Send(new Came(lateness));

        void Next()
        {
            due = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 1000;
            SendAfter(Period, new Tick());
        }
    }

    public static async Task BesideHogs(int hogs, int ticks)
    {
        await RunAsync(200, () => { });
        var node = Self.Node;

        var lateness = await RunAsync(ticks, () =>
        {
            for (var hog = 0; hog < hogs; hog++)
                node.Spawn(Loop);
        });

        var limit = Stopwatch.GetTimestamp() + 10 * Stopwatch.Frequency;
        await Driver.MomentAsync(() => started == hogs || Stopwatch.GetTimestamp() > limit);
        Driver.Check(started == hogs, $"expected all {hogs} loops to run, got: {started}");
        Print($"tick.hogs{hogs}", ticks, lateness);
        isOver = true;
    }

    static Task Loop()
    {
        Interlocked.Increment(ref started);

        while (!isOver) { }

        return Task.CompletedTask;
    }

    public static async Task BesideBlocked(int ticks)
    {
        await RunAsync(200, () => { });
        var node = Self.Node;
        using var threads = new ThreadWatch();

        var lateness = await RunAsync(ticks, () =>
        {
            for (var process = 0; process < Blocked; process++)
                node.Spawn(() => Blocking.Run(() => Thread.Sleep(1000)));
        });

        Print("tick.blocked", ticks, lateness);
        Driver.Print("tick.blocked.threads", threads.Most);
    }

    /// <summary>Those that have not come within ten times their time are missing.</summary>
    public static async Task<IReadOnlyList<double>> RunAsync(int count, Action begin)
    {
        var ticker = Self.Node.Spawn(new Ticker(Self.Pid, count, begin));

        try
        {
            return (await Self.ReceiveAsync<Came>(timeout: 10 * count * Period)).Lateness;
        }
        catch (TimeoutException)
        {
            ticker.Pid.Send(new GiveUp());
            return (await Self.ReceiveAsync<Came>()).Lateness;
        }
    }

    public static void Print(string name, int ticks, IReadOnlyList<double> lateness)
    {
        var sorted = lateness.Order().ToList();
        Driver.Check(sorted.Count > 0, "Not one tick came.");
        Driver.Print(name, sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * 0.999) - 1)]);
        Driver.Print($"{name}.missed", ticks - sorted.Count);
    }
}

/// <summary>Sees how many threads there were at most.</summary>
sealed class ThreadWatch : IDisposable
{
    readonly Timer timer;

    public ThreadWatch() => timer = new(_ => Most = Math.Max(Most, Count()), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

    public int Most { get; private set; }

    public void Dispose() => timer.Dispose();

    static int Count()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
