using System.Collections.Concurrent;

namespace Trestle;

/// <summary>Every living process of a node.</summary>
sealed class ProcessTable
{
    readonly ConcurrentDictionary<long, Mailbox> living = new();

    long lastId;

    public int Count => living.Count;

    public IEnumerable<Mailbox> Living => living.Values;

    public long Add(Mailbox process)
    {
        var id = Interlocked.Increment(ref lastId);
        living[id] = process;

        return id;
    }

    public void Remove(Mailbox process) => living.TryRemove(process.Id, out _);

    public Mailbox? Find(long id) => living.GetValueOrDefault(id);
}
