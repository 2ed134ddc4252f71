using System.Diagnostics.Metrics;

namespace Trestle;

// What can be read when somebody looks is read then. Each figure carries the node's name: several nodes, of one program or of
// many, may be read together.

/// <summary>What a node tells whoever measures it: the meter "Trestle.Processes".</summary>
sealed class NodeMeter : IDisposable
{
    const string Name = "Trestle.Processes";
    const string NodeTag = "trestle.node.name";

    readonly Meter meter;

    // A factory's meter outlives this one's time, and must neither tell of the node any longer nor keep it alive.
    Node? node;

    public NodeMeter(Node node, IMeterFactory? factory)
    {
        this.node = node;
        meter = factory?.Create(Name) ?? new Meter(Name);

        Level("trestle.process.count", "{process}", "Processes alive.", node => node.Table.Count);
        Total("trestle.process.spawned", "{process}", "Processes started.", node => node.Table.Spawned);
        meter.CreateObservableCounter("trestle.process.ended", EndedByReason, "{process}", "Processes ended, by reason.");
        Total("trestle.process.restarts", "{restart}", "Times supervisors tried to start a child again.", node => node.Counts.Restarts);
        Level("trestle.scheduler.queue.length", "{process}", "Processes waiting for their turn.", node => node.Scheduler.QueueLength);
        Level("trestle.scheduler.stuck", "{thread}", "Threads in one step for so long that they were replaced.",
            node => node.Scheduler.Watch?.DetachedCount ?? 0);
        Level("trestle.scheduler.workers", "{thread}", "Threads that run processes.", node => node.Scheduler.WorkerCount);
        Level("trestle.blocking.threads", "{thread}", "Threads for calls that block.", node => node.BlockingThreads.Count);
        Level("trestle.blocking.waiting", "{call}", "Blocking calls that wait for a thread.", node => node.BlockingThreads.Waiting);
        Level("trestle.timer.count", "{timer}", "Timers waiting.", node => node.Timers.Count);
        Total("trestle.call.timeouts", "{call}", "Calls not answered in time.", node => node.Counts.CallTimeouts);
        Total("trestle.mailbox.dropped", "{message}", "Messages dropped by full mailboxes.", node => node.Counts.Dropped);
    }

    void Level(string name, string unit, string description, Func<Node, long> read) =>
        meter.CreateObservableUpDownCounter(name, () => Read(read), unit, description);

    void Total(string name, string unit, string description, Func<Node, long> read) =>
        meter.CreateObservableCounter(name, () => Read(read), unit, description);

    Measurement<long>[] Read(Func<Node, long> read) => node is { } alive ? [new(read(alive), Tag(alive))] : [];

    IEnumerable<Measurement<long>> EndedByReason() => node is not { } alive ? [] : NodeCounts.Reasons.Select(
        (reason, index) => new Measurement<long>(alive.Counts.EndedBy(index), new("reason", reason), Tag(alive)));

    static KeyValuePair<string, object?> Tag(Node node) => new(NodeTag, node.Name);

    public void Dispose()
    {
        node = null;
        meter.Dispose();
    }
}
