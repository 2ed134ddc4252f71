namespace Trestle;

/// <summary>
/// Runs short work, each piece in a process of its own that ends with it. A piece that fails fails alone. When the
/// supervisor is asked to end it waits for the running pieces, 10 s by default, and then kills them.
/// </summary>
public sealed class TaskSupervisor(TimeSpan? drainTimeout = null) : GenServer
{
    readonly TimeSpan drainTimeout = drainTimeout ?? TimeSpan.FromSeconds(10);

    /// <summary>
    /// Runs the body as a process. May be called from any thread; the body's first turn runs on that thread, the rest
    /// on the node's own. The task ends as the body does, after the process has ended.
    /// </summary>
    public Task RunAsync(Func<Task> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);

        if (Process is not { IsDead: false } supervisor)
            throw new InvalidOperationException(
                "This TaskSupervisor is not running. Start it as a child of a supervisor, or with node.Spawn(supervisor).");

        return new AsyncProcess(supervisor.Node, name, supervisor, starting: true).StartHere(body);
    }

    public async Task<T> RunAsync<T>(Func<Task<T>> body, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(body);

        T result = default!;
        await RunAsync(Run, name);

        return result;

        async Task Run() => result = await body();
    }

    protected internal override Task Init()
    {
        // However it ends: work without a supervisor must not go on.
        Process!.Relations.AtEnd(static supervisor =>
        {
            foreach (var process in Running(supervisor.Mailbox!))
                process.Die(ExitReason.Killed);
        });

        return Task.CompletedTask;
    }

    protected internal override async Task Terminate(ExitReason reason)
    {
        try
        {
            await Task.WhenAll(Running(Process!).Select(process => process.Relations.Ended)).WaitAsync(drainTimeout, Node.Time);
        }
        catch (TimeoutException)
        {
            // Init's rule kills the rest.
        }
    }

    static IEnumerable<Mailbox> Running(Mailbox supervisor) =>
        supervisor.Node.Table.Living.Where(process => ReferenceEquals(process.Parent, supervisor));
}
