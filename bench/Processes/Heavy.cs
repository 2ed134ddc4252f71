using System.Diagnostics;

namespace Trestle.Bench.Processes;

/// <summary>Work that takes much longer in one step than a process has, but ends: how many cores it is done by.</summary>
static class Heavy
{
    const int AtOnce = 8;
    const int Rounds = 20_000_000; // some 20 ms

    static int done;

    public static async Task RunAsync(int count)
    {
        var node = Self.Node;
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        for (var process = 0; process < AtOnce; process++)
            node.Spawn(async () =>
            {
                while (Volatile.Read(ref done) < count)
                {
                    Work();
                    await Task.Yield();
                }
            });

        var end = await Driver.MomentAsync(() => Volatile.Read(ref done) >= count);
        Driver.Print("heavy.cores", (Environment.CpuUsage.TotalTime - used) / Stopwatch.GetElapsedTime(start, end));
    }

    static void Work()
    {
        var number = (ulong)Environment.TickCount;

        for (var round = 0; round < Rounds; round++)
            number = (number * 6364136223846793005) + 1;

        Driver.Check(number != 0, "It came to nothing.");
        Interlocked.Increment(ref done);
    }
}
