using System.Collections.Concurrent;

namespace Trestle;

/// <summary>What a registry holds under its keys.</summary>
abstract class RegistryEntries
{
    public abstract int Count { get; }

    public abstract bool TryAdd(object key, Mailbox process, object? value);

    /// <summary>Gives an entry that exists another value.</summary>
    public abstract void Set(object key, Mailbox process, object? value);

    public abstract void Remove(object key, Mailbox process);

    public abstract Pid Find(object key);

    public abstract (Pid Pid, object? Value)[] Lookup(object key);

    public abstract IEnumerable<(object Key, Pid Pid, object? Value)> All();
}

/// <summary>At most one process a key.</summary>
sealed class UniqueEntries : RegistryEntries
{
    readonly ConcurrentDictionary<object, (Pid Pid, object? Value)> entries = new();

    public override int Count => entries.Count;

    public override bool TryAdd(object key, Mailbox process, object? value)
    {
        while (!entries.TryAdd(key, (new(process), value)))
        {
            if (!entries.TryGetValue(key, out var present))
                continue;

            if (present.Pid.IsAlive)
                return false;

            // Its owner has ended, and is about to take it away.
            entries.TryRemove(KeyValuePair.Create(key, present));
        }

        return true;
    }

    public override void Set(object key, Mailbox process, object? value) => entries[key] = (new(process), value);

    public override void Remove(object key, Mailbox process)
    {
        if (entries.TryGetValue(key, out var entry) && ReferenceEquals(entry.Pid.Mailbox, process))
            entries.TryRemove(KeyValuePair.Create(key, entry));
    }

    public override Pid Find(object key) => entries.TryGetValue(key, out var entry) ? entry.Pid : default;

    public override (Pid Pid, object? Value)[] Lookup(object key) => entries.TryGetValue(key, out var entry) ? [entry] : [];

    public override IEnumerable<(object Key, Pid Pid, object? Value)> All() =>
        entries.Select(entry => (entry.Key, entry.Value.Pid, entry.Value.Value));
}

/// <summary>Any number of processes a key, each once.</summary>
sealed class DuplicateEntries : RegistryEntries
{
    readonly ConcurrentDictionary<object, Group> groups = new();

    int count;

    public override int Count => Volatile.Read(ref count);

    public override bool TryAdd(object key, Mailbox process, object? value)
    {
        // A group that has become empty is closed, and whoever finds it closed makes another.
        while (true)
        {
            var group = groups.GetOrAdd(key, static _ => new Group());

            lock (group.Values)
            {
                if (group.IsClosed)
                    continue;

                if (!group.Values.TryAdd(process, value))
                    return false;

                group.Changed();
            }

            Interlocked.Increment(ref count);

            return true;
        }
    }

    public override void Set(object key, Mailbox process, object? value)
    {
        var group = groups[key];

        lock (group.Values)
        {
            group.Values[process] = value;
            group.Changed();
        }
    }

    public override void Remove(object key, Mailbox process)
    {
        var group = groups[key];

        lock (group.Values)
        {
            group.Values.Remove(process);
            group.Changed();
            group.IsClosed = group.Values.Count == 0;

            if (group.IsClosed)
                groups.TryRemove(key, out _);
        }

        Interlocked.Decrement(ref count);
    }

    public override Pid Find(object key) => Lookup(key) is [var (pid, _), ..] ? pid : default;

    public override (Pid Pid, object? Value)[] Lookup(object key) =>
        groups.TryGetValue(key, out var group) ? group.Read() : [];

    public override IEnumerable<(object Key, Pid Pid, object? Value)> All() =>
        groups.SelectMany(group => group.Value.Read(), (group, entry) => (group.Key, entry.Pid, entry.Value));

    sealed class Group
    {
        // Made at a lookup and kept until the group changes: joining stays cheap, and so does looking.
        (Pid Pid, object? Value)[]? snapshot;

        public Dictionary<Mailbox, object?> Values { get; } = [];

        public bool IsClosed { get; set; }

        public void Changed() => Volatile.Write(ref snapshot, null);

        public (Pid Pid, object? Value)[] Read()
        {
            if (Volatile.Read(ref snapshot) is { } known)
                return known;

            lock (Values)
                return snapshot ??= [.. Values.Select(entry => (new Pid(entry.Key), entry.Value))];
        }
    }
}
