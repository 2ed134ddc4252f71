namespace Trestle.Bench.Processes;

/// <summary>What an idle process costs in a supervised tree.</summary>
static class Idle
{
    public static Task Servers(int count) =>
        MeasureAsync("idle.handler", count, new("child", () => new Sleeper(0)));

    public static Task Bodies(int count) =>
        MeasureAsync("idle.async", count, new("child", async () => await Self.ReceiveAsync<Stop>()));

    static async Task MeasureAsync(string name, int count, ChildSpec spec)
    {
        var child = spec with { IsRegistered = false, Restart = Restart.Temporary };
        var living = Self.Node.ProcessCount;
        var before = await Driver.MemoryAsync();

        var children = new Children();

        for (var number = 0; number < count; number++)
            await children.StartAsync(child);

        var after = await Driver.MemoryAsync();
        var started = Self.Node.ProcessCount - living - 1;
        Driver.Check(started == count, $"expected {count} idle processes, got: {started}");
        Driver.Print($"{name}.bytes", (after.Managed - before.Managed) / (double)count);
        Driver.Print($"{name}.rss_bytes", (after.Resident - before.Resident) / (double)count);
        GC.KeepAlive(children);
    }
}

sealed record Stop;

/// <summary>A server with one long of state.</summary>
sealed class Sleeper(long state) : GenServer
{
    long state = state;

    void Handle(Stop _) => state++;
}
