namespace Trestle;

/// <summary>
/// Runs short work, each piece in a process of its own that ends with it. A piece that fails fails alone. When the
/// supervisor is asked to end it waits for the running pieces, 10 s by default, and then kills them.
/// </summary>
public sealed partial class TaskSupervisor(TimeSpan? drainTimeout = null) : GenServer
{
    readonly TimeSpan drainTimeout = drainTimeout ?? TimeSpan.FromSeconds(10);

    // Callers come from any thread, so it has to know its own process.
    HandlerProcess? supervisor;

    /// <summary>
    /// Runs the body as a process. May be called from any thread; the body's first turn runs on that thread, the rest
    /// on the node's own. The task ends as the body does, after the process has ended.
    /// </summary>
    public Task RunAsync(Func<Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);

        var supervisor = Running();

        return new AsyncProcess(supervisor.Node.Origins.Of(supervisor, null, name)).StartHere(body);
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);

        T result = default!;
        await RunAsync(Run, name);

        return result;

        async Task Run() => result = await body();
    }

    /// <summary>
    /// Runs the body as a process beside the caller. Neither ends with the other: a failure is told to whoever awaits the
    /// result, and an end from outside as a <see cref="ProcessExitException"/>. To wait for a while only, use
    /// <c>Result.WaitAsync(timeout)</c>: the process goes on. A failure that nobody awaits is in the log and nowhere else.
    /// </summary>
    public (Pid Pid, Task<T> Result) Async<T>(Func<Task<T>> body, string? name = null) => Begin(body, name, caller: null);

    /// <summary>
    /// As <see cref="Async"/>, but linked to the calling process: neither outlives a crash of the other, so that a failure
    /// cannot be missed by not awaiting it, and nothing goes on for a caller that has ended. A caller that traps exits gets
    /// <see cref="Exited"/> instead of ending.
    /// </summary>
    public (Pid Pid, Task<T> Result) AsyncLink<T>(Func<Task<T>> body, string? name = null) => Begin(body, name, Self.Mailbox);

    (Pid Pid, Task<T> Result) Begin<T>(Func<Task<T>> body, string? name, Mailbox? caller)
    {
        ArgumentNullException.ThrowIfNull(body);

        var supervisor = Running();
        var process = new AsyncProcess(supervisor.Node.Origins.Of(supervisor, null, name));
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>? result = null;

        process.Relations.AtEnd(_ =>
        {
            if (result is { IsCompletedSuccessfully: true })
                completion.SetFromTask(result);
            else
                completion.SetException(FailureOf(process.ExitReason!));
        });

        if (caller is not null)
            Relations.Link(caller, process);

        process.Start(() => result = body());

        return (new(process), completion.Task);
    }

    static Exception FailureOf(ExitReason reason) =>
        (reason as ExitReason.Crashed)?.Exception ?? new ProcessExitException(reason);

    /// <summary>Asks a process to end, kills it when that takes longer than the timeout, 5 s by default, and says how it ended.</summary>
    public async Task<ExitReason> ShutdownAsync(Pid pid, TimeSpan? timeout = null)
    {
        if (pid.Mailbox is not { } process)
            return ExitReason.NoProcess;

        pid.Exit(ExitReason.Shutdown);

        try
        {
            return await process.Relations.Ended.WaitAsync(timeout ?? TimeSpan.FromSeconds(5), process.Node.Time);
        }
        catch (TimeoutException)
        {
            pid.Exit(ExitReason.Killed);

            return process.ExitReason!;
        }
    }

    HandlerProcess Running() => supervisor is { IsDead: false } running
        ? running
        : throw new InvalidOperationException(
            "This TaskSupervisor is not running. Start it as a child of a supervisor, or with node.Spawn(supervisor).");

    internal override void Starting(HandlerProcess process) => supervisor = process;

    protected internal override Task Init()
    {
        // However it ends: work without a supervisor must not go on.
        Process.Relations.AtEnd(static supervisor =>
        {
            foreach (var process in ChildrenOf(supervisor.Mailbox!))
                process.Die(ExitReason.Killed);
        });

        return Task.CompletedTask;
    }

    protected internal override async Task Terminate(ExitReason reason)
    {
        try
        {
            await Task.WhenAll(ChildrenOf(Process).Select(process => process.Relations.Ended)).WaitAsync(drainTimeout, Node.Time);
        }
        catch (TimeoutException)
        {
            // Init's rule kills the rest.
        }
    }

    static IEnumerable<Mailbox> ChildrenOf(Mailbox supervisor) =>
        supervisor.Node.Table.Living.Where(process => ReferenceEquals(process.Parent, supervisor));
}
