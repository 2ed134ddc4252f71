namespace Trestle;

/// <summary>
/// Starts its children in order, starts a child again when it ends, and ends them in reverse (one_for_one). When a
/// child ends more often than the intensity allows, the supervisor ends too, and its own supervisor decides.
/// </summary>
public class Supervisor(IReadOnlyList<ChildSpec> children, RestartIntensity? intensity = null) : GenServer
{
    readonly RestartIntensity intensity = intensity ?? RestartIntensity.Default;
    readonly LinkedList<Child> living = [];
    readonly Dictionary<Mailbox, LinkedListNode<Child>> byProcess = [];

    RestartLog? restarts;

    protected internal override async Task Init()
    {
        Self.TrapsExits = true;
        restarts = new(intensity, Node.Time);

        foreach (var spec in children)
            await StartAsync(living.AddLast(new Child(spec)));
    }

    protected internal override async Task Terminate(ExitReason reason)
    {
        while (living.Last is { } last)
        {
            living.RemoveLast();
            await StopAsync(last.Value);
        }
    }

    internal async Task<Pid> AddAsync(ChildSpec spec)
    {
        var node = living.AddLast(new Child(spec));

        try
        {
            await StartAsync(node);
        }
        catch
        {
            living.Remove(node);
            throw;
        }

        return new Pid(node.Value.Process!);
    }

    async Task Handle(Exited exited)
    {
        if (exited.Pid.Mailbox is { } process && byProcess.Remove(process, out var node))
            await ChildEnded(node, exited.Reason);
        else if (!ReferenceEquals(exited.Pid.Mailbox?.Parent, Process) && exited.Reason != ExitReason.Normal)
            Self.Exit(exited.Reason);
    }

    async Task ChildEnded(LinkedListNode<Child> node, ExitReason reason)
    {
        var child = node.Value;

        if (reason is ExitReason.Crashed crash)
            Node.Logger.ProcessCrashed(child.Process!, crash.Exception, child.Process!.Restarts);

        if (IsToRestart(child.Spec.Restart, reason))
            await RestartAsync(node);
        else
            living.Remove(node);
    }

    static bool IsToRestart(Restart restart, ExitReason reason) => restart switch
    {
        Restart.Permanent => true,
        Restart.Transient => reason != ExitReason.Normal && reason != ExitReason.Shutdown,
        _ => false,
    };

    async Task RestartAsync(LinkedListNode<Child> node)
    {
        while (true)
        {
            if (!restarts!.TryRecord())
            {
                living.Remove(node);
                GiveUp(node.Value);
            }

            node.Value.Restarts++;

            try
            {
                await StartAsync(node);
                return;
            }
            catch (Exception exception)
            {
                Node.Logger.ProcessCrashed(node.Value.Process!, exception, node.Value.Restarts);
            }
        }
    }

    void GiveUp(Child child)
    {
        Node.Logger.SupervisorGaveUp(
            Process!.DisplayName, child.Spec.Id, intensity.MaxRestarts, intensity.Window.TotalSeconds);

        Self.Exit(ExitReason.Shutdown);
    }

    async Task StartAsync(LinkedListNode<Child> node)
    {
        var child = node.Value;
        var server = child.Spec.Start();
        var process = new HandlerProcess(Node, child.Spec.Id, Process, server) { Restarts = child.Restarts };
        child.Process = process;

        if (child.Spec.IsRegistered)
            Node.Registry.Register(child.Spec.Id, new Pid(process));

        Relations.Link(Process!, process);

        try
        {
            await process.StartAsync();
        }
        catch
        {
            // The exit of a child that never started is told by the exception.
            Relations.Unlink(Process!, process);
            throw;
        }

        byProcess.Add(process, node);
    }

    async Task StopAsync(Child child)
    {
        if (child.Process is not { IsDead: false } process)
            return;

        Relations.Unlink(Process!, process);
        process.Stop(ExitReason.Shutdown);

        try
        {
            var limit = process.IsSupervisor ? Timeout.InfiniteTimeSpan : child.Spec.ShutdownTimeout;
            await process.Relations.Ended.WaitAsync(limit, Node.Time);
        }
        catch (TimeoutException)
        {
            Node.Logger.ChildKilled(process.DisplayName, child.Spec.ShutdownTimeout.TotalSeconds);
            process.Die(ExitReason.Killed);
        }
    }

    sealed class Child(ChildSpec spec)
    {
        public ChildSpec Spec => spec;

        public HandlerProcess? Process { get; set; }

        public int Restarts { get; set; }
    }
}
