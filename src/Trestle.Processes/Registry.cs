using System.Collections.Concurrent;

namespace Trestle;

/// <summary>Names of living processes. A name belongs to one process and is free again when that one ends.</summary>
public sealed class Registry
{
    readonly ConcurrentDictionary<string, Pid> names = new();

    /// <summary>Throws when a living process has the name already.</summary>
    public void Register(string name, Pid pid)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (pid.Mailbox is not { IsDead: false } process)
            throw new InvalidOperationException($"{pid} cannot be registered as {name}: it has ended.");

        if (!names.TryAdd(name, pid))
            throw new InvalidOperationException(
                $"{pid} cannot be registered as {name}: {names.GetValueOrDefault(name)} has that name. Unregister it, or choose another.");

        process.Name ??= name;
        process.Relations.AtEnd(ended => names.TryRemove(KeyValuePair.Create(name, ended)));
    }

    public void Unregister(string name) => names.TryRemove(name, out _);

    /// <summary>The process of this name; a pid of nobody when there is none.</summary>
    public Pid Find(string name) => names.GetValueOrDefault(name);
}
