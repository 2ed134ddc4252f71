namespace Trestle;

/// <summary>A process written as one asynchronous method.</summary>
sealed class AsyncProcess(Origin origin, bool starting) : Mailbox(origin, starting)
{
    Inbox? inbox;
    Receiver? receiver;

    protected override int Waiting => inbox?.Count ?? 0;

    protected override bool UnwindsWithCode => true;

    public void Start(Func<Task> body) => Push(new Beginning(body));

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

    void Run(Func<Task> body)
    {
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
        else if (!ReferenceEquals(receiver?.Waiter, body))
        {
            IsFollowed = true;
            body.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => End(body));
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

        if (receiver is { IsWaiting: true })
            throw new InvalidOperationException(
                $"{DisplayName} already waits for a message. A process receives one message at a time: await the first.");

        var waiting = Prepare(match, timeout);
        waiting.Start();

        return new(waiting, waiting.Version);
    }

    Receiver<T> Prepare<T>(Func<T, bool>? match, TimeSpan? timeout)
    {
        if (match is null && timeout is null && receiver?.GetType() == typeof(Receiver<T>))
            return (Receiver<T>)receiver;

        if (match is null && timeout is null)
        {
            var plain = new Receiver<T>();
            receiver = plain;

            return plain;
        }

        var choosy = new ChoosyReceiver<T>(match);
        receiver = choosy;

        if (timeout is { } limit)
            choosy.TimeoutAfter(limit, this);

        return choosy;
    }

    public void GiveUp(Receiver waiting)
    {
        if (ReferenceEquals(receiver, waiting) && waiting.IsWaiting)
            Resume(new Receiver.Failure(
                new TimeoutException($"{DisplayName} received no {waiting.MessageType.Name} in time.")));
    }

    protected override void Receive(Envelope envelope, object? message, Call? call)
    {
        if (call is not null)
        {
            call.Fail(new UnhandledMessageException(typeof(AsyncProcess), call.Message.GetType()));
            return;
        }

        var letter = (Letter)envelope;

        if (receiver is not { IsWaiting: true } waiting || !waiting.Matches(letter.Message))
        {
            (inbox ??= new()).Add(letter);
            return;
        }

        Limit?.Leave();
        Resume(letter.Message);
    }

    void Resume(object outcome)
    {
        var body = IsFollowed ? null : (Task)receiver!.Waiter!;
        receiver!.Complete(outcome);

        if (body is not null)
            Follow(body);
    }

    public override void Shrink()
    {
        if (inbox is { Count: 0 })
            inbox = null;
    }

    protected override void Unwind(ExitReason reason)
    {
        inbox = null;
        RelationsIfAny?.Deadlines?.Fail(reason);

        if (receiver is { IsWaiting: true })
            Resume(new Receiver.Failure(new ProcessExitException(reason)));
    }

    sealed class Beginning(Func<Task> body) : Errand
    {
        public override void Run(Mailbox process) => ((AsyncProcess)process).Run(body);
    }
}
