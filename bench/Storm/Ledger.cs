using System.Collections.Concurrent;

namespace Trestle.Bench.Storms;

/// <summary>A number that many count up.</summary>
sealed class Counter
{
    long value;

    public long Value => Volatile.Read(ref value);

    public void Add(int count = 1) => Interlocked.Add(ref value, count);
}

/// <summary>What all of a storm write into: the sailors on board, counts, faults.</summary>
sealed class Ledger
{
    const int MostFaults = 20;

    readonly ConcurrentDictionary<Pid, Sailor> sailors = new();

    // A copy that those who look for a mate share.
    volatile Sailor[] mates = [];

    public ConcurrentQueue<string> Faults { get; } = new();

    public Hogs Hogs { get; } = new();

    public bool IsOver { get => isOver; set => isOver = value; }

    public ICollection<Sailor> Sailors => sailors.Values;

    public Counter Acts { get; } = new();
    public Counter Spawned { get; } = new();
    public Counter Letters { get; } = new();
    public Counter OpenCalls { get; } = new();
    public Counter Calls { get; } = new();
    public Counter Answered { get; } = new();
    public Counter TimedOut { get; } = new();
    public Counter Failed { get; } = new();
    public Counter Unwound { get; } = new();
    public Counter Links { get; } = new();
    public Counter Monitors { get; } = new();
    public Counter Told { get; } = new();
    public Counter Alarms { get; } = new();
    public Counter Crashes { get; } = new();
    public Counter Kills { get; } = new();
    public Counter Sunk { get; } = new();
    public Counter Passengers { get; } = new();

    volatile bool isOver;

    public void Fault(string what)
    {
        if (Faults.Count < MostFaults)
            Faults.Enqueue(what);
    }

    public void Enlist(Sailor sailor)
    {
        Spawned.Add();
        sailors[sailor.Address] = sailor;
    }

    public void StrikeOffTheDead()
    {
        foreach (var (pid, _) in sailors.Where(sailor => !sailor.Key.IsAlive))
            sailors.TryRemove(pid, out _);

        mates = [.. sailors.Values];
    }

    public Sailor? AnyMate(Random random) => mates is { Length: > 0 } all ? all[random.Next(all.Length)] : null;

    public IReadOnlyList<(string Name, long Count)> Counts(int hogThreads) =>
    [
        ("acts", Acts.Value),
        ("spawned", Spawned.Value + Passengers.Value),
        ("letters", Letters.Value),
        ("calls", Calls.Value),
        ("calls.answered", Answered.Value),
        ("calls.timed_out", TimedOut.Value),
        ("calls.failed", Failed.Value),
        ("calls.unwound", Unwound.Value),
        ("links", Links.Value),
        ("monitors", Monitors.Value),
        ("monitors.told", Told.Value),
        ("alarms", Alarms.Value),
        ("crashes", Crashes.Value),
        ("kills", Kills.Value),
        ("supervisors.killed", Sunk.Value),
        ("hogs", Hogs.Count),
        ("hogs.threads_abandoned", hogThreads),
        ("faults", Faults.Count),
    ];
}
