using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle;

/// <summary>How a <see cref="Node"/> runs.</summary>
public sealed record NodeOptions
{
    /// <summary>What the node is called in meters and spans. Default: node.</summary>
    public string Name { get; init; } = "node";

    /// <summary>Threads that run processes. Default: one a core.</summary>
    public int Workers { get; init => field = AtLeast.One(value); } = Environment.ProcessorCount;

    /// <summary>The most threads that <see cref="Blocking"/> calls may hold at once. Default 64; they are made as needed.</summary>
    public int BlockingThreads { get; init => field = AtLeast.One(value); } = 64;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Makes the meter "Trestle.Processes". Default: the node makes its own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Joins the topics of this node to those of others. Default: none.</summary>
    public IPubSubAdapter? PubSubAdapter { get; init; }

    /// <summary>Entered before each message a <see cref="GenServer"/> handles and left after it, awaits included.</summary>
    public Func<IAsyncDisposable>? MessageScope { get; init; }

    /// <summary>Told of each process that crashed, on the thread that ends it. It must be quick, and must not throw.</summary>
    public Action<CrashReport>? Crashed { get; init; }

    /// <summary>Null for threads of the node's own.</summary>
    internal Scheduler? Scheduler { get; init; }
}

/// <summary>Where processes live: their scheduler, timers, names and topics. An application has one.</summary>
public sealed class Node : IDisposable
{
    readonly Action<CrashReport>? crashed;

    NodeMeter meter;

    public Node(NodeOptions? options = null)
    {
        options ??= new();

        Name = options.Name;
        Time = options.Time;
        MessageScope = options.MessageScope;
        crashed = options.Crashed;
        Logger = options.Logging.CreateLogger("Trestle.Processes");
        Origins = new(this);
        Registry = new();
        PubSub = new(options.PubSubAdapter);
        Presence = new(PubSub, Time);
        BlockingThreads = new(options.BlockingThreads);
        Timers = new(options.Time, options.Workers);
        Scheduler = options.Scheduler ?? new WorkerScheduler(options.Workers);
        meter = new(this, options.Meters);
    }

    /// <summary>What it is called in meters and spans.</summary>
    public string Name { get; }

    public Registry Registry { get; }

    public PubSub PubSub { get; }

    public Presence Presence { get; }

    public TimeProvider Time { get; }

    internal Origins Origins { get; }

    internal Scheduler Scheduler { get; }

    internal Timers Timers { get; }

    internal BlockingThreads BlockingThreads { get; }

    internal NodeCounts Counts { get; } = new();

    internal ProcessTable Table { get; } = new();

    internal ILogger Logger { get; }

    internal Func<IAsyncDisposable>? MessageScope { get; }

    /// <summary>Starts a process that runs <paramref name="body"/> and ends with it. Inside, use <see cref="Self"/>.</summary>
    /// <param name="name">A label for logs and the process tree. Nobody finds the process by it: see <see cref="Trestle.Registry.Register"/>.</param>
    public Pid Spawn(Func<Task> body, string? name = null) => Spawn(body, SpawnOptions.Of(name));

    public Pid Spawn(Func<Task> body, SpawnOptions options)
    {
        var process = Prepare(body, options);
        process.Start(body);

        return new Pid(process);
    }

    /// <summary>A process that has not started, so that it can be linked or monitored before it may end.</summary>
    internal AsyncProcess Prepare(Func<Task> body, SpawnOptions options)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(options);

        var process = new AsyncProcess(Origins.Of(Mailbox.Running, name: options.Name));
        options.ApplyTo(process);

