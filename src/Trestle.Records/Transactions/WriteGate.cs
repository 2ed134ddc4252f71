using System.Collections.Concurrent;

namespace Trestle;

/// <summary>
/// Lets one writer at a time into a database file, first come first served. Waiting is asynchronous: no thread and no
/// connection is held, and SQLite itself never has to answer "database is locked".
/// </summary>
// Not a SemaphoreSlim: that one hands over by way of the thread pool, with a timer for every waiter. Beside 64 writers it
// took 15 to 20 changes of thread a write; a waiter that is told directly takes its turn on the thread of its process.
sealed class WriteGate
{
    // Shared by every Database on the file: two releases of one application run side by side during an upgrade.
    static readonly ConcurrentDictionary<string, WriteGate> gates = new();

    readonly Lock door = new();
    readonly LinkedList<Waiter> waiting = [];
    readonly Timer alarm;
    readonly string file;
    bool isTaken;

    WriteGate(string file)
    {
        this.file = file;
        alarm = new(_ => SendAwayLate());
    }

    public static WriteGate For(string file) => gates.GetOrAdd(file, name => new(name));

    public bool IsFree => !Volatile.Read(ref isTaken);

    /// <exception cref="TimeoutException">No turn came while there was patience.</exception>
    public ValueTask<Turn> EnterAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<Turn>(cancellation);

        Waiter waiter;

        lock (door)
        {
            if (!isTaken)
            {
                isTaken = true;

                return new(new Turn(this));
            }

            waiter = new(patience);
            waiting.AddLast(waiter.Place);

            if (waiting.Count == 1 || patience < waiting.First!.Value.Left)
                SetAlarm();
        }

        return new(cancellation.CanBeCanceled ? WaitAsync(waiter, cancellation) : waiter.Task);
    }

    async Task<Turn> WaitAsync(Waiter waiter, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(_ => GiveUp(waiter, cancellation), null);

        return await waiter.Task;
    }

    void GiveUp(Waiter waiter, CancellationToken cancellation)
    {
        lock (door)
            if (waiter.Place.List is not null)
                waiting.Remove(waiter.Place);

        waiter.TrySetCanceled(cancellation);
    }

    void Leave()
    {
        Waiter next;

        lock (door)
        {
            if (waiting.First is not { } first)
            {
                isTaken = false;

                return;
            }

            next = first.Value;
            waiting.Remove(first);
        }

        // Who gave up between these two lines has no use for it.
        if (!next.TrySetResult(new(this)))
            Leave();
    }

    void SendAwayLate()
    {
        List<Waiter> late;

        lock (door)
        {
            late = [.. waiting.Where(waiter => waiter.Left <= TimeSpan.Zero)];

            foreach (var waiter in late)
                waiting.Remove(waiter.Place);

            if (waiting.Count > 0)
                SetAlarm();
        }

        foreach (var waiter in late)
            waiter.TrySetException(new TimeoutException(
                $"""
                No write to {Path.GetFileName(file)} could begin within {waiter.Patience.TotalSeconds:0.###} s: another transaction still holds it.

                Keep slow work (HTTP calls, rendering, files) outside Database.TransactionAsync and the BeforeSave and AfterSave callbacks,
                and do not begin a second unit of work inside a transaction.
                """));
    }

    // For whoever has the least time left. Whose turn comes leaves it set; it then finds nobody, and is set again.
    void SetAlarm() => alarm.Change(waiting.Min(waiter => waiter.Left) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    /// <summary>The right to write, until disposed. Disposing twice is harmless.</summary>
    public sealed class Turn(WriteGate gate) : IDisposable
    {
        WriteGate? gate = gate;

        public void Dispose() => Interlocked.Exchange(ref gate, null)?.Leave();
    }

    sealed class Waiter : TaskCompletionSource<Turn>
    {
        readonly long since = TimeProvider.System.GetTimestamp();

        public Waiter(TimeSpan patience) : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            Patience = patience;
            Place = new(this);
        }

        public TimeSpan Patience { get; }

        public LinkedListNode<Waiter> Place { get; }

        public TimeSpan Left => Patience - TimeProvider.System.GetElapsedTime(since);
    }
}
