namespace Trestle;

/// <summary>What the running process can do: to itself and, in its own name, to others.</summary>
public static class Self
{
    public static Pid Pid => new(Running);

    public static Node Node => Running.Node;

    /// <summary>Cancelled when the process has ended: hand it to whatever the process waits for.</summary>
    public static CancellationToken Cancellation => Running.Relations.Cancellation;

    /// <summary>Whether this code runs inside a process.</summary>
    public static bool IsProcess => Mailbox.Running is not null;

    /// <summary>Receive <see cref="Exited"/> messages instead of ending when a linked process ends.</summary>
    public static bool TrapsExits
    {
        get => Running.Relations.TrapsExits;
        set => Running.Relations.TrapsExits = value;
    }

    /// <summary>Ends with the other, and it with this one, unless the reason is <see cref="ExitReason.Normal"/>.</summary>
    public static void Link(Pid pid)
    {
        if (pid.Mailbox is { } other)
            Relations.Link(Running, other);
        else
            Running.Signal(pid, ExitReason.NoProcess, isLink: true);
    }

    public static void Unlink(Pid pid)
    {
        if (pid.Mailbox is { } other)
            Relations.Unlink(Running, other);
    }

    /// <summary>Asks for a <see cref="Down"/> message when the other ends; at once when it already has.</summary>
    public static MonitorRef Monitor(Pid pid)
    {
        var monitor = new MonitorRef(Interlocked.Increment(ref lastMonitor));

        if (pid.Mailbox is { } other)
            other.Relations.AddWatcher(monitor.Id, Running);
        else
            Running.Push(new Envelope(new Down(monitor, pid, ExitReason.NoProcess)));

        return monitor;
    }

    public static void Demonitor(Pid pid, MonitorRef monitor) => pid.Mailbox?.Relations.RemoveWatcher(monitor.Id);

    public static Pid Spawn(Func<Task> body, string? name = null) => Running.Node.Spawn(body, name);

    public static Pid SpawnLink(Func<Task> body, string? name = null)
    {
        var process = Running.Node.Prepare(body, name);
        Relations.Link(Running, process);
        process.Start(body);

        return new(process);
    }

    public static (Pid Pid, MonitorRef Monitor) SpawnMonitor(Func<Task> body, string? name = null)
    {
        var process = Running.Node.Prepare(body, name);
        var monitor = Monitor(new(process));
        process.Start(body);

        return (new(process), monitor);
    }

    /// <summary>Sends the message to this process after the delay.</summary>
    public static TimerRef SendAfter(TimeSpan delay, object message) => SendAfter(delay, Pid, message);

    public static TimerRef SendAfter(TimeSpan delay, Pid target, object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        return new TimerRef(Running.Node.Time, delay, target, message);
    }

    /// <summary>
    /// The oldest message of this type (that matches); others stay in the mailbox, in order. Only for processes made
    /// of one method: servers have handlers. Throws <see cref="TimeoutException"/> when none came in time.
    /// </summary>
    public static Task<T> ReceiveAsync<T>(Func<T, bool>? match = null, TimeSpan? timeout = null) =>
        Running is AsyncProcess process
            ? process.ReceiveAsync(match, timeout)
            : throw new InvalidOperationException(
                $"{Running.DisplayName} is a server: its messages go to its handlers. Add: void Handle({typeof(T).Name} message) => ...");

    /// <summary>Ends this process here.</summary>
    public static void Exit(ExitReason reason) => throw new ProcessExitException(reason);

    static Mailbox Running => Mailbox.Running ?? throw new InvalidOperationException(
        """
        Self is the running process, but this code runs outside of any.

        Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
        """);

    // An id, not state: unique across nodes, so that a monitor is never taken for another's.
    static long lastMonitor;
}
