using System.Threading.Tasks.Sources;

namespace Trestle;

/// <summary>A process written as one asynchronous method.</summary>
sealed class AsyncProcess(Origin origin) : Mailbox(origin, isBorn: false)
{
    Inbox? inbox;

    /// <summary>What it waits for; null while it runs.</summary>
    Receive? waitingFor;

    // The method until it runs; then, by turns, who waits for a message and the message that has come. The version, which
    // goes up when a message is fetched, tells a late or second await of a former receive from the present one.
    object? slot;
    Action<object?>? continuation;

    protected override int Waiting => inbox?.Count ?? 0;

    protected override bool UnwindsWithCode => true;

    /// <summary>Who waits; the state machine itself when an async method awaits a message directly.</summary>
    object? Waiter => waitingFor is null ? null : slot;

    public void Start(Func<Task> body)
    {
        slot = body;
        Node.Scheduler.Schedule(this);
    }

    /// <summary>As the child it was specified to be.</summary>
    public override Task StartAsync()
    {
        var spec = Origin.Spec!;

        spec.Register(this);
        Start(spec.Body!);

        return Task.CompletedTask;
    }

    /// <summary>A method has no Terminate; it may clean up in <c>finally</c>.</summary>
    public override void Stop(ExitReason reason) => Signal(Parent, reason, isLink: false);

    /// <summary>Runs the first turn now, on the calling thread. The task ends, as the body did, after the process has.</summary>
    public Task StartHere(Func<Task> body)
    {
        var task = default(Task);
        IsFollowed = true; // by RunAsync
        FirstTurn(() => task = RunAsync(body));

        return task!;
    }

    async Task RunAsync(Func<Task> body)
    {
        try
        {
            await body();
            Die(ExitReason.Normal);
        }
        catch (Exception exception)
        {
            Die(ReasonFor(exception));
            throw;
        }
    }

    protected override void Begin()
    {
        var body = (Func<Task>)slot!;
        slot = null;

        if (IsDead)
            return;

        try
        {
            Follow(body());
        }
        catch (Exception exception)
        {
            Die(ReasonFor(exception));
        }
    }

    /// <summary>
    /// Sees to it that the process ends with its method. While the method itself waits for a message, it can only go on, and
    /// end, in our hands: then nothing more is needed. That saves an idle process a third of its size.
    /// </summary>
    void Follow(Task body)
    {
        if (body.IsCompleted)
        {
            End(body);
        }
        else if (!ReferenceEquals(Waiter, body))
        {
            // In its own turn: there its end costs no hop to another thread.
            IsFollowed = true;
            body.GetAwaiter().UnsafeOnCompleted(() => End(body));
        }
    }

    void End(Task body)
    {
        if (body.IsCompletedSuccessfully)
            Die(ExitReason.Normal);
        else if (body.Exception is { } failure)
            Die(ReasonFor(failure.InnerException!));
        else
            Die(new ExitReason.Crashed(new TaskCanceledException(body)));
    }

    public ValueTask<T> ReceiveAsync<T>(Func<T, bool>? match, TimeSpan? timeout)
    {
        if (ExitReason is { } reason)
            throw new ProcessExitException(reason);

        if (inbox?.Take(match) is { } message)
        {
            Limit?.Leave();
            return new((T)message);
        }

        if (waitingFor is not null)
            throw new InvalidOperationException(
                $"{DisplayName} already waits for a message. A process receives one message at a time: await the first.");

        var receive = match is null && timeout is null ? Receive<T>.Any : Choose(match, timeout);
        (waitingFor, slot) = (receive, null);

        return new(receive, Version);
    }

    ChoosyReceive<T> Choose<T>(Func<T, bool>? match, TimeSpan? timeout)
    {
        var receive = new ChoosyReceive<T>(match);

        if (timeout is { } limit)
            receive.TimeoutAfter(limit, this);

        return receive;
    }

    public void GiveUp(Receive receive)
    {
        if (ReferenceEquals(receive, waitingFor))
            Resume(new Receive.Failure(
                new TimeoutException($"{DisplayName} received no {receive.MessageType.Name} in time.")));
    }

    protected override void Receive(Envelope envelope, object? message, Call? call)
    {
        if (call is not null)
        {
            call.Fail(new UnhandledMessageException(typeof(AsyncProcess), call.Message.GetType()));
            return;
        }

        if (waitingFor is null || !waitingFor.Matches(message!))
        {
            (inbox ??= new()).Add((Letter)envelope);
            return;
        }

        Limit?.Leave();
        Resume(message!);
    }

    /// <summary>Gives the method a message, or a failure to throw.</summary>
    void Resume(object outcome)
    {
        var body = IsFollowed ? null : (Task)Waiter!;
        var (resume, waiter) = (continuation, slot);

        waitingFor!.End();
        (waitingFor, continuation, slot) = (null, null, outcome);
        resume?.Invoke(waiter);

        if (body is not null)
            Follow(body);
    }

    public object Fetch(short token)
    {
        Check(token);

        if (waitingFor is not null || slot is not { } outcome)
            throw new InvalidOperationException("This receive has no message yet: await it, once.");

        slot = null;
        Version++;

        return outcome is Receive.Failure failure ? throw failure.Exception : outcome;
    }

    public ValueTaskSourceStatus StatusOf(short token)
    {
        Check(token);

        return waitingFor is not null ? ValueTaskSourceStatus.Pending
            : slot is Receive.Failure ? ValueTaskSourceStatus.Faulted
            : ValueTaskSourceStatus.Succeeded;
    }

    public void ContinueWith(Action<object?> resume, object? waiter, short token)
    {
        Check(token);

        if (waitingFor is null)
            resume(waiter);
        else
            (continuation, slot) = (resume, waiter);
    }

    void Check(short token)
    {
        if (token != Version)
            throw new InvalidOperationException("This receive is over: await it once.");
    }

    protected override bool TryFlushKept(MonitorRef monitor) =>
        inbox?.Take<Down>(down => down.Monitor == monitor) is not null;

    public override void Shrink()
    {
        if (inbox is { Count: 0 })
            inbox = null;
    }

    protected override void Unwind(ExitReason reason)
    {
        inbox = null;
        RelationsIfAny?.Deadlines?.Fail(reason);

        if (waitingFor is not null)
            Resume(new Receive.Failure(new ProcessExitException(reason)));
    }
}
