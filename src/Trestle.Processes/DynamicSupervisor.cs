namespace Trestle;

/// <summary>
/// A supervisor whose children are started while it runs, with <see cref="Supervisor.StartChild"/>, and are all ended at
/// the same time. Their ids need not differ.
/// </summary>
public sealed class DynamicSupervisor(RestartIntensity? intensity = null, int maxChildren = int.MaxValue)
    : Supervisor([], intensity)
{
    readonly Dictionary<Mailbox, Child> running = [];
    readonly HashSet<Child> restarting = [];

    protected internal override Task Terminate(ExitReason reason) =>
        Task.WhenAll(running.Values.Select(Nursery.EndAsync));

    async Task<StartedChild> Handle(StartChild start)
    {
        if (running.Count + restarting.Count >= maxChildren)
            return Refused($"has {maxChildren} children, and may have no more.");

        var child = new Child(start.Spec);
        var started = await StartAsync(child);

        if (started.Failure is null)
            running.Add(child.Process!, child);

        return started;
    }

    async Task<bool> Handle(StopChild stop)
    {
        if (Find(stop) is not { } child)
            return false;

        Forget(child);
        await Nursery.EndAsync(child);

        return true;
    }

    Child? Find(StopChild stop) => stop.Id is { } id
        ? running.Values.Concat(restarting).FirstOrDefault(child => child.Spec.Id == id)
        : stop.Pid.Mailbox is { } process ? running.GetValueOrDefault(process) : null;

    void Forget(Child child)
    {
        if (child.Process is { } process)
            running.Remove(process);

        restarting.Remove(child);
    }

    IReadOnlyList<SupervisedChild> Handle(WhichChildren _) =>
        [.. running.Values.Concat(restarting).Select(child => child.Describe())];

    private protected override async Task Ended(Mailbox process, ExitReason reason)
    {
        if (running.Remove(process, out var child) && Nursery.IsToRestart(child, reason))
            await RestartAsync(child);
    }

    private protected override async Task RestartAsync(Child child)
    {
        restarting.Remove(child);
        Nursery.CountRestart(child);

        if (await Nursery.TryStartAgainAsync(child))
            running.Add(child.Process!, child);
        else
            restarting.Add(child);
    }
}
