using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Trestle.Bench.Processes;

/// <summary>What the scenarios share: the process that drives one, its clock, its figures.</summary>
static class Driver
{
    // As long as the peer warms up.
    static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(2);

    /// <summary>Runs the body as a process of a new node, and fails as it does.</summary>
    public static async Task RunAsync(Func<Task> body, ILoggerFactory logging)
    {
        using var node = new Node(new() { Logging = logging });
        var driver = new TaskSupervisor();
        node.Spawn(driver);

        await Task.Run(() => driver.RunAsync(body));
    }

    public static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));

    /// <summary>Again and again for a while, so that both sides start warm.</summary>
    public static async Task WarmUpAsync(Func<Task> work)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUpTime;)
            await work();
    }

    /// <summary>Once for each number, giving way now and then, as a process that has much to do should.</summary>
    public static async Task ForEachAsync(int count, Action<int> work)
    {
        for (var number = 0; number < count; number++)
        {
            work(number);

            if (number % 256 == 255)
                await Task.Yield();
        }
    }

    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();

        return Stopwatch.GetElapsedTime(start);
    }

    public static double PerSecond(double count, TimeSpan time) => count / time.TotalSeconds;

    public static double Nanoseconds(TimeSpan time, int count) => time.TotalNanoseconds / count;

    /// <summary>Looks from a thread of its own until the condition holds, and gives the moment when it did.</summary>
    public static Task<long> MomentAsync(Func<bool> condition) => Task.Factory.StartNew(
        () =>
        {
            while (!condition())
                Thread.Sleep(1);

            return Stopwatch.GetTimestamp();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Managed and resident bytes after a full collection, taken outside of any process.</summary>
    public static Task<(long Managed, long Resident)> MemoryAsync() => Task.Run(() =>
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    });

    public static void Check(bool holds, string fault)
    {
        if (!holds)
            throw new InvalidOperationException(fault);
    }
}
