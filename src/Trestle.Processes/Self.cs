namespace Trestle;

/// <summary>What the running process can do: to itself and, in its own name, to others.</summary>
public static class Self
{
    public static Pid Pid => new(Mailbox);

    public static Node Node => Mailbox.Node;

    /// <summary>Cancelled when the process has ended: hand it to whatever the process waits for.</summary>
    public static CancellationToken Cancellation => Mailbox.Relations.Cancellation;

    /// <summary>Whether this code runs inside a process.</summary>
    public static bool IsProcess => Trestle.Mailbox.Running is not null;

    /// <summary>Receive <see cref="Exited"/> messages instead of ending when a linked process ends.</summary>
    public static bool TrapsExits
    {
        get => Mailbox.TrapsExits;
        set => Mailbox.TrapsExits = value;
    }

    /// <summary>Ends with the other, and it with this one, unless the reason is <see cref="ExitReason.Normal"/>.</summary>
    public static void Link(Pid pid) => Link(Mailbox, pid);

    internal static void Link(Mailbox process, Pid pid)
    {
        if (pid.Mailbox is { } other)
            Relations.Link(process, other);
        else
            process.Signal(null, ExitReason.NoProcess, isLink: true);
    }

    public static void Unlink(Pid pid)
    {
        if (pid.Mailbox is { } other)
            Relations.Unlink(Mailbox, other);
    }

    /// <summary>Asks for a <see cref="Down"/> message when the other ends; at once when it already has.</summary>
    public static MonitorRef Monitor(Pid pid) => Monitor(Mailbox, pid);

    internal static MonitorRef Monitor(Mailbox watcher, Pid pid)
    {
        var monitor = new MonitorRef(Interlocked.Increment(ref lastMonitor));

        if (pid.Mailbox is { } other)
            other.Relations.AddWatcher(monitor.Id, watcher);
        else
            watcher.Deliver(new Letter(new Down(monitor, pid, ExitReason.NoProcess)));

        return monitor;
    }

    /// <summary>Takes the monitor off.</summary>
    /// <param name="flush">Whether a <see cref="Down"/> of it that has come already, and was not yet read, goes too.</param>
    public static void Demonitor(Pid pid, MonitorRef monitor, bool flush = false)
    {
        var process = flush ? Mailbox : null;
        var wasThere = pid.Mailbox?.Relations.RemoveWatcher(monitor.Id) ?? false;

        if (!wasThere)
            process?.Flush(monitor);
    }

    /// <inheritdoc cref="Node.Spawn(Func{Task}, string?)"/>
    public static Pid Spawn(Func<Task> body, string? name = null) => Node.Spawn(body, name);

    public static Pid Spawn(Func<Task> body, SpawnOptions options) => Node.Spawn(body, options);

    /// <inheritdoc cref="Node.Spawn{TServer}(TServer, string?)"/>
    public static Ref<TServer> Spawn<TServer>(TServer server, string? name = null)
        where TServer : GenServer => Node.Spawn(server, name);

    public static Ref<TServer> Spawn<TServer>(TServer server, SpawnOptions options)
        where TServer : GenServer => Node.Spawn(server, options);

    /// <summary>Starts a process linked to this one: neither outlives a crash of the other.</summary>
    public static Pid SpawnLink(Func<Task> body, string? name = null) => SpawnLink(body, SpawnOptions.Of(name));

    public static Pid SpawnLink(Func<Task> body, SpawnOptions options)
    {
        var process = Node.Prepare(body, options);
        Relations.Link(Mailbox, process);
        process.Start(body);

        return new(process);
    }

    public static Ref<TServer> SpawnLink<TServer>(TServer server, string? name = null)
        where TServer : GenServer => SpawnLink(server, SpawnOptions.Of(name));

    public static Ref<TServer> SpawnLink<TServer>(TServer server, SpawnOptions options)
        where TServer : GenServer
    {
        var process = Node.Prepare(server, options);
        Relations.Link(Mailbox, process);
        process.Start();

        return new(new(process));
    }

    /// <summary>Starts a process and monitors it, so that this one gets its <see cref="Down"/> however soon it ends.</summary>
    public static (Pid Pid, MonitorRef Monitor) SpawnMonitor(Func<Task> body, string? name = null) =>
        SpawnMonitor(body, SpawnOptions.Of(name));

    public static (Pid Pid, MonitorRef Monitor) SpawnMonitor(Func<Task> body, SpawnOptions options)
    {
        var process = Node.Prepare(body, options);
        var monitor = Monitor(new(process));
        process.Start(body);

        return (new(process), monitor);
    }

    /// <summary>Starts a server and monitors it, so that this process gets its <see cref="Down"/> also when its <c>Init</c> fails.</summary>
    public static (Ref<TServer> Server, MonitorRef Monitor) SpawnMonitor<TServer>(TServer server, string? name = null)
        where TServer : GenServer => SpawnMonitor(server, SpawnOptions.Of(name));

    public static (Ref<TServer> Server, MonitorRef Monitor) SpawnMonitor<TServer>(TServer server, SpawnOptions options)
        where TServer : GenServer
    {
        var process = Node.Prepare(server, options);
        var monitor = Monitor(new(process));
        process.Start();

        return (new(new(process)), monitor);
    }

    /// <summary>The processes that started this one, nearest first, as far as they are known: of the dead only the nearest.</summary>
    public static IReadOnlyList<Pid> Ancestors => ProcessInfo.AncestorsOf(Mailbox);

    public static Priority Priority
    {
        get => Mailbox.Priority;
        set => Mailbox.Priority = value;
    }

    /// <summary>
    /// For loops that run long without an await: ends the process here when it has been ended from outside. A nanosecond or two.
    /// </summary>
    public static void Poll()
    {
        if (Trestle.Mailbox.Running is { IsDead: true } process)
            throw new ProcessExitException(process.ExitReason!);
    }

    /// <summary>For a process that will rest for long: lets go of what the runtime holds for it and can make again.</summary>
    public static void Hibernate() => Mailbox.Shrink();

    /// <summary>Sends the message to this process after the delay.</summary>
    public static TimerRef SendAfter(TimeSpan delay, object message) => SendAfter(delay, Pid, message);

    public static TimerRef SendAfter(TimeSpan delay, Pid target, object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        var timers = Node.Timers;
        var timer = new TimerRef(target.Mailbox ?? Mailbox, timers.DueIn(delay), target.Mailbox is null ? null : message);
        timers.Add(timer);

        return timer;
    }

    /// <summary>
    /// The oldest message of this type (that matches); others stay in the mailbox, in order. Only for processes made
    /// of one method: servers have handlers. Throws <see cref="TimeoutException"/> when none came in time.
    /// </summary>
    public static ValueTask<T> ReceiveAsync<T>(Func<T, bool>? match = null, TimeSpan? timeout = null) =>
        Mailbox is AsyncProcess process
            ? process.ReceiveAsync(match, timeout)
            : throw new InvalidOperationException(
                $"{Mailbox.DisplayName} is a server: its messages go to its handlers. Add: void Handle({typeof(T).Name} message) => ...");

    /// <summary>Ends this process here.</summary>
    public static void Exit(ExitReason reason) => throw new ProcessExitException(reason);

    internal static Mailbox Mailbox => Trestle.Mailbox.Running ?? throw NotInside();

    internal static InvalidOperationException NotInside() => new(
        """
        Self is the running process, but this code runs outside of any.

        Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
        """);

    // An id, not state: unique across nodes, so that a monitor is never taken for another's.
    static long lastMonitor;
}
