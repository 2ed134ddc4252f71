namespace Trestle;

/// <summary>
/// A process in a test's hands: give its <see cref="Pid"/> to what is tested and expect what it is sent. It traps exits, so
/// what is linked to it does not end it.
/// </summary>
public sealed class TestProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    readonly List<object> messages = [];
    readonly AsyncProcess process;
    readonly TestNode? steps;

    TaskCompletionSource arrival = NewArrival();

    TestProcess(Node node, TestNode? steps, string? name)
    {
        this.steps = steps;
        process = node.Prepare(ReceiveAll, new() { Name = name });
        process.TrapsExits = true;
        process.Start(ReceiveAll);
    }

    public static TestProcess Start(Node node, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(node);

        return new(node, null, name);
    }

    /// <summary>On a node that is stepped through, expecting steps through it.</summary>
    public static TestProcess Start(TestNode node, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(node);

        return new(node.Node, node, name);
    }

    public Pid Pid => new(process);

    /// <summary>What has come and was not expected yet, oldest first.</summary>
    public IReadOnlyList<object> Messages
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    /// <summary>
    /// Takes the oldest message of this type (that matches), waiting for it up to 5 s of real time; on a node that is stepped
    /// through, the time is the node's own and by default none. Throws <see cref="ExpectationException"/>, which lists what
    /// came instead.
    /// </summary>
    public async Task<T> ExpectAsync<T>(Func<T, bool>? match = null, TimeSpan? within = null)
    {
        steps?.Advance(within ?? TimeSpan.Zero);
        using var patience = new CancellationTokenSource(steps is null ? within ?? Patience : TimeSpan.Zero);

        while (true)
        {
            Task arrived;

            lock (gate)
            {
                if (Take(match) is { } message)
                    return (T)message;

                arrived = arrival.Task;
            }

            try
            {
                await arrived.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw new ExpectationException(typeof(T).Name, Messages);
            }
        }
    }

    object? Take<T>(Func<T, bool>? match)
    {
        var place = messages.FindIndex(message => message is T typed && (match is null || match(typed)));

        if (place < 0)
            return null;

        var message = messages[place];
        messages.RemoveAt(place);

        return message;
    }

    /// <summary>
    /// Nothing is in its mailbox that was not expected before. What other processes are still to send is known only on a node
    /// that is stepped through, which is run until idle; elsewhere call those first.
    /// </summary>
    public async Task ExpectNothingAsync()
    {
        if (steps is null)
            await InProcess(() => Task.FromResult(true)).ConfigureAwait(false);
        else
            steps.RunUntilIdle();

        if (Messages is { Count: > 0 } unexpected)
            throw new ExpectationException("nothing", unexpected);
    }

    public MonitorRef Monitor(Pid pid) => Self.Monitor(process, pid);

    /// <summary>Expects to be told of the end of a process that it monitors.</summary>
    public Task<Down> ExpectDownAsync(Pid pid, TimeSpan? within = null) => ExpectAsync<Down>(down => down.Pid == pid, within);

    /// <summary>Is told every fact of this type from now on.</summary>
    public async Task SubscribeAsync<TFact>()
    {
        var subscribed = InProcess(() =>
        {
            Self.Node.PubSub.Subscribe<TFact>();
            return Task.FromResult(true);
        });
        steps?.RunUntilIdle();
        await subscribed.ConfigureAwait(false);
    }

    public void Link(Pid pid) => Self.Link(process, pid);

    public void Unlink(Pid pid)
    {
        if (pid.Mailbox is { } other)
            Relations.Unlink(process, other);
    }

    /// <summary>Calls a server as this process.</summary>
    public Task<TReply> CallAsync<TServer, TReply>(Ref<TServer> server, ICall<TReply> message, TimeSpan? timeout = null)
        where TServer : GenServer
    {
        var answer = InProcess(async () => await server.CallAsync(message, timeout).ConfigureAwait(true));
        steps?.RunUntilIdle();

        return answer;
    }

    Task<T> InProcess<T>(Func<Task<T>> body)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Post(_ => _ = Run(), null);

        return result.Task;

        async Task Run()
        {
            try
            {
                result.SetResult(await body().ConfigureAwait(true));
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }
    }

    async Task ReceiveAll()
    {
        while (true)
        {
            var message = await Self.ReceiveAsync<object>().ConfigureAwait(true);

            lock (gate)
            {
                messages.Add(message);
                arrival.SetResult();
                arrival = NewArrival();
            }
        }
    }

    static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
