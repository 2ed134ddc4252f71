namespace Trestle.Docs.Tests.Snippets;

// snippet: presence-reader
public record Reader(string Name, string Device);
// end snippet

// snippet: pubsub-adapter
public sealed class Wire(string name) : IPubSubAdapter
{
    PubSub? local;

    public Wire? Other { get; set; }

    public string NodeName => name;

    public void Attach(PubSub local) => this.local = local;

    public void Broadcast(Topic topic, object message) => Other?.local?.LocalBroadcast(topic, message);

    public void Send(string nodeName, Topic topic, object message)
    {
        if (nodeName == Other?.NodeName)
            Broadcast(topic, message);
    }
}
// end snippet

public sealed class TopicsTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Node node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task Finds_processes_by_key()
    {
        // snippet: registry-keys
        var rooms = new Registry();
        var room = node.Spawn(new ReadingRoom());

        rooms.Register((Floor: 2, Number: 14), room.Pid, value: "quiet");
        var found = new Ref<ReadingRoom>(rooms, (Floor: 2, Number: 14)); // any type with equality is a key

        var free = await found.CallAsync(new ReadingRoom.CountFree()); // 20
        var (_, value) = rooms.Lookup((2, 14)).Single(); // "quiet"
        var isMine = rooms.TryRegister((2, 14), node.Spawn(new ReadingRoom()).Pid); // false: taken
        // end snippet

        Assert.Equal(20, free);
        Assert.Equal("quiet", value);
        Assert.False(isMine);
    }

    [Fact]
    public async Task Registers_many_under_one_key()
    {
        var heard = new TaskCompletionSource<string>();
        var ready = new TaskCompletionSource();

        // snippet: registry-duplicates
        var watchers = new Registry(duplicateKeys: true);

        node.Spawn(async () =>
        {
            watchers.Register("Emma", Self.Pid);
            ready.SetResult();

            heard.SetResult(await Self.ReceiveAsync<string>());
        });
        // end snippet

        await ready.Task.WaitAsync(Patience);

        // snippet: registry-dispatch
        watchers.Dispatch("Emma", "is back");
        // end snippet

        Assert.Equal("is back", await heard.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Tells_who_is_here()
    {
        var here = new TaskCompletionSource<string>();

        // snippet: presence
        node.Spawn(async () =>
        {
            Self.Node.PubSub.Subscribe("room:14");

            var reader = Self.Spawn(async () =>
            {
                Self.Node.Presence.Track("room:14", key: "ann", new Reader("Ann", "tablet"));

                await Self.ReceiveAsync<string>();
            });

            await Self.ReceiveAsync<PresenceDiff>(diff => diff.Joins.ContainsKey("ann"));
            var present = Self.Node.Presence.List("room:14"); // ["ann"] is [Reader { Name = Ann, Device = tablet }]

            reader.Send("go home");

            await Self.ReceiveAsync<PresenceDiff>(diff => diff.Leaves.ContainsKey("ann"));
            here.SetResult(present["ann"].Single().ToString()!);
        });
        // end snippet

        Assert.Equal("Reader { Name = Ann, Device = tablet }", await here.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Carries_broadcasts_to_another_node()
    {
        var heard = new TaskCompletionSource<string>();
        var subscribed = new TaskCompletionSource();

        // snippet: pubsub-two-nodes
        var (left, right) = (new Wire("left"), new Wire("right"));
        (left.Other, right.Other) = (right, left);

        using var one = new Node(new() { PubSubAdapter = left });
        using var two = new Node(new() { PubSubAdapter = right });

        two.Spawn(async () =>
        {
            Self.Node.PubSub.Subscribe("bell");
            subscribed.SetResult();

            heard.SetResult(await Self.ReceiveAsync<string>());
        });
        // end snippet

        await subscribed.Task.WaitAsync(Patience);
        one.PubSub.Broadcast("bell", "closing time");

        Assert.Equal("closing time", await heard.Task.WaitAsync(Patience));
    }
}
