namespace Trestle;

/// <summary>When a supervisor starts a child again: always, only after a crash, or never.</summary>
public enum Restart
{
    Permanent,
    Transient,
    Temporary,
}

/// <summary>How a supervisor starts, restarts and ends one child.</summary>
/// <param name="Id">What the child is called in logs, the process tree and, while it lives, the registry.</param>
/// <param name="Start">Makes a fresh server; called at each start and restart.</param>
public sealed record ChildSpec(string Id, Func<GenServer> Start)
{
    /// <summary>A child made of one method: it ends when the method does.</summary>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] // A lambda that only throws would fit both.
    public ChildSpec(string id, Func<Task> body)
        : this(id, NoServer)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    internal Func<Task>? Body { get; }

    static GenServer NoServer() => throw new InvalidOperationException("This child is made of one method and has no server.");

    public Restart Restart { get; init; } = Restart.Permanent;

    /// <summary>Whether the supervisor has done its work, and ends, when this child has ended and is not started again.</summary>
    public bool IsSignificant { get; init; }

    /// <summary>How long the child may take to end before it is killed. Default 5 s; a supervisor takes all it needs.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the child can be found in the registry. Only one living process can have a name.</summary>
    public bool IsRegistered { get; init; } = true;

    /// <summary>Where the child is registered. Default: the node's own registry.</summary>
    public Registry? Registry { get; init; }

    /// <summary>What the child is registered under. Default: its id.</summary>
    public object? Key { get; init; }

    /// <summary>Its priority, its mailbox's limit, and a label other than its id. Each new life has them again.</summary>
    public SpawnOptions? Options { get; init; }

    internal string Label => Options?.Name ?? Id;

    internal void Register(Mailbox process)
    {
        if (IsRegistered)
            (Registry ?? process.Node.Registry).Register(Key ?? Id, new Pid(process));
    }
}
