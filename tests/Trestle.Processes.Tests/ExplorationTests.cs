namespace Trestle.Processes.Tests;

/// <summary>Many orders of the same few processes, and an end at every step.</summary>
public class ExplorationTests
{
    record Number(int Sender, int Value);

    sealed class Desk : GenServer
    {
        public record Ask(int Value) : ICall<int>;

        public record AskSlowly(int Value) : ICall<int>;

        public record AskLater(int Value) : ICall<int>;

        int Handle(Ask ask) => ask.Value;

        async Task<int> Handle(AskSlowly ask)
        {
            await Task.Yield();
            await Task.Yield();
            return ask.Value;
        }

        void Handle(AskLater ask, ReplyTo<int> caller) => Self.Spawn(() =>
        {
            caller.Reply(ask.Value);
            return Task.CompletedTask;
        });
    }

    static ICall<int> Question(int number) => (number % 3) switch
    {
        0 => new Desk.Ask(number),
        1 => new Desk.AskSlowly(number),
        _ => new Desk.AskLater(number),
    };

    [Fact]
    public void Every_caller_and_every_monitor_is_told_once_wherever_the_server_is_killed() => TestNode.Explore(1500, node =>
    {
        var outcomes = new List<(int Caller, bool IsAnswered)>();
        var watcher = TestProcess.Start(node);
        var desk = node.Node.Spawn(new Desk(), "desk");
        var monitors = new[] { watcher.Monitor(desk.Pid), watcher.Monitor(desk.Pid) };

        for (var number = 0; number < 6; number++)
            Call(number);

        for (var step = node.Seed % 50; step > 0; step--)
            node.RunOne();

        desk.Pid.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Equal(Enumerable.Range(0, 6), outcomes.Select(outcome => outcome.Caller).Order());
        Assert.Equal(
            monitors.Select(monitor => new Down(monitor, desk.Pid, ExitReason.Killed)),
            watcher.Messages.Cast<Down>().OrderBy(down => down.Monitor.Id));
        Assert.Equal(1, node.Node.ProcessCount);

        void Call(int number) => node.Node.Spawn(
            async () =>
            {
                try
                {
                    Assert.Equal(number, await desk.CallAsync(Question(number)));
                    outcomes.Add((number, true));
                }
                catch (ProcessDownException down)
                {
                    Assert.Equal(ExitReason.Killed, down.Reason);
                    outcomes.Add((number, false));
                }
            },
            $"caller {number}");
    });

    sealed class Slow : GenServer
    {
        public record Ask : ICall<int>;

        sealed record Now(ReplyTo<int> Caller);

        void Handle(Ask _, ReplyTo<int> caller) => SendAfter(TimeSpan.FromSeconds(1), new Now(caller));

        void Handle(Now now) => now.Caller.Reply(7);
    }

