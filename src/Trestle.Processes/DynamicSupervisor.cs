namespace Trestle;

// Its children are known to the process itself: bound to it, each with the spec it was made from. Only those that are
// between two lives are kept here, so a million children cost a place in a list each.

/// <summary>
/// A supervisor whose children are started while it runs, with <see cref="Supervisor.StartChild"/>, and are all ended at
/// the same time. Their ids need not differ.
/// </summary>
public sealed class DynamicSupervisor(RestartIntensity? intensity = null, int maxChildren = int.MaxValue)
    : Supervisor([], intensity)
{
    readonly HashSet<Child> restarting = [];

    static IEnumerable<Mailbox> Running => Process.Relations.Children.Where(process => process.Origin.Spec is not null);

    protected internal override Task Terminate(ExitReason reason) =>
        Task.WhenAll(Running.Select(process => Nursery.EndAsync(ChildOf(process))));

    async Task<StartedChild> Handle(StartChild start)
    {
        if (maxChildren < int.MaxValue && Process.Relations.ChildCount + restarting.Count >= maxChildren)
            return Refused($"has {maxChildren} children, and may have no more.");

        return await StartAsync(new Child(start.Spec));
    }

    async Task<bool> Handle(StopChild stop)
    {
        if (Find(stop) is not { } child)
            return false;

        restarting.Remove(child);
        await Nursery.EndAsync(child);

        return true;
    }

    Child? Find(StopChild stop)
    {
        if (stop.Id is { } id)
            return restarting.FirstOrDefault(child => child.Spec.Id == id)
                ?? (Running.FirstOrDefault(process => process.Origin.Spec!.Id == id) is { } found ? ChildOf(found) : null);

        return stop.Pid.Mailbox is { IsDead: false } process && IsMine(process) ? ChildOf(process) : null;
    }

    static bool IsMine(Mailbox process) => ReferenceEquals(process.Parent, Process) && process.Origin.Spec is not null;

    static Child ChildOf(Mailbox process) =>
        new(process.Origin.Spec!) { Process = process, Restarts = process.Restarts };

    IReadOnlyList<SupervisedChild> Handle(WhichChildren _) =>
        [.. Running.Select(ChildOf).Concat(restarting).Select(child => child.Describe())];

    private protected override async Task Ended(Mailbox process, ExitReason reason)
    {
        // One that never started, or was asked to end, may have sent its exit just before it was let go.
        if (!IsMine(process) || !process.IsKept)
            return;

        var child = ChildOf(process);

        if (Nursery.IsToRestart(child, reason))
            await RestartAsync(child);
    }

    private protected override async Task RestartAsync(Child child)
    {
        restarting.Remove(child);
        Nursery.CountRestart(child);

        if (!await Nursery.TryStartAgainAsync(child))
            restarting.Add(child);
    }
}
