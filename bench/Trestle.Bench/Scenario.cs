namespace Trestle.Bench;

/// <summary>A figure that a scenario prints under this name.</summary>
sealed record Figure(string Name, Unit Unit);

/// <summary>One scenario of bench/Processes: how much it does, at a glance and in full, and what it prints.</summary>
sealed record Scenario(string Name, int Quick, int Full, Figure[] Figures)
{
    const int Million = 1_000_000;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Idle("idle.handler"),
        Idle("idle.async"),
        Rate("spawn", 100_000, Million),
        Rate("pingpong", 300_000, 5 * Million),
        Rate("ring", 500_000, 10 * Million),
        Rate("flood", 800_000, 4 * Million),
        Rate("fanout", 30_000, 100_000),
        Rate("call", 200_000, 3 * Million),
        new("restart", 5_000, 100_000, [new("restart", Unit.PerSecond), new("restart.flat", Unit.Share)]),
        Rate("kill", 100_000, Million),
        Rate("kill.async", 20_000, Million),
        new("heavy", 50, 200, [new("heavy.cores", Unit.Cores)]) { HasTwin = false },
        Tick("tick.hogs0"),
        Tick("tick.hogs4"),
        Tick("tick.hogs32"),
        Tick("tick.blocked", new Figure("tick.blocked.threads", Unit.Threads)) with { HasTwin = false },
        Tick(
            "tick.gc",
            new Figure("tick.gc.pause_ms", Unit.Milliseconds),
            new Figure("tick.gc.full_pause_ms", Unit.Milliseconds),
            new Figure("tick.gc.allocated_mb_s", Unit.MegabytesPerSecond)),
        new("timers", 100_000, Million,
        [
            new("timers.add", Unit.Nanoseconds),
            new("timers.cancel", Unit.Nanoseconds),
            new("timers.fire", Unit.Nanoseconds),
            new("timers.bytes", Unit.Bytes),
        ]),
    ];

    /// <summary>Whether Erlang has the same; it has no call that blocks a thread.</summary>
    public bool HasTwin { get; init; } = true;

    public int Count(Length length) => length == Length.Quick ? Quick : Full;

    static Scenario Idle(string name) =>
        new(name, 100_000, Million, [new($"{name}.bytes", Unit.Bytes), new($"{name}.rss_bytes", Unit.Bytes)]);

    static Scenario Rate(string name, int quick, int full) => new(name, quick, full, [new(name, Unit.PerSecond)]);

    static Scenario Tick(string name, params Figure[] others) =>
        new(name, 500, 2000, [new(name, Unit.Milliseconds), new($"{name}.missed", Unit.Missed), .. others]);
}
