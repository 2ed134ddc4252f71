using System.Diagnostics.Metrics;

namespace Trestle;

// What can be read when somebody looks is read then. Only what leaves no trace is counted as it happens, and none of that
// is on the way of a message.

/// <summary>What a node tells whoever measures it: the meter "Trestle.Processes".</summary>
sealed class NodeMeter : IDisposable
{
    const string Name = "Trestle.Processes";

    static readonly string[] Reasons = ["normal", "shutdown", "killed", "crashed", "other"];

    readonly Meter meter;
    readonly long[] ended = new long[Reasons.Length];

    // A factory's meter outlives the node, and must neither tell of it any longer nor keep it alive.
    Node? node;
    long restarts;
    long callTimeouts;
    long dropped;

    public NodeMeter(Node node, IMeterFactory? factory)
    {
        this.node = node;
        meter = factory?.Create(Name) ?? new Meter(Name);

        Level("trestle.process.count", "{process}", "Processes alive.", node => node.Table.Count);
        Total("trestle.process.spawned", "{process}", "Processes started.", node => node.Table.Spawned);
        meter.CreateObservableCounter("trestle.process.ended", EndedByReason, "{process}", "Processes ended, by reason.");
        Total("trestle.process.restarts", "{restart}", "Times supervisors tried to start a child again.", _ => Volatile.Read(ref restarts));
        Level("trestle.scheduler.queue.length", "{process}", "Processes waiting for their turn.", node => node.Scheduler.QueueLength);
        Level("trestle.scheduler.stuck", "{thread}", "Threads in one step for so long that they were replaced.",
            node => node.Scheduler.Watch?.DetachedCount ?? 0);
        Level("trestle.scheduler.workers", "{thread}", "Threads that run processes.", node => node.Scheduler.WorkerCount);
        Level("trestle.blocking.threads", "{thread}", "Threads for calls that block.", node => node.BlockingThreads.Count);
        Level("trestle.blocking.waiting", "{call}", "Blocking calls that wait for a thread.", node => node.BlockingThreads.Waiting);
        Level("trestle.timer.count", "{timer}", "Timers waiting.", node => node.Timers.Count);
        Total("trestle.call.timeouts", "{call}", "Calls not answered in time.", _ => Volatile.Read(ref callTimeouts));
        Total("trestle.mailbox.dropped", "{message}", "Messages dropped by full mailboxes.", _ => Volatile.Read(ref dropped));
    }

    public void Ended(ExitReason reason) => Interlocked.Increment(ref ended[IndexOf(reason)]);

    public void Restarted() => Interlocked.Increment(ref restarts);

    public void CallTimedOut() => Interlocked.Increment(ref callTimeouts);

    public void Dropped() => Interlocked.Increment(ref dropped);

    static int IndexOf(ExitReason reason) =>
        ReferenceEquals(reason, ExitReason.Normal) ? 0
        : ReferenceEquals(reason, ExitReason.Shutdown) ? 1
        : ReferenceEquals(reason, ExitReason.Killed) ? 2
        : reason is ExitReason.Crashed ? 3
        : 4;

    void Level(string name, string unit, string description, Func<Node, long> read) =>
        meter.CreateObservableUpDownCounter(name, () => Read(read), unit, description);

    void Total(string name, string unit, string description, Func<Node, long> read) =>
        meter.CreateObservableCounter(name, () => Read(read), unit, description);

    Measurement<long>[] Read(Func<Node, long> read) => node is { } alive ? [new(read(alive))] : [];

    IEnumerable<Measurement<long>> EndedByReason() => node is null ? [] : Reasons.Select(
        (reason, index) => new Measurement<long>(Volatile.Read(ref ended[index]), new KeyValuePair<string, object?>("reason", reason)));

    public void Dispose()
    {
        node = null;
        meter.Dispose();
    }
}
