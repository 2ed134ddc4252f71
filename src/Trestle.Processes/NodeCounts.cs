namespace Trestle;

/// <summary>What happens on a node and leaves no trace to be read later: counted as it happens, and none of it on the way of a message.</summary>
sealed class NodeCounts
{
    public static readonly string[] Reasons = ["normal", "shutdown", "killed", "crashed", "other"];

    readonly long[] ended = new long[Reasons.Length];

    long restarts;
    long callTimeouts;
    long dropped;

    public long Restarts => Volatile.Read(ref restarts);

    public long CallTimeouts => Volatile.Read(ref callTimeouts);

    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Ends by each of <see cref="Reasons"/>.</summary>
    public long EndedBy(int reason) => Volatile.Read(ref ended[reason]);

    public void Ended(ExitReason reason) => Interlocked.Increment(ref ended[IndexOf(reason)]);

    public void Restarted() => Interlocked.Increment(ref restarts);

    public void CallTimedOut() => Interlocked.Increment(ref callTimeouts);

    public void MessageDropped() => Interlocked.Increment(ref dropped);

    static int IndexOf(ExitReason reason) =>
        ReferenceEquals(reason, ExitReason.Normal) ? 0
        : ReferenceEquals(reason, ExitReason.Shutdown) ? 1
        : ReferenceEquals(reason, ExitReason.Killed) ? 2
        : reason is ExitReason.Crashed ? 3
        : 4;
}
