namespace Trestle.Bench.Processes;

/// <summary>What an idle process costs in a supervised tree.</summary>
static class Idle
{
    public static Task Servers(int count) => Measure("idle.handler", count, async () =>
    {
        var children = new Children();

        for (var number = 0; number < count; number++)
        {
            var state = number;
            await children.StartAsync(() => new Sleeper(state));
        }

        return children;
    });

    public static Task Bodies(int count) => Measure("idle.async", count, async () =>
    {
        var parent = Self.Node.Spawn(async () =>
        {
            await Driver.ForEachAsync(count, _ => Self.SpawnLink(Wait));
            await Self.ReceiveAsync<Stop>();
        });
        await Driver.MomentAsync(() => Volatile.Read(ref waiting) == count);

        return parent;
    });

    static int waiting;

    static async Task Wait()
    {
        Interlocked.Increment(ref waiting);
        await Self.ReceiveAsync<Stop>();
    }

    static async Task Measure<TKept>(string name, int count, Func<Task<TKept>> startAsync)
    {
        var living = Self.Node.ProcessCount;
        var before = await Driver.MemoryAsync();

        var kept = await startAsync();

        var after = await Driver.MemoryAsync();
        var started = Self.Node.ProcessCount - living - 1;
        Driver.Check(started == count, $"expected {count} idle processes, got: {started}");
        Driver.Print($"{name}.bytes", (after.Managed - before.Managed) / (double)count);
        Driver.Print($"{name}.rss_bytes", (after.Resident - before.Resident) / (double)count);
        GC.KeepAlive(kept);
    }
}

sealed record Stop;

/// <summary>A server with one long of state.</summary>
sealed class Sleeper(long state) : GenServer
{
    long state = state;

    void Handle(Stop _) => state++;
}
