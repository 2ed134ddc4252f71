namespace Trestle;

/// <summary>
/// The calls a process waits for. All have a timeout and almost none comes to it, so there is one timer, for the earliest;
/// it stays when that call is answered, and when it rings the next one is looked for. Only the process's turn touches this.
/// </summary>
sealed class Deadlines(Mailbox process)
{
    Call? latest;
    TimerRef? timer;
    long timerDue = long.MaxValue;

    public void Add(Call call)
    {
        call.Earlier = latest;

        if (latest is not null)
            latest.Later = call;

        latest = call;
        call.Due = call.Timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : process.Node.Timers.DueInAbout(call.Timeout);

        if (call.Due < timerDue)
            Arm(call.Due);
    }

    public void Remove(Call call)
    {
        if (call.Earlier is null && call.Later is null && !ReferenceEquals(latest, call))
            return;

        if (call.Later is null)
            latest = call.Earlier;
        else
            call.Later.Earlier = call.Earlier;

        if (call.Earlier is not null)
            call.Earlier.Later = call.Later;

        call.Earlier = call.Later = null;
    }

    /// <summary>The process has ended: whoever waits in it unwinds.</summary>
    public void Fail(ExitReason reason)
    {
        timer?.Cancel();

        for (var call = latest; call is not null; call = call.Earlier)
            call.Fail(new ProcessExitException(reason));
    }

    void Arm(long due)
    {
        timer?.Cancel();
        timerDue = due;
        timer = new Bell(process, due);
        process.Node.Timers.Add(timer);
    }

    void Check()
    {
        var now = process.Node.Timers.Now;
        var next = long.MaxValue;
        timerDue = long.MaxValue;

        for (var call = latest; call is not null;)
        {
            var earlier = call.Earlier;

            if (call.Due <= now)
                call.Fail(new CallTimeoutException(call));

            // Also those that were never awaited.
            if (call.IsDone)
                Remove(call);
            else
                next = Math.Min(next, call.Due);

            call = earlier;
        }

        if (next != long.MaxValue)
            Arm(next);
    }

    sealed class Bell(Mailbox process, long due) : TimerRef(process, due)
    {
        internal override void Ring() => Target.Push(new Rung());
    }

    sealed class Rung : Errand
    {
        public override void Run(Mailbox process) => process.RelationsIfAny?.Deadlines?.Check();
    }
}
