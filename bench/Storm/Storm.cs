using System.Diagnostics;

namespace Trestle.Bench.Storms;

// A few hundred sailors, servers under dynamic supervisors that are started again when they end, each do one random
// thing after the other to a random mate: letters, calls, links, monitors, alarms, crashes, kills. Beside them run
// short-lived bodies and hogs. Whoever asks for something keeps a slip of it; when the storm is over and nothing moves
// any more, the slips of those who live must all be as promised (see Slips.cs), and no process may be left.

/// <summary>A random storm on a node of its own, and what was wrong after it.</summary>
public sealed class Storm(int seed)
{
    const int Ships = 4;
    const int SailorsPerShip = 60;

    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Ledger ledger = new();
    readonly Random random = new(seed);

    /// <summary>Runs it for that long.</summary>
    public async Task<Outcome> RunAsync(TimeSpan time, CancellationToken cancellation = default)
    {
        var node = new Node(new() { Workers = Math.Max(2, Environment.ProcessorCount) });
        var fleet = node.Spawn(new Supervisor([.. Enumerable.Range(0, Ships).Select(Ship)], Unsinkable), "Fleet");

        await BlowAsync(node, time, cancellation);
        ledger.IsOver = true;
        ledger.Hogs.KillAll();
        await UntilAsync(() => IsCalm(node), () => $"no calm within {Patience.TotalSeconds} s:\n{Restless(node)}");
        var hogs = ledger.Hogs.Running;
        Audit(node);

        fleet.Pid.Exit(ExitReason.Shutdown);
        await UntilAsync(() => node.ProcessCount == 0, () => $"{node.ProcessCount} processes are left:\n{Left(node)}");
        node.Dispose();

        return new(seed, ledger.Counts(hogs), [.. ledger.Faults]);
    }

    static readonly RestartIntensity Unsinkable = new(1_000_000, TimeSpan.FromSeconds(1));

    ChildSpec Ship(int number) => new($"ship-{number}", () => new DynamicSupervisor(Unsinkable));

    async Task BlowAsync(Node node, TimeSpan time, CancellationToken cancellation)
    {
        var (start, moved) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        var acts = 0L;

        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await ManAsync(node);
            Trouble(node);
            await Task.Delay(Beat, cancellation);

            if (ledger.Acts.Value != acts)
                (acts, moved) = (ledger.Acts.Value, Stopwatch.GetTimestamp());

            if (Stopwatch.GetElapsedTime(moved) > Patience)
            {
                ledger.Fault($"nothing has moved for {Patience.TotalSeconds} s:\n{Restless(node)}");
                return;
            }
        }
    }

    /// <summary>Fills the ships up: children are lost with the supervisors that are killed.</summary>
    async Task ManAsync(Node node)
    {
        ledger.StrikeOffTheDead();

        for (var missing = Ships * SailorsPerShip - ledger.Sailors.Count; missing > 0; missing--)
        {
            var ship = new Ref<DynamicSupervisor>(node.Registry, $"ship-{random.Next(Ships)}");
            var nature = new Nature(random.Next(), TrapsExits: random.Next(4) == 0);
            var spec = new ChildSpec("sailor", () => new Sailor(ledger, nature, ship: Self.Pid))
            {
                IsRegistered = false,
                Restart = (Restart)random.Next(3),
                ShutdownTimeout = TimeSpan.FromSeconds(1),
            };

            try
            {
                await ship.CallAsync(new DynamicSupervisor.StartChild(spec), Patience);
            }
            catch (ProcessDownException)
            {
                return; // sunk just now; its supervisor has another
            }
            catch (CallTimeoutException hang)
            {
                ledger.Fault($"a supervisor starts no child: {hang.Message}\n{Restless(node)}");
                return;
            }
        }
    }

    /// <summary>What no sailor does: sinks ships, lets hogs loose and kills them, starts short-lived bodies.</summary>
    void Trouble(Node node)
    {
        if (random.Next(50) == 0)
        {
            ledger.Sunk.Add();
            node.Registry.Find($"ship-{random.Next(Ships)}").Exit(ExitReason.Killed);
        }

        if (random.Next(10) == 0)
            ledger.Hogs.LetLoose(node, isEndless: random.Next(4) == 0, random.Next(2, 60));

        if (random.Next(25) == 0)
            ledger.Hogs.KillOne();

        for (var bodies = random.Next(20); bodies > 0; bodies--)
            Passenger.Board(node, ledger, random.Next());
    }

    bool IsCalm(Node node) => ledger.OpenCalls.Value == 0 && node.Snapshot().All(IsIdle);

    bool IsIdle(ProcessInfo process) => process is { State: ProcessState.Waiting, MailboxLength: 0 };

    string Restless(Node node) =>
        $"{ledger.OpenCalls.Value} calls are open\n" + string.Join('\n', node.Snapshot().Where(process => !IsIdle(process)).Take(20));

    static string Left(Node node) => string.Join('\n', node.Snapshot().Take(20));

    /// <summary>The condition must hold ten times in a row, and come to hold in time.</summary>
    async Task UntilAsync(Func<bool> condition, Func<string> fault)
    {
        var (start, held) = (Stopwatch.GetTimestamp(), 0);

        while (held < 10)
        {
            held = condition() ? held + 1 : 0;
            await Task.Delay(Beat);

            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                ledger.Fault(fault());
                return;
            }
        }
    }

    void Audit(Node node)
    {
        foreach (var sailor in ledger.Sailors.Where(sailor => sailor.Address.IsAlive))
            sailor.Audit();

        foreach (var name in Sailor.Names)
            if (node.Registry.Find(name) is { Id: not 0, IsAlive: false } dead)
                ledger.Fault($"{name} is still the name of {dead}, which has ended");

        var settled = ledger.Answered.Value + ledger.TimedOut.Value + ledger.Failed.Value + ledger.Unwound.Value;

        if (settled != ledger.Calls.Value)
            ledger.Fault($"{ledger.Calls.Value} calls were made, but {settled} have ended");
    }
}

/// <summary>What a storm did and what was wrong after it. Run it again with the same seed for the same choices.</summary>
public sealed record Outcome(int Seed, IReadOnlyList<(string Name, long Count)> Counts, IReadOnlyList<string> Faults)
{
    public override string ToString() => Faults.Count == 0
        ? $"storm {Seed}: nothing was wrong"
        : $"storm {Seed} broke {Faults.Count} promises:\n{string.Join('\n', Faults)}";
}
