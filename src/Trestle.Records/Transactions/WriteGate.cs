using System.Collections.Concurrent;

namespace Trestle;

/// <summary>
/// Lets one writer at a time into a database file, first come first served. Waiting is asynchronous: no thread and no
/// connection is held, and SQLite itself never has to answer "database is locked".
/// </summary>
sealed class WriteGate
{
    // Shared by every Database on the file: two releases of one application run side by side during an upgrade.
    static readonly ConcurrentDictionary<string, WriteGate> gates = new();

    // Hands its slot to asynchronous waiters in the order they came; a test holds it to that.
    readonly SemaphoreSlim slot = new(1, 1);
    readonly string file;

    WriteGate(string file) => this.file = file;

    public static WriteGate For(string file) => gates.GetOrAdd(file, name => new(name));

    public bool IsFree => slot.CurrentCount == 1;

    public async ValueTask<Turn> EnterAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!await slot.WaitAsync(patience, cancellation))
            throw new TimeoutException(
                $"""
                No write to {Path.GetFileName(file)} could begin within {patience.TotalSeconds:0.###} s: another transaction still holds it.

                Keep slow work (HTTP calls, rendering, files) outside Database.TransactionAsync and the BeforeSave and AfterSave callbacks,
                and do not begin a second unit of work inside a transaction.
                """);

        return new(slot);
    }

    /// <summary>The right to write, until disposed. Disposing twice is harmless.</summary>
    public sealed class Turn(SemaphoreSlim slot) : IDisposable
    {
        SemaphoreSlim? slot = slot;

        public void Dispose() => Interlocked.Exchange(ref slot, null)?.Release();
    }
}