        return process;
    }

    /// <summary>Starts a server. Its <c>Init</c> runs as its first message; nobody waits for it.</summary>
    /// <param name="name">A label for logs and the process tree. Nobody finds the process by it: register it, or make it the child of a supervisor.</param>
    public Ref<TServer> Spawn<TServer>(TServer server, string? name = null)
        where TServer : GenServer => Spawn(server, SpawnOptions.Of(name));

    public Ref<TServer> Spawn<TServer>(TServer server, SpawnOptions options)
        where TServer : GenServer
    {
        var process = Prepare(server, options);
        process.Start();

        return new Ref<TServer>(new Pid(process));
    }

    internal HandlerProcess Prepare(GenServer server, SpawnOptions options)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);

        var process = new HandlerProcess(Origins.Of(Mailbox.Running, HandlerTable.For(server), options.Name), server);
        options.ApplyTo(process);

        return process;
    }

    /// <summary>A child of this supervisor, not started yet.</summary>
    internal Mailbox Prepare(ChildSpec spec, Mailbox supervisor)
    {
        Mailbox process = spec.Body is null
            ? PrepareServer(spec, supervisor)
            : new AsyncProcess(Origins.Of(supervisor, null, spec.Label, spec));
        spec.Options?.ApplyTo(process);

        return process;
    }

    HandlerProcess PrepareServer(ChildSpec spec, Mailbox supervisor)
    {
        var server = spec.Start();

        return new(Origins.Of(supervisor, HandlerTable.For(server), spec.Label, spec), server);
    }

    /// <summary>The living processes as they are now, in an order that stays.</summary>
    public IReadOnlyList<ProcessInfo> Snapshot()
    {
        var threads = new OnThreads(Scheduler);

        return [.. Table.Living.OrderBy(process => process.Id).Select(process => ProcessInfo.Of(process, threads))];
    }

    /// <summary>The process as it is now; null when it has ended.</summary>
    public ProcessInfo? Info(Pid pid) =>
        pid.Mailbox is { IsDead: false } process ? ProcessInfo.Of(process, new(Scheduler)) : null;

    /// <summary>The <paramref name="count"/> living processes with the most of something, the greatest first.</summary>
    public IReadOnlyList<ProcessInfo> Top(int count, ProcessOrder by)
    {
        AtLeast.One(count, nameof(count));

        var least = new PriorityQueue<Mailbox, long>();

        foreach (var process in Table.Living)
        {
            if (least.Count < count)
                least.Enqueue(process, Amount(process, by));
            else
                least.EnqueueDequeue(process, Amount(process, by));
        }

        var threads = new OnThreads(Scheduler);

        return
        [
            .. least.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.Id)
                .Select(item => ProcessInfo.Of(item.Element, threads)),
        ];
    }

    static long Amount(Mailbox process, ProcessOrder by) => by switch
    {
        ProcessOrder.RunningTime => process.RelationsIfAny?.RunningTime.Ticks ?? 0,
        ProcessOrder.Mailbox => process.Length,
        ProcessOrder.Reductions => process.Reductions,
        ProcessOrder.Allocations => process.RelationsIfAny?.Allocated ?? 0,
        ProcessOrder.Links => ProcessInfo.LinksOf(process),
        ProcessOrder.Restarts => process.Restarts,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>The living processes, each below the one that started it.</summary>
    /// <param name="mostChildren">How many of each process's children are shown; the others are counted.</param>
    public IReadOnlyList<ProcessBranch> Tree(int mostChildren = 100)
    {
        AtLeast.One(mostChildren, nameof(mostChildren));

        return new ProcessTree(new(Scheduler), mostChildren).Grow(Table.Living);
    }

    /// <summary>Living processes.</summary>
    public int ProcessCount => Table.Count;

    /// <summary>The living process with this id, or a pid of nobody.</summary>
    public Pid Find(long id) => Table.Find(id) is { } process ? new(process) : default;

    internal void ProcessEnded(Mailbox process, ExitReason reason, bool isSignalled)
    {
        Counts.Ended(reason);

        if (reason is not ExitReason.Crashed crash || (isSignalled && process.Parent is not { IsSupervisor: true }))
            return;

        var report = process.Relations.ReportOf(crash);

        // Who is linked to it ends with it, by the same crash.
        if (isSignalled)
            return;

        // A supervisor logs its children's crashes itself: it knows what it does about them. Of one that never started it tells who wanted
        // it, and may be gone by now.
        if (process.Parent is not { IsSupervisor: true } parent || (parent.IsDead && process.IsKept))
            report.Log(Logger);

        Tell(report);
    }

    // On the thread of whatever ended: what a listener throws must not take the program along.
    void Tell(CrashReport report)
    {
        try
        {
            crashed?.Invoke(report);
        }
        catch (Exception failure)
        {
            Logger.CrashUntold(report.Process.Name, failure);
        }
    }

    /// <summary>From now on the meter is one of this factory's: of the application that runs now, which ends with it.</summary>
    internal void MeasureBy(IMeterFactory factory) => Interlocked.Exchange(ref meter, new(this, factory)).Dispose();

    /// <summary>Ends every process and stops the threads.</summary>
    public void Dispose()
    {
        foreach (var process in Table.Living)
            process.Die(ExitReason.Shutdown);

        Scheduler.Dispose();
        Timers.Dispose();
        BlockingThreads.Dispose();
        meter.Dispose();
    }
}
