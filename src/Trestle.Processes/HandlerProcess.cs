namespace Trestle;

// The loop is not an async method: its hoisted locals would keep the last message, and the server's code, alive. What
// survives between messages is in these fields, and a handler that has to wait is finished by OnHandled, which the
// awaiter posts back to this process.

/// <summary>A process that runs a <see cref="GenServer"/>.</summary>
sealed class HandlerProcess(Node node, string? name, Mailbox? parent, GenServer server)
    : Mailbox(node, name, parent, starting: false)
{
    readonly Queue<Envelope> deferred = [];
    readonly bool isSupervisor = server is Supervisor;

    GenServer? server = server;
    Envelope? handling;
    ValueTask<object?> pending;
    Action? onHandled;
    TaskCompletionSource? started;

    public bool IsSupervisor => isSupervisor;

    public Type? ServerType { get; } = server.GetType();

    protected override int Waiting => deferred.Count;

    public void Start()
    {
        server!.Process = this;
        Push(new Initialise());
    }

    /// <summary>Ends when Init has; as Init did.</summary>
    public Task StartAsync()
    {
        started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Start();

        return started.Task;
    }

    /// <summary>Asks the server to end: after what it handles now, and through its Terminate.</summary>
    public void Stop(ExitReason reason) => Push(new StopRequest(reason));

    protected override void Receive(Envelope envelope)
    {
        if (handling is not null)
            deferred.Enqueue(envelope);
        else
            Handle(envelope);
    }

    void Handle(Envelope envelope)
    {
        handling = envelope;

        if (envelope.Message is { } message)
            LastMessage = message.GetType();

        try
        {
            pending = Node.MessageScope is { } scope ? InvokeInScope(envelope, scope) : Invoke(envelope);
        }
        catch (Exception exception)
        {
            pending = ValueTask.FromException<object?>(exception);
        }

        if (pending.IsCompleted)
            Finish();
        else
            pending.GetAwaiter().UnsafeOnCompleted(onHandled ??= OnHandled);
    }

    async ValueTask<object?> InvokeInScope(Envelope envelope, Func<IAsyncDisposable> enter)
    {
        await using var scope = enter();

        return await Invoke(envelope);
    }

    ValueTask<object?> Invoke(Envelope envelope) => envelope switch
    {
        Initialise => Awaited(server!.Init()),
        StopRequest stop => throw new ProcessExitException(stop.Reason),
        _ => server!.Receive(envelope.Message!),
    };

    static async ValueTask<object?> Awaited(Task task)
    {
        await task;
        return null;
    }

    void OnHandled()
    {
        Finish();

        while (handling is null && deferred.TryDequeue(out var envelope))
        {
            if (ExitReason is { } reason)
                envelope.Drop(this, reason);
            else
                Handle(envelope);
        }
    }

    void Finish()
    {
        var envelope = handling!;
        handling = null;

        try
        {
            var reply = pending.GetAwaiter().GetResult();
            pending = default;

            (envelope as CallEnvelope)?.Reply(reply);

            if (envelope is Initialise)
                started?.TrySetResult();
        }
        catch (Exception exception)
        {
            pending = default;
            End(envelope, exception);
        }
    }

    void End(Envelope envelope, Exception exception)
    {
        var reason = ReasonFor(exception);

        if (envelope is Initialise)
            started?.TrySetException(exception);

        if (ExitReason is { } already)
        {
            envelope.Drop(this, already);
            return;
        }

        handling = envelope;
        pending = Awaited(TerminateThenDie(envelope, reason));

        if (pending.IsCompleted)
            handling = null;
        else
            pending.GetAwaiter().UnsafeOnCompleted(onHandled ??= OnHandled);
    }

    async Task TerminateThenDie(Envelope envelope, ExitReason reason)
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

        Die(reason);
        envelope.Drop(this, reason);
    }

    protected override void Unwind(ExitReason reason)
    {
        started?.TrySetException(new ProcessExitException(reason));

        // A call being handled when the process was ended from outside: its caller is told now, not after the handler.
        handling?.Drop(this, reason);

        while (deferred.TryDequeue(out var envelope))
            envelope.Drop(this, reason);

        server = null;
    }

    sealed class Initialise() : Envelope(null);

    sealed class StopRequest(ExitReason reason) : Envelope(null)
    {
        public ExitReason Reason => reason;
    }
}
