namespace Trestle.Processes.Tests;

/// <summary>What every adapter has to do; an adapter's own tests say how two nodes are joined by it.</summary>
public abstract class PubSubAdapterTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Node left;
    readonly Node right;
    readonly string rightName;

    protected PubSubAdapterTests((IPubSubAdapter Left, IPubSubAdapter Right) pair)
    {
        left = new(new() { Workers = 1, PubSubAdapter = pair.Left });
        right = new(new() { Workers = 1, PubSubAdapter = pair.Right });
        rightName = pair.Right.NodeName;
    }

    public void Dispose()
    {
        left.Dispose();
        right.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Completes, once a process has subscribed, with a task of what that process then gets.</summary>
    static async Task<Task<string[]>> Listen(Node node, Topic topic, int count)
    {
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var heard = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);

        node.Spawn(async () =>
        {
            node.PubSub.Subscribe(topic);
            subscribed.SetResult();
            var messages = new List<string>();

            while (messages.Count < count)
                messages.Add(await Self.ReceiveAsync<string>());

            heard.SetResult([.. messages]);
        });
        await subscribed.Task.WaitAsync(Patience);

        return heard.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_broadcast_reaches_every_node_once()
    {
        var here = await Listen(left, "rooms", 2);
        var there = await Listen(right, "rooms", 2);

        left.PubSub.Broadcast("rooms", "one");
        left.PubSub.Broadcast("rooms", "two");

        Assert.Equal(["one", "two"], await here);
        Assert.Equal(["one", "two"], await there);
    }

    [Fact]
    public async Task A_local_broadcast_stays_on_its_node()
    {
        var there = await Listen(right, "rooms", 1);

        left.PubSub.LocalBroadcast("rooms", "here");
        left.PubSub.Broadcast("rooms", "everywhere");

        Assert.Equal(["everywhere"], await there);
    }

    [Fact]
    public async Task A_direct_broadcast_reaches_one_node()
    {
        var here = await Listen(left, "rooms", 1);
        var there = await Listen(right, "rooms", 1);

        left.PubSub.DirectBroadcast(rightName, "rooms", "there");
        left.PubSub.DirectBroadcast("nowhere", "rooms", "lost");

        Assert.Equal(["there"], await there);
        left.PubSub.Broadcast("rooms", "last");
        Assert.Equal(["last"], await here);
    }

    [Fact]
    public async Task A_broadcast_from_one_process_leaves_nobody_out_elsewhere()
    {
        var there = await Listen(right, "rooms", 1);

        left.PubSub.BroadcastFrom(default, "rooms", "hello");

        Assert.Equal(["hello"], await there);
    }

    [Fact]
    public async Task Topics_are_kept_apart()
    {
        var there = await Listen(right, "rooms", 1);

        left.PubSub.Broadcast("halls", "one");
        left.PubSub.Broadcast("rooms", "two");

        Assert.Equal(["two"], await there);
    }

    [Fact]
    public async Task Messages_of_one_sender_keep_their_order()
    {
        string[] numbers = [.. Enumerable.Range(0, 1_000).Select(number => $"{number}")];
        var there = await Listen(right, "numbers", numbers.Length);

        foreach (var number in numbers)
            left.PubSub.Broadcast("numbers", number);

        Assert.Equal(numbers, await there);
    }
}

public sealed class LoopbackAdapterTests() : PubSubAdapterTests(LoopbackAdapter.Pair())
{
    sealed class LoopbackAdapter(string name) : IPubSubAdapter
    {
        LoopbackAdapter other = null!;
        PubSub local = null!;

        public static (IPubSubAdapter, IPubSubAdapter) Pair()
        {
            var (left, right) = (new LoopbackAdapter("left"), new LoopbackAdapter("right"));
            (left.other, right.other) = (right, left);

            return (left, right);
        }

        public string NodeName => name;

        public void Attach(PubSub local) => this.local = local;

        public void Broadcast(Topic topic, object message) => other.local.LocalBroadcast(topic, message);

        public void Send(string nodeName, Topic topic, object message)
        {
            if (nodeName == other.NodeName)
                Broadcast(topic, message);
        }
    }
}
