namespace Trestle.Bench.Processes;

/// <summary>Every scenario by its name. Each runs as a process, and is given how much to do.</summary>
static class Scenarios
{
    public static IReadOnlyDictionary<string, Func<int, Task>> All { get; } = new Dictionary<string, Func<int, Task>>
    {
        ["idle.handler"] = Idle.Servers,
        ["idle.async"] = Idle.Bodies,
        ["spawn"] = Spawning.All,
        ["pingpong"] = Hops.PingPong,
        ["ring"] = Hops.Ring,
        ["flood"] = Crowds.Flood,
        ["fanout"] = Crowds.Fanout,
        ["call"] = Calls.OneByOne,
        ["restart"] = Restarts.InARow,
        ["kill"] = Kills.Servers,
        ["kill.async"] = Kills.Bodies,
        ["heavy"] = Heavy.RunAsync,
        ["tick.hogs0"] = ticks => Ticks.BesideHogs(0, ticks),
        ["tick.hogs4"] = ticks => Ticks.BesideHogs(4, ticks),
        ["tick.hogs32"] = ticks => Ticks.BesideHogs(32, ticks),
        ["tick.blocked"] = Ticks.BesideBlocked,
        ["tick.gc"] = Garbage.TickBeside,
        ["timers"] = Timers.Many,
    };
}
