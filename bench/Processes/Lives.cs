using System.Diagnostics;

namespace Trestle.Bench.Processes;

/// <summary>Spawned until the last has had its first turn, all alive at once.</summary>
static class Spawning
{
    static int arrived;
    static int expected;
    static Pid parent;

    sealed record Everybody;

    public static async Task All(int count)
    {
        await Driver.WarmUpAsync(() => SpawnAndStopAsync(1000));
        Driver.Print("spawn", Driver.PerSecond(count, await SpawnAndStopAsync(count)));
    }

    static async Task<TimeSpan> SpawnAndStopAsync(int count)
    {
        var pids = new Pid[count];
        var living = Self.Node.ProcessCount;
        (arrived, expected, parent) = (0, count, Self.Pid);

        var time = await Driver.TimeAsync(async () =>
        {
            await Driver.ForEachAsync(count, number => pids[number] = Self.Spawn(Wait));
            await Self.ReceiveAsync<Everybody>();
        });

        var alive = Self.Node.ProcessCount - living;
        Driver.Check(alive == count, $"expected {count} processes alive at once, got: {alive}");

        var stop = new Stop();
        await Driver.ForEachAsync(count, number => pids[number].Send(stop));
        var node = Self.Node;
        await Driver.MomentAsync(() => node.ProcessCount <= living);

        return time;
    }

    static async Task Wait()
    {
        if (Interlocked.Increment(ref arrived) == expected)
            parent.Send(new Everybody());

        await Self.ReceiveAsync<Stop>();
    }
}

/// <summary>Crashes with a real exception and is started again, over and over, under one supervisor.</summary>
static class Restarts
{
    sealed record Up(Pid Server);

    sealed record Crash;

    sealed class Fragile(Pid driver) : GenServer
    {
        protected override Task Init()
        {
            driver.Send(new Up(Pid));
            return Task.CompletedTask;
        }

        void Handle(Crash _) => throw new InvalidOperationException("asked to crash");
    }

    public static async Task InARow(int count)
    {
        await Driver.WarmUpAsync(() => RestartAsync(500));

        var (all, first, last) = await RestartAsync(count);
        Driver.Print("restart", Driver.PerSecond(count, all));
        Driver.Print("restart.flat", first / last);
    }

    /// <summary>How long all took, the first tenth and the last.</summary>
    static async Task<(TimeSpan All, TimeSpan First, TimeSpan Last)> RestartAsync(int count)
    {
        var driver = Self.Pid;
        var tenth = count / 10;
        var supervisor = Self.Node.Spawn(new Supervisor(
            [new ChildSpec("fragile", () => new Fragile(driver)) { IsRegistered = false }],
            new RestartIntensity(count + 1, RestartIntensity.Default.Window)));
        var server = (await Self.ReceiveAsync<Up>()).Server;

        var first = await Driver.TimeAsync(() => CrashAsync(tenth));
        var middle = await Driver.TimeAsync(() => CrashAsync(count - 2 * tenth));
        var last = await Driver.TimeAsync(() => CrashAsync(tenth));

        var monitor = Self.Monitor(supervisor.Pid);
        supervisor.Pid.Exit(ExitReason.Shutdown);
        await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);

        return (first + middle + last, first, last);

        async Task CrashAsync(int times)
        {
            for (var left = times; left > 0; left--)
            {
                server.Send(new Crash());
                server = (await Self.ReceiveAsync<Up>()).Server;
            }
        }
    }
}

/// <summary>One parent is killed, and with it all that are linked to it.</summary>
static class Kills
{
    static int alive;

    /// <summary>Until no process is left.</summary>
    public static Task Servers(int count) => MeasureAsync("kill", count, static () =>
        Self.Link(Self.Node.Spawn(new Sleeper(0)).Pid));

    /// <summary>Until every body has unwound, its <c>finally</c> included.</summary>
    public static Task Bodies(int count) => MeasureAsync("kill.async", count, static () => Self.SpawnLink(Wait));

    static async Task MeasureAsync(string name, int count, Action spawnLinked)
    {
        await KillAsync(count / 10, spawnLinked);
        Driver.Print(name, Driver.PerSecond(count, await KillAsync(count, spawnLinked)));
    }

    static async Task<TimeSpan> KillAsync(int count, Action spawnLinked)
    {
        var (node, driver, living) = (Self.Node, Self.Pid, Self.Node.ProcessCount);
        var parent = Self.Spawn(async () =>
        {
            await Driver.ForEachAsync(count, _ => spawnLinked());
            driver.Send(new Stop());
            await Self.ReceiveAsync<Stop>();
        });
        await Self.ReceiveAsync<Stop>();

        var linked = node.ProcessCount - living - 1;
        Driver.Check(linked == count, $"expected {count} linked processes, got: {linked}");

        var start = Stopwatch.GetTimestamp();
        parent.Exit(ExitReason.Killed);
        var end = await Driver.MomentAsync(() => node.ProcessCount <= living && Volatile.Read(ref alive) == 0);

        return Stopwatch.GetElapsedTime(start, end);
    }

    static async Task Wait()
    {
        Interlocked.Increment(ref alive);

        try
        {
            await Self.ReceiveAsync<Stop>();
        }
        finally
        {
            Interlocked.Decrement(ref alive);
        }
    }
}
