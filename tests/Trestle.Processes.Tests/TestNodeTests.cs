namespace Trestle.Processes.Tests;

public class TestNodeTests
{
    record Number(int Value);

    static IReadOnlyList<string> TraceOf(int seed)
    {
        using var node = TestNode.Seeded(seed);
        var test = TestProcess.Start(node, "test");

        for (var number = 0; number < 4; number++)
        {
            var value = number;
            node.Node.Spawn(
                async () =>
                {
                    await Task.Yield();
                    test.Pid.Send(new Number(value));
                },
                $"sender {value}");
        }

        node.RunUntilIdle();

        return node.Trace;
    }

    [Fact]
    public void The_same_seed_gives_the_same_turns() => Assert.Equal(TraceOf(42), TraceOf(42));

    [Fact]
    public void Different_seeds_give_different_turns() =>
        Assert.True(Enumerable.Range(1, 20).Select(seed => string.Join('\n', TraceOf(seed))).Distinct().Count() > 15);

    [Fact]
    public void Exploring_names_the_seed_and_the_turns_of_the_first_failure()
    {
        var exception = Assert.Throws<ScheduleException>(() => TestNode.Explore(100, node =>
        {
            var order = new List<string>();
            node.Node.Spawn(() => Add("a"), "a");
            node.Node.Spawn(() => Add("b"), "b");
            node.RunUntilIdle();

            if (order[0] == "b")
                throw new InvalidOperationException("b was first.");

            Task Add(string name)
            {
                order.Add(name);
                return Task.CompletedTask;
            }
        }));

        Assert.Equal(
            $"""
            Fails with seed {exception.Seed}: b was first.

            To see it again: TestNode.Seeded({exception.Seed}). Its turns:

                b begins, ended: normal
                a begins, ended: normal
            """,
            exception.Message);
    }

    [Fact]
    public void The_clock_goes_from_one_timer_to_the_next()
    {
        using var node = TestNode.Seeded(1);
        var ticks = new List<TimeSpan>();
        var start = node.Time.GetTimestamp();
        node.Node.Spawn(async () =>
        {
            for (var tick = 0; tick < 3; tick++)
            {
                Self.SendAfter(TimeSpan.FromSeconds(1), new Number(tick));
                await Self.ReceiveAsync<Number>();
                ticks.Add(node.Time.GetElapsedTime(start));
            }
        });

        node.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], ticks);

        node.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromSeconds(3), ticks[^1]);
        Assert.Equal(0, node.Node.ProcessCount);
    }

    [Fact]
    public void A_node_that_never_rests_is_named()
    {
        using var node = TestNode.Seeded(1);
        node.Node.Spawn(
            async () =>
            {
                while (true)
                    await Task.Yield();
            },
            "restless");

        var exception = Assert.Throws<InvalidOperationException>(node.RunUntilIdle);

        Assert.Equal(
            """
            The node did not come to rest within 1,000,000 turns. The last were:

                restless goes on
                restless goes on
                restless goes on
                restless goes on
                restless goes on

            Run a number of turns with RunOne() where processes never rest.
            """,
            exception.Message);
    }

    [Fact]
    public void A_process_cannot_step_through_its_own_node()
    {
        using var node = TestNode.Seeded(1);
        Exception? failure = null;
        node.Node.Spawn(
            () =>
            {
                failure = Xunit.Record.Exception(() => node.RunOne());
                return Task.CompletedTask;
            },
            "worker");

        node.RunUntilIdle();

        Assert.Equal(
            "worker runs the node that it lives on. Step through a node from the test, outside of its processes.",
            failure!.Message);
    }
}
