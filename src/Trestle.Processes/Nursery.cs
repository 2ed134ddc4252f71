namespace Trestle;

/// <summary>Starts and ends the processes of one supervisor's children, and counts the restarts.</summary>
sealed class Nursery(Mailbox supervisor, RestartIntensity intensity)
{
    readonly RestartLog restarts = new(intensity, supervisor.Node.Time);

    Node Node => supervisor.Node;

    /// <summary>Starts the child's process; there is none afterwards when its Init has decided so.</summary>
    public async Task StartAsync(Child child)
    {
        var process = Node.Prepare(child.Spec, supervisor);
        process.Restarts = child.Restarts;

        try
        {
            Relations.Link(supervisor, process);
            await process.StartAsync();
        }
        catch (ProcessExitException exit) when (exit.IsIgnore)
        {
            Relations.Unlink(supervisor, process);
            process.Die(ExitReason.Normal);
            return;
        }
        catch (Exception exception)
        {
            // The exit of a child that never started is told by the exception.
            Relations.Unlink(supervisor, process);
            process.Die(new ExitReason.Crashed(exception));
            throw;
        }

        process.IsKept = true;
        child.Process = process;
    }

    /// <summary>Starts a child again; false when that failed, and then another try is on its way.</summary>
    public async Task<bool> TryStartAgainAsync(Child child)
    {
        child.Restarts++;
        child.NextTry = null;
        Node.Counts.Restarted();

        try
        {
            await StartAsync(child);

            return true;
        }
        catch (Exception exception)
        {
            Node.Logger.RestartFailed(exception, child.Spec.Id, child.Restarts);
            child.NextTry = new TryAgain(child);
            supervisor.Deliver(new Letter(child.NextTry));

            return false;
        }
    }

    /// <summary>Ends the supervisor when this is one restart too many.</summary>
    public void CountRestart(Child child)
    {
        if (restarts.TryRecord())
            return;

        Node.Logger.SupervisorGaveUp(
            supervisor.DisplayName, child.Spec.Id, intensity.MaxRestarts, intensity.Window.TotalSeconds);

        Self.Exit(ExitReason.Shutdown);
    }

    /// <summary>Takes note of a child that ended by itself, and says whether it is to be started again.</summary>
    public bool IsToRestart(Child child, ExitReason reason)
    {
        TellCrash(child.Process!, reason);
        child.Process = null;

        return child.Spec.Restart switch
        {
            Restart.Permanent => true,
            Restart.Transient => reason != ExitReason.Normal && reason != ExitReason.Shutdown,
            _ => false,
        };
    }

    /// <summary>Asks the child to end, and kills it when it takes too long.</summary>
    public async Task EndAsync(Child child)
    {
        child.NextTry = null;

        if (child.Process is not { } process)
            return;

        child.Process = null;
        process.IsKept = false;
        Relations.Unlink(supervisor, process);

        if (process.ExitReason is { } already)
            TellCrash(process, already);
        else if (child.Spec.ShutdownTimeout == TimeSpan.Zero)
            process.Die(ExitReason.Killed);
        else
            await StopAsync(process, child.Spec.ShutdownTimeout);
    }

    async Task StopAsync(Mailbox process, TimeSpan timeout)
    {
        process.Stop(ExitReason.Shutdown);

        try
        {
            var limit = process.IsSupervisor ? Timeout.InfiniteTimeSpan : timeout;
            TellCrash(process, await process.Relations.Ended.WaitAsync(limit, Node.Time));
        }
        catch (TimeoutException)
        {
            Node.Logger.ChildKilled(process.DisplayName, timeout.TotalSeconds);
            process.Die(ExitReason.Killed);
        }
    }

    // The supervisor tells its children's crashes, and a child may crash while it is being ended, or just before.
    void TellCrash(Mailbox process, ExitReason reason)
    {
        if (reason is ExitReason.Crashed crash)
            process.Relations.ReportOf(crash).Log(Node.Logger);
    }
}
