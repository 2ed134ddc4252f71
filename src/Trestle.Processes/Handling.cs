namespace Trestle;

/// <summary>
/// What a server is in the middle of: a handler that waits, what came meanwhile, what goes first, when it counts as idle.
/// Most servers, most of the time, have none. Only the process's own turn touches it.
/// </summary>
sealed class Handling
{
    /// <summary>What is being handled by a handler that waits.</summary>
    public Envelope? Current { get; set; }

    public ValueTask Pending { get; set; }

    public Action? OnHandled { get; set; }

    public Queue<Envelope> Deferred { get; } = [];

    /// <summary>Goes before everything that waits.</summary>
    public Queue<object> Continued { get; } = [];

    public bool IsSuspended { get; set; }

    public IdleWatch? Idle { get; set; }

    /// <summary>Removes this monitor's <see cref="Down"/> from what was put off.</summary>
    public bool TryFlush(MonitorRef monitor)
    {
        var found = false;

        // Once round, which keeps the order.
        for (var left = Deferred.Count; left > 0; left--)
        {
            var envelope = Deferred.Dequeue();

            if (envelope.Content is Down down && down.Monitor == monitor)
                found = true;
            else
                Deferred.Enqueue(envelope);
        }

        return found;
    }

    /// <summary>While a handler waits everything does; while the server is suspended the messages do, but not its supervisor.</summary>
    public bool HasToWait(Envelope envelope) => Current is not null || (IsSuspended && envelope is not Request);
}

/// <summary>Tells a server when nothing has come for a while. The timer is not moved by each message: it looks when it rings.</summary>
sealed class IdleWatch(HandlerProcess process, TimeSpan after)
{
    long due;
    TimerRef? timer;

    public void Restart()
    {
        due = process.Node.Timers.DueIn(after);

        if (timer is null)
            Arm();
    }

    public void Stop() => timer?.Cancel();

    void Arm()
    {
        timer = new Bell(this, process, due);
        process.Node.Timers.Add(timer);
    }

    void Look()
    {
        timer = null;

        if (process.IsDead)
            return;

        if (process.Node.Timers.Now < due)
            Arm();
        else
            process.Deliver(new Letter(new IdleTimeout()));
    }

    sealed class Bell(IdleWatch watch, Mailbox process, long due) : TimerRef(process, due)
    {
        internal override void Ring() => Target.Push(new Rung(watch));
    }

    sealed class Rung(IdleWatch watch) : Errand
    {
        public override void Run(Mailbox process) => watch.Look();
    }
}
