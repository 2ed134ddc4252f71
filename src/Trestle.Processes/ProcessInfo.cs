namespace Trestle;

/// <summary>What a process does at the moment of looking.</summary>
public enum ProcessState
{
    Waiting,
    Runnable,

    /// <summary>In one step for so long that its thread was replaced: an endless loop, or a call that blocks.</summary>
    Stuck,

    /// <summary>On a thread now.</summary>
    Running,

    /// <summary>Held by <see cref="Sys"/>: messages wait until it is resumed.</summary>
    Suspended,
}

/// <summary>One process as it was at the moment of looking, taken while it ran on.</summary>
public sealed record ProcessInfo
{
    ProcessInfo(Mailbox process) => Pid = new(process);

    public Pid Pid { get; }

    /// <summary>Who started it; a pid of nobody when that one is forgotten.</summary>
    public Pid Parent { get; private init; }

    /// <summary>The processes that started it, nearest first, as far as they are known: of the dead only the nearest.</summary>
    public IReadOnlyList<Pid> Ancestors { get; private init; } = [];

    public string Name { get; private init; } = "";

    /// <summary>The keys it can be found under, in the node's registry and in others.</summary>
    public IReadOnlyList<object> RegisteredNames { get; private init; } = [];

    /// <summary>The server's class, or "task" for a process made of one method.</summary>
    public string Kind { get; private init; } = "";

    public ProcessState State { get; private init; }

    public Priority Priority { get; private init; }

    public bool TrapsExits { get; private init; }

    public int MailboxLength { get; private init; }

    /// <summary>Steps taken since the start: messages and continuations.</summary>
    public long Reductions { get; private init; }

    /// <summary>Time on a thread since the start, by samples: a process that ran only briefly may show none.</summary>
    public TimeSpan RunningTime { get; private init; }

    /// <summary>Bytes allocated since the start, by samples: a process that allocated little may show none.</summary>
    public long AllocatedBytes { get; private init; }

    public int Restarts { get; private init; }

    /// <summary>Processes it is linked to, its children and its supervisor included.</summary>
    public int Links { get; private init; }

    /// <summary>Processes that monitor it.</summary>
    public int Watchers { get; private init; }

    /// <summary>The type of what it handles now, or was handling when it crashed.</summary>
    public string? LastMessage { get; private init; }

    internal static ProcessInfo Of(Mailbox process, OnThreads threads) => Of(
        process,
        StateOf(process, process.RelationsIfAny, threads),
        process.RelationsIfAny?.LastMessage ?? MessageOf(process, process.RelationsIfAny, threads));

    /// <summary>Of one that ends in its own turn.</summary>
    internal static ProcessInfo AtTheEndOf(Mailbox process) => Of(process, ProcessState.Running, process.LastMessage);

    static ProcessInfo Of(Mailbox process, ProcessState state, Type? lastMessage)
    {
        var relations = process.RelationsIfAny;

        return new(process)
        {
            Parent = process.Parent is { } parent ? new Pid(parent) : default,
            Ancestors = AncestorsOf(process),
            Name = process.DisplayName,
            RegisteredNames = NamesOf(process, relations),
            Kind = (process as HandlerProcess)?.ServerType.Name ?? "task",
            State = state,
            Priority = process.Priority,
            TrapsExits = process.TrapsExits,
            MailboxLength = process.Length,
            Reductions = process.Reductions,
            RunningTime = relations?.RunningTime ?? default,
            AllocatedBytes = relations?.Allocated ?? 0,
            Restarts = process.Restarts,
            Links = LinksOf(process),
            Watchers = relations?.Watchers ?? 0,
            LastMessage = lastMessage?.Name,
        };
    }

    internal static Pid[] AncestorsOf(Mailbox process)
    {
        var ancestors = new List<Pid>();

        for (var parent = process.Parent; parent is not null; parent = parent.Parent)
            ancestors.Add(new(parent));

        return [.. ancestors];
    }

    internal static int LinksOf(Mailbox process) => (process.RelationsIfAny?.LinkCount ?? 0) + (process.IsChild ? 1 : 0);

    static object[] NamesOf(Mailbox process, Relations? relations) =>
        [.. (relations?.Registries ?? []).SelectMany(registry => registry.KeysOf(new(process)))];

    static ProcessState StateOf(Mailbox process, Relations? relations, OnThreads threads) =>
        threads.Stuck.Contains(process) ? ProcessState.Stuck
        : threads.Running.ContainsKey(process) ? ProcessState.Running
        : relations?.Handling is { IsSuspended: true } ? ProcessState.Suspended
        : process.IsScheduled ? ProcessState.Runnable
        : ProcessState.Waiting;

    static Type? MessageOf(Mailbox process, Relations? relations, OnThreads threads) =>
        relations?.Handling?.Current?.Content?.GetType() ?? threads.Running.GetValueOrDefault(process);
}

/// <summary>What was on the threads of a node, and what was being handled there, when it was looked at.</summary>
sealed class OnThreads
{
    public OnThreads(Scheduler scheduler)
    {
        if (scheduler is not WorkerScheduler threads)
            return;

        var detached = threads.Watch.Detached;
        Stuck = [.. detached.Select(worker => worker.Running).OfType<Mailbox>()];

        foreach (var worker in (Worker[])[.. threads.Workers, .. detached])
        {
            if (worker.Running is not { } process)
                continue;

            var message = worker.Envelope?.Content?.GetType();

            // Read without stopping the worker: it may have gone on to another process meanwhile.
            Running[process] = ReferenceEquals(worker.Running, process) ? message : null;
        }
    }

    public HashSet<Mailbox> Stuck { get; } = [];

    public Dictionary<Mailbox, Type?> Running { get; } = [];
}
