using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle;

/// <summary>How a <see cref="Node"/> runs.</summary>
public sealed record NodeOptions
{
    /// <summary>Threads that run processes. Default: one a core.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Joins the topics of this node to those of others. Default: none.</summary>
    public IPubSubAdapter? PubSubAdapter { get; init; }

    /// <summary>Entered before each message a <see cref="GenServer"/> handles and left after it, awaits included.</summary>
    public Func<IAsyncDisposable>? MessageScope { get; init; }
}

/// <summary>Where processes live: their scheduler, timers, names and topics. An application has one.</summary>
public sealed class Node : IDisposable
{
    public Node(NodeOptions? options = null)
    {
        options ??= new();

        Time = options.Time;
        MessageScope = options.MessageScope;
        Logger = options.Logging.CreateLogger("Trestle.Processes");
        Registry = new();
        PubSub = new(options.PubSubAdapter);
        Presence = new(PubSub, Time);
        Scheduler = new(options.Workers);
    }

    public Registry Registry { get; }

    public PubSub PubSub { get; }

    public Presence Presence { get; }

    public TimeProvider Time { get; }

    internal Scheduler Scheduler { get; }

    internal ProcessTable Table { get; } = new();

    internal ILogger Logger { get; }

    internal Func<IAsyncDisposable>? MessageScope { get; }

    /// <summary>Starts a process that runs <paramref name="body"/> and ends with it. Inside, use <see cref="Self"/>.</summary>
    public Pid Spawn(Func<Task> body, string? name = null)
    {
        var process = Prepare(body, name);
        process.Start(body);

        return new Pid(process);
    }

    /// <summary>A process that has not started, so that it can be linked or monitored before it may end.</summary>
    internal AsyncProcess Prepare(Func<Task> body, string? name)
    {
        ArgumentNullException.ThrowIfNull(body);

        return new AsyncProcess(this, name, Mailbox.Running, starting: false);
    }

    /// <summary>Starts a server. Its <c>Init</c> runs as its first message; nobody waits for it.</summary>
    public Ref<TServer> Spawn<TServer>(TServer server, string? name = null)
        where TServer : GenServer
    {
        ArgumentNullException.ThrowIfNull(server);

        var process = new HandlerProcess(this, name, Mailbox.Running, server);
        process.Start();

        return new Ref<TServer>(new Pid(process));
    }

    /// <summary>The living processes as they are now, oldest first.</summary>
    public IReadOnlyList<ProcessSnapshot> Snapshot()
    {
        var hogs = Scheduler.Watch.Hogs;

        return [.. Table.Living.OrderBy(process => process.Id).Select(process => ProcessSnapshot.Of(process, hogs))];
    }

    /// <summary>Living processes.</summary>
    public int ProcessCount => Table.Count;

    /// <summary>The living process with this id, or a pid of nobody.</summary>
    public Pid Find(long id) => Table.Find(id) is { } process ? new(process) : default;

    internal void ProcessEnded(Mailbox process, ExitReason reason)
    {
        // A supervisor logs its children's crashes itself: it knows what it does about them.
        if (reason is ExitReason.Crashed crash && process.Parent is not HandlerProcess { IsSupervisor: true, IsDead: false })
            Logger.ProcessCrashed(process, crash.Exception, process.Restarts);
    }

    /// <summary>Ends every process and stops the threads.</summary>
    public void Dispose()
    {
        foreach (var process in Table.Living)
            process.Die(ExitReason.Shutdown);

        Scheduler.Dispose();
    }
}
