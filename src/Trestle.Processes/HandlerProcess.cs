namespace Trestle;

// The loop is not an async method: its hoisted locals would keep the last message, and the server's code, alive. A handler
// that has to wait is finished by OnHandled, which the awaiter posts back to this process; what comes meanwhile is deferred.

/// <summary>A process that runs a <see cref="GenServer"/>.</summary>
sealed class HandlerProcess(Origin origin, GenServer server) : Mailbox(origin, isBorn: true)
{
    GenServer? server = server;

    public GenServer Server => server!;

    public override bool IsSupervisor => Origin.Handlers!.IsSupervisor;

    public Type ServerType => Origin.Handlers!.Type;

    protected override int Waiting => RelationsIfAny?.Handling is { } handling ? handling.Deferred.Count : 0;

    protected override bool UnwindsWithCode => RelationsIfAny is not null;

    Handling Handling => Relations.Handling ?? BeginHandling();

    /// <summary>Whether its Init runs now.</summary>
    public bool IsStarting => (RelationsIfAny?.Handling?.Current ?? Worker.Current?.Envelope) is Initialise { IsOver: false };

    Handling BeginHandling()
    {
        BecomeAmid(true);

        return Relations.Handling = new();
    }

    public void Start() => Start(null);

    void Start(TaskCompletionSource? started)
    {
        server!.Starting(this);
        Push(new Initialise(started));
    }

    /// <summary>Ends when Init has; as Init did.</summary>
    public override Task StartAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(started);

