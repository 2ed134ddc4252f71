namespace Trestle.Processes.Tests;

public class TestProcessTests : World
{
    record Ping(Pid From);

    record Pong(int Value);

    sealed class Doubler : GenServer
    {
        public record Twice(int Value) : ICall<int>;

        int Handle(Twice twice) => 2 * twice.Value;

        void Handle(Ping ping) => ping.From.Send(new Pong(1));
    }

    [Fact]
    public async Task Expects_what_is_sent_to_it()
    {
        var test = TestProcess.Start(Node);
        var doubler = Node.Spawn(new Doubler());

        doubler.Pid.Send(new Ping(test.Pid));

        Assert.Equal(new Pong(1), await test.ExpectAsync<Pong>());
        Assert.Equal(14, await test.CallAsync(doubler, new Doubler.Twice(7)));
        await test.ExpectNothingAsync();
    }

    [Fact]
    public async Task Takes_the_oldest_that_matches_and_keeps_the_rest()
    {
        var test = TestProcess.Start(Node);

        foreach (var value in (int[])[1, 2, 3])
            test.Pid.Send(new Pong(value));

        Assert.Equal(new Pong(2), await test.ExpectAsync<Pong>(pong => pong.Value == 2));
        await test.ExpectAsync<Pong>(pong => pong.Value == 3);
        Assert.Equal([new Pong(1)], test.Messages);
    }

    [Fact]
    public async Task Says_what_came_instead()
    {
        var test = TestProcess.Start(Node);
        test.Pid.Send(new Pong(1));
        test.Pid.Send("hello");

        var wrong = await Assert.ThrowsAsync<ExpectationException>(() => test.ExpectAsync<Down>(within: TimeSpan.FromMilliseconds(20)));
        Assert.Equal(
            """
            Expected Down, got:
                Pong { Value = 1 }
                hello
            """,
            wrong.Message);

        var unexpected = await Assert.ThrowsAsync<ExpectationException>(test.ExpectNothingAsync);
        Assert.Equal(
            """
            Expected nothing, got:
                Pong { Value = 1 }
                hello
            """,
            unexpected.Message);

        var empty = TestProcess.Start(Node);
        var missing = await Assert.ThrowsAsync<ExpectationException>(() => empty.ExpectAsync<Down>(within: TimeSpan.Zero));
        Assert.Equal("Expected Down, got: nothing.", missing.Message);
    }

    [Fact]
    public async Task Watches_a_process_end_and_is_not_ended_by_it()
    {
        var test = TestProcess.Start(Node);
        var doubler = Node.Spawn(new Doubler());
        test.Link(doubler.Pid);
        var monitor = test.Monitor(doubler.Pid);

        doubler.Pid.Exit(ExitReason.Killed);

        Assert.Equal(new Down(monitor, doubler.Pid, ExitReason.Killed), await test.ExpectDownAsync(doubler.Pid));
        Assert.Equal(new Exited(doubler.Pid, ExitReason.Killed), await test.ExpectAsync<Exited>());
        Assert.True(test.Pid.IsAlive);
    }

    [Fact]
    public async Task Steps_through_a_seeded_node_by_expecting()
    {
        using var node = TestNode.Seeded(3);
        var test = TestProcess.Start(node);
        var doubler = node.Node.Spawn(new Doubler());

        Assert.Equal(14, await test.CallAsync(doubler, new Doubler.Twice(7)));

        node.Node.Spawn(() =>
        {
            Self.SendAfter(TimeSpan.FromMinutes(1), test.Pid, new Pong(5));
            return Task.CompletedTask;
        });

        await test.ExpectNothingAsync();
        await Assert.ThrowsAsync<ExpectationException>(() => test.ExpectAsync<Pong>());
        Assert.Equal(new Pong(5), await test.ExpectAsync<Pong>(within: TimeSpan.FromMinutes(1)));
    }
}
