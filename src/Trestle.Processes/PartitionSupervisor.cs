namespace Trestle;

/// <summary>
/// One server several times over, each for its share of the keys, where one would be too busy. Put <see cref="Spec"/>
/// into the tree, and call the server of a key through <see cref="Route"/>.
/// </summary>
public sealed class PartitionSupervisor : Supervisor
{
    readonly string name;
    readonly int count;

    PartitionSupervisor(string name, Func<int, GenServer> start, int count, RestartIntensity? intensity, Registry? registry)
        : base([.. Enumerable.Range(0, count).Select(index => PartitionSpec(name, start, index, registry))], intensity)
    {
        (this.name, this.count, Registry) = (name, count, registry);
    }

    Registry? Registry { get; }

    /// <summary>For the tree. <paramref name="start"/> makes the server of each partition, numbered from 0.</summary>
    /// <param name="partitions">Default: one a core.</param>
    public static ChildSpec Spec(
        string name,
        Func<int, GenServer> start,
        int? partitions = null,
        RestartIntensity? intensity = null,
        Registry? registry = null)
    {
        var count = partitions ?? Environment.ProcessorCount;

        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(partitions), $"expected partitions to be at least 1, got: {count}");

        return new(name, () => new PartitionSupervisor(name, start, count, intensity, registry)) { Registry = registry };
    }

    static ChildSpec PartitionSpec(string name, Func<int, GenServer> start, int index, Registry? registry) =>
        new($"{name} {index}", () => start(index)) { Registry = registry, Key = new Partition(name, index) };

    /// <summary>The server of this key: the same one for equal keys, also after it was started again.</summary>
    public static Ref<TServer> Route<TServer>(Registry registry, string name, object key)
        where TServer : GenServer
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(key);

        if (registry.Lookup(new Partitions(name)) is not [(_, int count)])
            throw new InvalidOperationException(
                $"No PartitionSupervisor called {name} is running. Put PartitionSupervisor.Spec(\"{name}\", ...) into the tree.");

        return new(registry, new Partition(name, (int)((uint)key.GetHashCode() % (uint)count)));
    }

    protected internal override Task Init()
    {
        (Registry ?? Node.Registry).Register(new Partitions(name), Pid, count);

        return base.Init();
    }

    /// <summary>The key under which the number of partitions can be looked up.</summary>
    sealed record Partitions(string Name);

    sealed record Partition(string Name, int Index);
}
