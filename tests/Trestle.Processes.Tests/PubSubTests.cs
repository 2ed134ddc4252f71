namespace Trestle.Processes.Tests;

public class PubSubTests : World
{
    record StockChanged(int Count);

    [Fact]
    public async Task Delivers_a_fact_to_each_subscriber_once() => await InProcess(async () =>
    {
        Node.PubSub.Subscribe<StockChanged>();
        Node.PubSub.Subscribe<StockChanged>();

        Node.PubSub.Publish(new StockChanged(1));
        Node.PubSub.Publish(new StockChanged(2));

        Assert.Equal(new StockChanged(1), await Self.ReceiveAsync<StockChanged>());
        Assert.Equal(new StockChanged(2), await Self.ReceiveAsync<StockChanged>());
    });

    [Fact]
    public async Task Delivers_nothing_after_unsubscribing() => await InProcess(async () =>
    {
        Node.PubSub.Subscribe("rooms");
        Node.PubSub.Unsubscribe("rooms");

        Node.PubSub.Broadcast("rooms", "gone");
        Self.Pid.Send("own");

        Assert.Equal("own", await Self.ReceiveAsync<string>());
    });

    [Fact]
    public async Task Forgets_a_subscriber_that_ends() => await InProcess(async () =>
    {
        var pubsub = Node.PubSub;
        var me = Self.Pid;
        Self.SpawnMonitor(async () =>
        {
            pubsub.Subscribe("rooms");
            me.Send("subscribed");
            await Self.ReceiveAsync<string>();
            throw new InvalidOperationException("boom");
        });
        pubsub.Subscribe("rooms");

        Assert.Equal("subscribed", await Self.ReceiveAsync<string>());

        pubsub.Broadcast("rooms", "one");
        await Self.ReceiveAsync<Down>();
        pubsub.Broadcast("rooms", "two");

        Assert.Equal("one", await Self.ReceiveAsync<string>());
        Assert.Equal("two", await Self.ReceiveAsync<string>());
    });

    [Fact]
    public async Task Leaves_out_the_one_it_comes_from() => await InProcess(async () =>
    {
        var (pubsub, me) = (Node.PubSub, Self.Pid);
        var other = Self.Spawn(async () =>
        {
            pubsub.Subscribe("rooms");
            me.Send("subscribed");
            me.Send("other has " + await Self.ReceiveAsync<string>());
        });
        pubsub.Subscribe("rooms");
        Assert.Equal("subscribed", await Self.ReceiveAsync<string>());

        pubsub.BroadcastFrom(me, "rooms", "hello");

        Assert.Equal("other has hello", await Self.ReceiveAsync<string>());
    });

    [Fact]
    public async Task Keeps_the_order_of_a_sender_while_others_come_and_go() => await InProcess(async () =>
    {
        const int count = 5_000;
        var pubsub = Node.PubSub;
        pubsub.Subscribe("numbers");
        var passers = Enumerable.Range(0, 4).Select(_ => Self.Spawn(async () =>
        {
            while (true)
            {
                pubsub.Subscribe("numbers");
                await Task.Yield();
                pubsub.Unsubscribe("numbers");
            }
        })).ToList();

        Self.Spawn(() =>
        {
            for (var number = 0; number < count; number++)
                pubsub.Broadcast("numbers", number);

            return Task.CompletedTask;
        });

        for (var number = 0; number < count; number++)
            Assert.Equal(number, await Self.ReceiveAsync<int>());

        passers.ForEach(passer => passer.Exit(ExitReason.Killed));
    });
}