        return started.Task;
    }

    /// <summary>Asks the server to end: after what it handles now, and through its Terminate.</summary>
    public override void Stop(ExitReason reason) => Push(new StopRequest(reason));

    public bool SetSuspended(bool isSuspended)
    {
        Handling.IsSuspended = isSuspended;
        GoesOn = !isSuspended;

        return isSuspended;
    }

    /// <summary>Another server, of the same class or a newer build of it, goes on with what waits.</summary>
    public void Replace(GenServer successor)
    {
        Origin = new(Node, Parent, HandlerTable.For(successor), Origin.Name, Origin.Spec);
        server = successor;
    }

    /// <summary>Handles the message next, before any that waits.</summary>
    public void Continue(object message)
    {
        Handling.Continued.Enqueue(message);
        GoesOn = true;
    }

    public void WatchForIdleness(TimeSpan? after)
    {
        Handling.Idle?.Stop();
        Handling.Idle = after is { } limit ? new IdleWatch(this, limit) : null;
        Handling.Idle?.Restart();
    }

    protected override void Receive(Envelope envelope, object? message, Call? call)
    {
        if (message is not null && IsPlain && Origin.IsPlain && !Spans.AreWanted)
            ReceivePlainly(envelope, message, call);
        else
            ReceiveAmid(envelope);

        if (GoesOn)
            GoOn(Handling);
    }

    /// <summary>The short way, which almost every message goes.</summary>
    void ReceivePlainly(Envelope envelope, object message, Call? call)
    {
        ValueTask pending;

        try
        {
            pending = Origin.Handlers!.Handle(server!, message, call);

            if (pending.IsCompleted)
            {
                pending.GetAwaiter().GetResult();
                return;
            }
        }
        catch (Exception exception)
        {
            Fail(envelope, exception);
            return;
        }

        WaitFor(envelope, pending);
    }

    void ReceiveAmid(Envelope envelope)
    {
        var handling = RelationsIfAny?.Handling;

        if (handling is not null && handling.HasToWait(envelope))
        {
            handling.Deferred.Enqueue(envelope);
            return;
        }

        Handle(envelope);

        if (envelope is not SystemRequest and not Letter { Message: IdleTimeout })
            handling?.Idle?.Restart();
    }

    void Handle(Envelope envelope)
    {
        ValueTask pending;

        // Only what came through the door was counted there.
        if (envelope is Letter or TracedLetter or Call or SystemRequest)
            Limit?.Leave();

        try
        {
            pending = Spans.AreWanted && envelope is not Request ? InvokeInSpan(envelope) : InvokeInScope(envelope);

            if (pending.IsCompleted)
            {
                pending.GetAwaiter().GetResult();
                return;
            }
        }
        catch (Exception exception)
        {
            Fail(envelope, exception);
            return;
        }

        WaitFor(envelope, pending);
    }

    async ValueTask InvokeInSpan(Envelope envelope)
    {
        using var span = Spans.OfHandler(this, envelope);

        try
        {
            await InvokeInScope(envelope);
        }
        catch (Exception exception)
        {
            Spans.Failed(span, exception);
            throw;
        }
    }

    ValueTask InvokeInScope(Envelope envelope) =>
        Node.MessageScope is { } scope && envelope is not SystemRequest ? InvokeInScope(envelope, scope) : Invoke(envelope);

    async ValueTask InvokeInScope(Envelope envelope, Func<IAsyncDisposable> enter)
    {
        await using var scope = enter();

        await Invoke(envelope);
    }

    ValueTask Invoke(Envelope envelope) => envelope switch
    {
        Letter or TracedLetter => Origin.Handlers!.Dispatch(server!, envelope.Content!, null),
        Call call => Origin.Handlers!.Dispatch(server!, call.Message, call),
        Initialise initialise => initialise.RunAsync(this),
        SystemRequest request => request.RunAsync(this),
        StopRequest stop => throw new ProcessExitException(stop.Reason),
        _ => throw new InvalidOperationException($"{DisplayName} cannot handle {envelope.GetType().Name}."),
    };

    void WaitFor(Envelope envelope, ValueTask pending)
    {
        var handling = Handling;
        handling.Current = envelope;
        handling.Pending = pending;

        if (pending.IsCompleted)
            Finish(handling);
        else
            pending.GetAwaiter().UnsafeOnCompleted(handling.OnHandled ??= OnHandled);
    }

    void OnHandled()
    {
        var handling = Handling;
        Finish(handling);
        GoOn(handling);
        handling.Idle?.Restart();
    }

    void Finish(Handling handling)
    {
        var envelope = handling.Current!;
        handling.Current = null;
        var pending = handling.Pending;
        handling.Pending = default;

        try
        {
            pending.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            Fail(envelope, exception);
        }
    }

    /// <summary>Takes what goes first and what was put off, until a handler waits again.</summary>
    void GoOn(Handling handling)
    {
        while (handling.Current is null)
        {
            if (handling.Continued.TryDequeue(out var continued))
                TakeContinued(continued);
            else if (!handling.IsSuspended && handling.Deferred.TryDequeue(out var envelope))
                TakeDeferred(envelope);
            else
                break;
        }

        GoesOn = handling.Continued.Count > 0;
    }

    void TakeContinued(object message)
    {
        Limit?.Enter();
        TakeDeferred(new Letter(message));
    }

    void TakeDeferred(Envelope envelope)
    {
        if (ExitReason is { } reason)
            envelope.Drop(this, reason);
        else
            Handle(envelope);
    }

    void Fail(Envelope envelope, Exception exception)
    {
        var reason = ReasonFor(exception);

        if (envelope is Initialise initialise)
            initialise.Fail(exception);

        if (ExitReason is { } already)
        {
            envelope.Drop(this, already);
            return;
        }

        // What has not begun has nothing to clean up.
        if (envelope is Initialise && !server!.TerminatesUnstarted)
        {
            Die(reason);
            return;
        }

        var ending = TerminateThenDie(envelope, reason);

        if (!ending.IsCompleted)
            WaitFor(new Ending(), ending);
    }

    async ValueTask TerminateThenDie(Envelope envelope, ExitReason reason)
    {
        try
        {
            await server!.Terminate(reason);
        }
        catch (Exception exception) when (reason is not ExitReason.Crashed)
        {
            reason = ReasonFor(exception);
        }
        catch (Exception)
        {
            // The first failure is the one to report.
        }

        if (reason is ExitReason.Crashed)
            Relations.LastMessage = envelope.Content?.GetType();

        Die(reason);
        envelope.Drop(this, reason);
    }

    protected override bool TryFlushKept(MonitorRef monitor) => RelationsIfAny?.Handling?.TryFlush(monitor) ?? false;

    public override void Shrink()
    {
        if (RelationsIfAny is { Handling: { Current: null, IsSuspended: false, Idle: null, Deferred.Count: 0, Continued.Count: 0 } } relations)
        {
            relations.Handling = null;
            BecomeAmid(false);
        }
    }

    protected override void Unwind(ExitReason reason)
    {
        if (RelationsIfAny is { } relations)
        {
            relations.Deadlines?.Fail(reason);
            relations.Handling?.Idle?.Stop();

            // A call being handled when the process was ended from outside: its caller is told now, not after the handler.
            relations.Handling?.Current?.Drop(this, reason);

            while (relations.Handling?.Deferred.TryDequeue(out var envelope) ?? false)
                envelope.Drop(this, reason);
        }

        server = null;
    }

    sealed class Ending : Request;

    sealed class Initialise(TaskCompletionSource? started) : Request
    {
        /// <summary>What Init has told the server to continue with is handled after it, but still for this.</summary>
        public bool IsOver { get; private set; }

        public async ValueTask RunAsync(HandlerProcess process)
        {
            // Only now: whoever finds the name may send at once, and Init comes before every message.
            process.Origin.Spec?.Register(process);
            await process.Server.Initialise();
            IsOver = true;
            started?.TrySetResult();
        }

        public void Fail(Exception exception) => started?.TrySetException(exception);

        public override void Drop(Mailbox mailbox, ExitReason reason) =>
            started?.TrySetException(new ProcessExitException(reason));
    }

    sealed class StopRequest(ExitReason reason) : Request
    {
        public ExitReason Reason => reason;
    }
}
