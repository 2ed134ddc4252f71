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
}
