namespace Trestle;

/// <summary>A process written as one asynchronous method.</summary>
sealed class AsyncProcess(Node node, string? name, Mailbox? parent, bool starting) : Mailbox(node, name, parent, starting)
{
    readonly LinkedList<object> inbox = [];

    Receiver? receiver;

    protected override int Waiting => inbox.Count;

    public void Start(Func<Task> body) => Post(static state =>
    {
        var (process, body) = ((AsyncProcess, Func<Task>))state!;

        if (!process.IsDead)
            _ = process.RunAsync(body, isWaitedFor: false);
    }, (this, body));

    /// <summary>Runs the first turn now, on the calling thread. The task ends, as the body did, after the process has.</summary>
    public Task StartHere(Func<Task> body)
    {
        var task = default(Task);
        FirstTurn(() => task = RunAsync(body, isWaitedFor: true));

        return task!;
    }

    async Task RunAsync(Func<Task> body, bool isWaitedFor)
    {
        try
        {
            await body();
            Die(ExitReason.Normal);
        }
        catch (Exception exception)
        {
            Die(ReasonFor(exception));

            if (isWaitedFor)
                throw;
        }
    }

    public Task<T> ReceiveAsync<T>(Func<T, bool>? match, TimeSpan? timeout)
    {
        ThrowIfDead();

        for (var node = inbox.First; node is not null; node = node.Next)
        {
            if (node.Value is T message && (match is null || match(message)))
            {
                inbox.Remove(node);
                return Task.FromResult(message);
            }
        }

        if (receiver is not null)
            throw new InvalidOperationException(
                $"{DisplayName} already waits for a message. A process receives one message at a time: await the first.");

        var waiting = new Receiver<T>(match);
        receiver = waiting;

        if (timeout is { } limit)
            waiting.TimeoutAfter(Node.Time, limit, this);

        return waiting.Task;
    }

    public void GiveUp(Receiver waiting)
    {
        if (!ReferenceEquals(receiver, waiting))
            return;

        receiver = null;
        waiting.Fail(new TimeoutException($"{DisplayName} received no {waiting.MessageType.Name} in time."));
    }

    protected override void Receive(Envelope envelope)
    {
        if (envelope is CallEnvelope call)
        {
            call.Fail(new UnhandledMessageException(typeof(AsyncProcess), call.Message!.GetType()));
            return;
        }

        var message = envelope.Message!;
        LastMessage = message.GetType();

        if (receiver is { } waiting && waiting.Matches(message))
        {
            receiver = null;
            waiting.Take(message);
        }
        else
        {
            inbox.AddLast(message);
        }
    }

    protected override void Unwind(ExitReason reason)
    {
        inbox.Clear();

        if (receiver is { } waiting)
        {
            receiver = null;
            waiting.Fail(new ProcessExitException(reason));
        }
    }

    void ThrowIfDead()
    {
        if (ExitReason is { } reason)
            throw new ProcessExitException(reason);
    }
}
