namespace Trestle;

/// <summary>One child of a supervisor: how it is made, and the process that is it now.</summary>
sealed class Child(ChildSpec spec)
{
    public ChildSpec Spec => spec;

    /// <summary>Null when the supervisor knows that it does not run.</summary>
    public Mailbox? Process { get; set; }

    public int Restarts { get; set; }

    /// <summary>Set while the last restart has failed and another is to come.</summary>
    public TryAgain? NextTry { get; set; }

    public SupervisedChild Describe() => new(
        spec.Id,
        Process is null ? default : new Pid(Process),
        spec.Restart,
        Restarts,
        IsSupervisor: Process?.IsSupervisor ?? false,
        IsRestarting: NextTry is not null);
}

/// <summary>Told by a supervisor to itself after a restart that failed, so that it can be asked to stop in between.</summary>
sealed class TryAgain(Child child)
{
    public Child Child => child;
}

/// <summary>A child as its supervisor sees it at the moment of asking.</summary>
/// <param name="Pid">Nobody while the child does not run.</param>
/// <param name="IsRestarting">Its last restart failed, and the next is to come.</param>
public sealed record SupervisedChild(
    string Id, Pid Pid, Restart Restart, int Restarts, bool IsSupervisor, bool IsRestarting);
