namespace Trestle;

// As OTP's supervisor, but: an exit signal from outside ends it, where OTP's drops the signal, and a child that lives and
// sends one is not taken for one that ended; a child is asked to end through its mailbox, behind what waits there.

/// <summary>
/// Starts its children in order, starts them again when one ends, as the strategy says, and ends them in reverse. When
/// children end more often than the intensity allows, the supervisor ends too, and its own supervisor decides.
/// </summary>
public class Supervisor(
    IReadOnlyList<ChildSpec> children, RestartIntensity? intensity = null, Strategy strategy = Strategy.OneForOne) : GenServer
{
    readonly Children family = new();

    /// <summary>Starts one more child, as the last; fails as its <c>Init</c> did, or when another child has its id.</summary>
    public sealed record StartChild(ChildSpec Spec) : ICall<StartedChild>;

    /// <summary>Whether and as whom a child was started: one of the two is set, or neither when it ignored its start.</summary>
    public sealed record StartedChild(Pid Pid, Exception? Failure)
    {
        /// <summary>Its <c>Init</c> decided that there is nothing to do: not a failure, but there is no process.</summary>
        public bool IsIgnored => Failure is null && Pid == default;
    }

    /// <summary>Ends a child and leaves it ended, a temporary one for good; false when there is no such child.</summary>
    public sealed record StopChild : ICall<bool>
    {
        public StopChild(string id) => Id = id;

        public StopChild(Pid pid) => Pid = pid;

        public string? Id { get; }

        public Pid Pid { get; }
    }

    /// <summary>Starts a child that was stopped, that ended and was not started again, or that ignored its start.</summary>
    public sealed record RestartChild(string Id) : ICall<StartedChild>;

    /// <summary>Forgets a child that does not run; false when there is none of this id that has been stopped.</summary>
    public sealed record DeleteChild(string Id) : ICall<bool>;

    /// <summary>Lists the children in the order they were started.</summary>
    public sealed record WhichChildren : ICall<IReadOnlyList<SupervisedChild>>;

    private protected Nursery Nursery { get; private set; } = null!;

    protected internal override async Task Init()
    {
        Self.TrapsExits = true;
        Nursery = new(Mailbox.Running!, intensity ?? RestartIntensity.Default);

        foreach (var spec in children)
            Add(new Child(spec));

        try
        {
            foreach (var child in family.InOrder.ToArray())
            {
                await Nursery.StartAsync(child);
                ForgetIgnored(child);
            }
        }
        catch
        {
            await EndAsync(family.InOrder);
            throw;
        }
    }

    void Add(Child child)
    {
        if (!family.TryAdd(child))
            throw new InvalidOperationException(
                $"{Mailbox.Running!.DisplayName} has two children called {child.Spec.Id}. Give each an id of its own.");
    }

    protected internal override Task Terminate(ExitReason reason) => EndAsync(family.InOrder);

    async Task EndAsync(IReadOnlyList<Child> group)
    {
        foreach (var child in group.Reverse())
            await Nursery.EndAsync(child);
    }

    Task Handle(Exited exited)
    {
        if (exited.Pid.Mailbox is { IsDead: true } process && ReferenceEquals(process.Parent, Mailbox.Running))
            return Ended(process, exited.Reason);

        if (exited.Reason != ExitReason.Normal)
            Self.Exit(exited.Reason);

        return Task.CompletedTask;
    }

    private protected virtual async Task Ended(Mailbox process, ExitReason reason)
    {
        if (family.Find(process) is not { } child)
            return;

        if (Nursery.IsToRestart(child, reason))
            await RestartAsync(child);
        else
            LetGo(child);
    }

    void LetGo(Child child)
    {
        ForgetTemporary(child);

        if (child.Spec.IsSignificant)
            Self.Exit(ExitReason.Shutdown);
    }

    private protected virtual async Task RestartAsync(Child child)
    {
        Nursery.CountRestart(child);

        var group = family.GroupOf(child, strategy);
        await EndAsync(group);

        foreach (var member in group)
            ForgetTemporary(member);

        foreach (var member in group.Where(family.Has))
        {
            if (!await Nursery.TryStartAgainAsync(member))
                return;

            ForgetIgnored(member);
        }
    }

    Task Handle(TryAgain next) =>
        ReferenceEquals(next.Child.NextTry, next) ? RestartAsync(next.Child) : Task.CompletedTask;

    void ForgetTemporary(Child child)
    {
        if (child.Spec.Restart == Restart.Temporary)
            family.Remove(child);
    }

    void ForgetIgnored(Child child)
    {
        if (child.Process is null)
            ForgetTemporary(child);
    }

    async Task<StartedChild> Handle(StartChild start)
    {
        var child = new Child(start.Spec);

        if (!family.TryAdd(child))
            return Refused($"has a child called {start.Spec.Id} already. Start that one with RestartChild, or delete it first.");

        var started = await StartAsync(child);

        if (started.Failure is not null)
            family.Remove(child);
        else
            ForgetIgnored(child);

        return started;
    }

    async Task<bool> Handle(StopChild stop)
    {
        var child = stop.Id is { } id ? family.Find(id) : family.Find(stop.Pid.Mailbox);

        if (child is null)
            return false;

        await Nursery.EndAsync(child);
        ForgetTemporary(child);

        return true;
    }

    async Task<StartedChild> Handle(RestartChild restart) => family.Find(restart.Id) switch
    {
        null => Refused($"has no child called {restart.Id}."),
        { Process: { } process } => Refused($"did not start {restart.Id} again: it runs, as {new Pid(process)}."),
        { NextTry: not null } => Refused($"did not start {restart.Id} again: it is about to."),
        { } child => await StartAsync(child),
    };

    bool Handle(DeleteChild delete)
    {
        if (family.Find(delete.Id) is not { Process: null, NextTry: null } child)
            return false;

        family.Remove(child);

        return true;
    }

    IReadOnlyList<SupervisedChild> Handle(WhichChildren _) => [.. family.InOrder.Select(child => child.Describe())];

    private protected async Task<StartedChild> StartAsync(Child child)
    {
        try
        {
            await Nursery.StartAsync(child);

            return new(child.Process is { } process ? new Pid(process) : default, null);
        }
        catch (Exception exception)
        {
            return new(default, exception);
        }
    }

    private protected static StartedChild Refused(string why) =>
        new(default, new InvalidOperationException($"{Mailbox.Running!.DisplayName} {why}"));
}