    [Fact]
    public void A_call_ends_once_by_its_answer_its_timeout_or_the_servers_death() => TestNode.Explore(1500, node =>
    {
        var outcomes = new List<string>();
        var second = TimeSpan.FromSeconds(1);
        var slow = node.Node.Spawn(new Slow(), "slow");

        for (var number = 0; number < 3; number++)
        {
            node.Node.Spawn(async () =>
            {
                try
                {
                    outcomes.Add($"{await slow.CallAsync(new Slow.Ask(), second)}");
                }
                catch (CallTimeoutException)
                {
                    outcomes.Add("timeout");
                }
                catch (ProcessDownException)
                {
                    outcomes.Add("down");
                }
            });
        }

        // Comes at the same time as the answers and the timeouts.
        if (node.Seed % 2 == 0)
        {
            node.Node.Spawn(async () =>
            {
                Self.SendAfter(second, "now");
                await Self.ReceiveAsync<string>();
                slow.Pid.Exit(ExitReason.Killed);
            });
        }

        node.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(3, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["7", "timeout", "down"]));
        Assert.Equal(node.Seed % 2 == 0 ? 0 : 1, node.Node.ProcessCount);
        Assert.Equal(0, node.Node.Timers.Count);
    });

    [Fact]
    public void A_killed_caller_unwinds_once_and_leaves_nothing() => TestNode.Explore(1000, node =>
    {
        var unwound = 0;
        var desk = node.Node.Spawn(new Desk(), "desk");
        var caller = node.Node.Spawn(
            async () =>
            {
                try
                {
                    for (var number = 0; number < 6; number++)
                        await desk.CallAsync(Question(number));
                }
                finally
                {
                    unwound++;
                }
            },
            "caller");

        // At least its beginning, else there is nothing to unwind.
        while (node.Trace.All(line => !line.StartsWith("caller", StringComparison.Ordinal)))
            node.RunOne();

        for (var step = node.Seed % 40; step > 0; step--)
            node.RunOne();

        caller.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Equal(1, unwound);
        Assert.Equal([desk.Pid], node.Node.Snapshot().Select(process => process.Pid));

        node.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, node.Node.Timers.Count);
    });

    [Fact]
    public void A_receiver_sees_each_senders_messages_in_order_and_all_of_them() => TestNode.Explore(500, node =>
    {
        var received = new List<Number>();
        var receiver = node.Node.Spawn(
            async () =>
            {
                // The second half of each sender first, so that the others wait in between.
                for (var count = 0; count < 6; count++)
                    received.Add(await Self.ReceiveAsync<Number>(number => number.Value >= 2));

                for (var count = 0; count < 6; count++)
                    received.Add(await Self.ReceiveAsync<Number>());
            },
            "receiver");

        for (var number = 0; number < 3; number++)
        {
            var sender = number;
            node.Node.Spawn(
                async () =>
                {
                    for (var value = 0; value < 4; value++)
                    {
                        receiver.Send(new Number(sender, value));
                        await Task.Yield();
                    }
                },
                $"sender {sender}");
        }

        node.RunUntilIdle();

        for (var sender = 0; sender < 3; sender++)
            Assert.Equal([2, 3, 0, 1], received.Where(number => number.Sender == sender).Select(number => number.Value));
    });

    [Fact]
    public void Nobody_waits_for_room_in_the_mailbox_of_a_killed_process() => TestNode.Explore(500, node =>
    {
        var receiver = node.Node.Spawn(
            async () =>
            {
                while (true)
                    await Self.ReceiveAsync<Number>();
            },
            new SpawnOptions { MailboxLimit = 1 });

        for (var number = 0; number < 3; number++)
        {
            var sender = number;
            node.Node.Spawn(async () =>
            {
                for (var value = 0; value < 4; value++)
                    await receiver.DeliverAsync(new Number(sender, value));
            });
        }

        for (var step = node.Seed % 25; step > 0; step--)
            node.RunOne();

        receiver.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Equal(0, node.Node.ProcessCount);
    });

    [Fact]
    public void A_receive_ends_by_its_message_or_its_timeout_and_never_by_both() => TestNode.Explore(500, node =>
    {
        var second = TimeSpan.FromSeconds(1);
        var outcomes = new List<string>();
        var receiver = node.Node.Spawn(
            async () =>
            {
                try
                {
                    await Self.ReceiveAsync<Number>(timeout: second);
                    outcomes.Add("received");
                }
                catch (TimeoutException)
                {
                    outcomes.Add("gave up");
                    await Self.ReceiveAsync<Number>();
                    outcomes.Add("received late");
                }
            },
            "receiver");
        node.Node.Spawn(
            async () =>
            {
                Self.SendAfter(second, new Number(1, 1));
                receiver.Send(await Self.ReceiveAsync<Number>());
            },
            "sender");

        node.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains(string.Join(", ", outcomes), (string[])["received", "gave up, received late"]);
        Assert.Equal(0, node.Node.ProcessCount);
    });

    [Fact]
    public void Parked_processes_wake_for_each_message_however_the_turns_fall() => TestNode.Explore(500, node =>
    {
        var rounds = 0;
        var left = node.Node.Spawn(() => Play(null), "left");
        node.Node.Spawn(() => Play(left), "right");
        node.RunUntilIdle();

        Assert.Equal(10, rounds);
        Assert.Equal(0, node.Node.ProcessCount);

        async Task Play(Pid? partner)
        {
            var other = partner ?? await Self.ReceiveAsync<Pid>();

            if (partner is not null)
            {
                other.Send(Self.Pid);
                other.Send(new Number(0, 0));
            }

            for (var round = 0; round < 5; round++)
            {
                await Self.ReceiveAsync<Number>();
                rounds++;
                other.Send(new Number(0, round));
            }
        }
    });

    [Fact]
    public void A_supervised_server_killed_at_any_step_is_there_again() => TestNode.Explore(500, node =>
    {
        var registry = node.Node.Registry;
        var supervisor = node.Node.Spawn(new Supervisor([new("desk", () => new Desk())]), "supervisor");

        for (var step = node.Seed % 30; step > 0; step--)
            node.RunOne();

        registry.Find("desk").Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.True(registry.Find("desk").IsAlive);
        Assert.Equal(2, node.Node.ProcessCount);
        supervisor.Pid.Exit(ExitReason.Shutdown);
        node.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, node.Node.ProcessCount);
    });
}
