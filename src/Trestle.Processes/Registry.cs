using System.Collections.Concurrent;

namespace Trestle;

// Two maps: from a key to its entries, and from a process to its keys. Whoever changes the keys of a process holds that
// process's lock; a process is watched once, not once a key, and its lock says whether its end has already passed here.
// Lookups take no lock.

/// <summary>
/// Living processes under keys of any type that has equality, each entry with a value if wanted. A key belongs to one
/// process, or with <c>duplicateKeys</c> to any number; the entries of a process go when it ends.
/// </summary>
public sealed class Registry(bool duplicateKeys = false)
{
    readonly ConcurrentDictionary<Mailbox, Owned> owners = new();
    readonly RegistryEntries entries = duplicateKeys ? new DuplicateEntries() : new UniqueEntries();

    /// <summary>Throws when a living process has the key already, or when this one has ended.</summary>
    public void Register(object key, Pid pid, object? value = null)
    {
        if (TryRegister(key, pid, value))
            return;

        throw new InvalidOperationException(duplicateKeys
            ? $"{pid} cannot be registered as {key}: it is. Give the entry another value with Update."
            : $"{pid} cannot be registered as {key}: {Find(key)} has that name. Unregister it, or choose another.");
    }

    /// <summary>False when the key is taken: by any process, or with duplicate keys by this one.</summary>
    public bool TryRegister(object key, Pid pid, object? value = null)
    {
        ArgumentNullException.ThrowIfNull(key);

        if (key is "")
            throw new ArgumentException("expected a key that is not empty, got: \"\"", nameof(key));

        if (pid.Mailbox is not { IsDead: false } process)
            throw Ended(pid, key);

        var owned = OwnedBy(process);

        lock (owned)
        {
            if (owned.HasEnded)
                throw Ended(pid, key);

            if (!entries.TryAdd(key, process, value))
                return false;

            owned.Keys.Add(key);
        }

        if (!duplicateKeys)
            process.Name ??= key.ToString();

        return true;
    }

    static InvalidOperationException Ended(Pid pid, object key) =>
        new($"{pid} cannot be registered as {key}: it has ended.");

    Owned OwnedBy(Mailbox process)
    {
        if (owners.TryGetValue(process, out var existing))
            return existing;

        var made = new Owned();
        var owned = owners.GetOrAdd(process, made);

        if (ReferenceEquals(owned, made))
            process.Relations.AtEnd(Forget);

        return owned;
    }

    void Forget(Pid ended)
    {
        if (!owners.TryRemove(ended.Mailbox!, out var owned))
            return;

        lock (owned)
        {
            owned.HasEnded = true;

            foreach (var key in owned.Keys)
                entries.Remove(key, ended.Mailbox!);
        }
    }

    /// <summary>Frees the key, whoever has it.</summary>
    public void Unregister(object key)
    {
        foreach (var (pid, _) in entries.Lookup(key))
            Unregister(key, pid);
    }

    /// <summary>Takes the key from this process only.</summary>
    public void Unregister(object key, Pid pid)
    {
        if (pid.Mailbox is not { } process || !owners.TryGetValue(process, out var owned))
            return;

        lock (owned)
        {
            if (owned.Keys.Remove(key))
                entries.Remove(key, process);
        }
    }

    /// <summary>Gives the running process's entry another value; false when it has none under this key.</summary>
    public bool Update(object key, Func<object?, object?> change)
    {
        ArgumentNullException.ThrowIfNull(change);

        var pid = Self.Pid;

        if (!owners.TryGetValue(pid.Mailbox!, out var owned))
            return false;

        lock (owned)
        {
            if (!owned.Keys.Contains(key))
                return false;

            var value = entries.Lookup(key).First(entry => entry.Pid == pid).Value;
            entries.Set(key, pid.Mailbox!, change(value));

            return true;
        }
    }

    /// <summary>The process of this key, any of several; a pid of nobody when there is none.</summary>
    public Pid Find(object key) => entries.Find(key);

    /// <summary>All processes of this key with their values, as they are now.</summary>
    public IReadOnlyList<(Pid Pid, object? Value)> Lookup(object key) => entries.Lookup(key);

    /// <summary>Sends the message to every process of this key.</summary>
    public void Dispatch(object key, object message)
    {
        foreach (var (pid, _) in entries.Lookup(key))
            pid.Send(message);
    }

    public IReadOnlyList<object> KeysOf(Pid pid)
    {
        if (pid.Mailbox is not { } process || !owners.TryGetValue(process, out var owned))
            return [];

        lock (owned)
            return [.. owned.Keys];
    }

    /// <summary>Every entry as it is now, to be searched: registry.Entries().Where(...).</summary>
    public IEnumerable<(object Key, Pid Pid, object? Value)> Entries() => entries.All();

    /// <summary>Entries, not keys.</summary>
    public int Count => entries.Count;

    sealed class Owned
    {
        public HashSet<object> Keys { get; } = [];

        public bool HasEnded { get; set; }
    }
}
