namespace Trestle.Processes.Tests;

/// <summary>Wherever a <see cref="Down"/> waits, flushing takes it back, and nothing else.</summary>
public sealed class FlushTests : IDisposable
{
    readonly TestNode node = TestNode.Seeded(1);
    readonly List<object> read = [];

    public void Dispose() => node.Dispose();

    Pid Other() => node.Node.Spawn(async () => await Self.ReceiveAsync<string>());

    static void Kill(Pid pid) => pid.Exit(ExitReason.Killed);

    async Task ReadUntilEnd()
    {
        while (await Self.ReceiveAsync<object>() is not "end")
            read.Add("other");
    }

    /// <summary>Monitors, flushes and kills as it is told, and writes down what it is told besides.</summary>
    sealed class Watcher(Pid other, List<object> read) : GenServer
    {
        public MonitorRef Monitor { get; private set; }

        public TaskCompletionSource Gate { get; } = new();

        protected internal override Task Init()
        {
            Monitor = Self.Monitor(other);
            return Task.CompletedTask;
        }

        void Handle(string message)
        {
            if (message == "flush")
                Self.Demonitor(other, Monitor, flush: true);
            else
                read.Add(message);
        }

        async Task Handle(int _)
        {
            await Gate.Task;
            Self.Demonitor(other, Monitor, flush: true);
        }

        void Handle(Down down) => read.Add(down);
    }

    [Fact]
    public void A_monitor_that_is_flushed_before_the_end_tells_nothing()
    {
        var other = Other();
        var watcher = node.Node.Spawn(new Watcher(other, read));
        watcher.Pid.Send("flush");
        node.RunUntilIdle();
        Kill(other);
        watcher.Pid.Send("next");
        node.RunUntilIdle();

        Assert.Equal(["next"], read);
    }

    [Fact]
    public void A_message_that_came_in_the_same_turn_is_taken_back()
    {
        var other = Other();
        var watcher = node.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(other);
            Kill(other);
            Self.Demonitor(other, monitor, flush: true);
            Self.Pid.Send("end");
            await ReadUntilEnd();
        });
        node.RunUntilIdle();

        Assert.Empty(read);
        Assert.False(watcher.IsAlive);
    }

    [Fact]
    public void A_message_behind_the_one_that_is_handled_is_taken_back()
    {
        var other = Other();
        var watcher = node.Node.Spawn(new Watcher(other, read));
        node.RunUntilIdle();
        watcher.Pid.Send("before");
        watcher.Pid.Send("flush");
        Kill(other);
        watcher.Pid.Send("after");
        node.RunUntilIdle();

        Assert.Equal(["before", "after"], read);
    }

    [Fact]
    public void A_message_put_off_while_a_handler_waits_is_taken_back_and_the_others_keep_their_order()
    {
        var other = Other();
        var server = new Watcher(other, read);
        var watcher = node.Node.Spawn(server);
        watcher.Pid.Send(1);
        watcher.Pid.Send("one");
        node.RunUntilIdle();
        Kill(other);
        watcher.Pid.Send("two");
        node.RunUntilIdle();
        server.Gate.SetResult();
        node.RunUntilIdle();

        Assert.Equal(["one", "two"], read);
    }

    [Fact]
    public void A_message_that_a_receive_has_passed_over_is_taken_back()
    {
        var other = Other();
        var watcher = node.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(other);
            await Self.ReceiveAsync<string>();
            Self.Demonitor(other, monitor, flush: true);
            await ReadUntilEnd();
        });
        node.RunUntilIdle();
        Kill(other);
        node.RunUntilIdle();
        watcher.Send("go");
        watcher.Send("end");
        node.RunUntilIdle();

        Assert.Empty(read);
        Assert.False(watcher.IsAlive);
    }

    [Fact]
    public void A_message_that_has_been_read_is_not_waited_for()
    {
        var other = Other();
        var watcher = node.Node.Spawn(new Watcher(other, read));
        node.RunUntilIdle();
        Kill(other);
        node.RunUntilIdle();
        watcher.Pid.Send("flush");
        watcher.Pid.Send("next");
        node.RunUntilIdle();

        Assert.Equal(2, read.Count);
        Assert.IsType<Down>(read[0]);
        Assert.Null(watcher.Pid.Mailbox!.Relations.Flushed);
    }

    [Fact]
    public void Another_monitor_of_the_same_process_still_tells()
    {
        var other = Other();
        var expected = default(MonitorRef);
        node.Node.Spawn(async () =>
        {
            var first = Self.Monitor(other);
            expected = Self.Monitor(other);
            Kill(other);
            Self.Demonitor(other, first, flush: true);
            read.Add((await Self.ReceiveAsync<Down>()).Monitor);
            await Self.ReceiveAsync<Down>();
        });
        node.RunUntilIdle();

        Assert.Equal([expected], read);
    }

    [Fact]
    public void A_monitor_of_nobody_is_taken_back_too()
    {
        node.Node.Spawn(async () =>
        {
            Self.Demonitor(default, Self.Monitor(default), flush: true);
            Self.Pid.Send("end");
            await ReadUntilEnd();
        });
        node.RunUntilIdle();

        Assert.Empty(read);
    }

    [Fact]
    public void Without_flush_a_message_that_has_come_stays()
    {
        var other = Other();
        node.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(other);
            Kill(other);
            Self.Demonitor(other, monitor);
            read.Add(await Self.ReceiveAsync<Down>() == new Down(monitor, other, ExitReason.Killed));
        });
        node.RunUntilIdle();

        Assert.Equal([true], read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_taken_back_leaves_room_in_a_limited_mailbox(bool isPassedOver)
    {
        var other = Other();
        var watcher = node.Node.Spawn(
            async () =>
            {
                var monitor = Self.Monitor(other);

                if (isPassedOver)
                    await Self.ReceiveAsync<int>();
                else
                    Kill(other);

                Self.Demonitor(other, monitor, flush: true);
                await Self.ReceiveAsync<string>();
                await Self.ReceiveAsync<string>();
            },
            new SpawnOptions { MailboxLimit = 2 });
        node.RunUntilIdle();

        if (isPassedOver)
        {
            Kill(other);
            node.RunUntilIdle();
            watcher.Send(1);
            node.RunUntilIdle();
        }

        watcher.Send("one");
        watcher.Send("two");
        node.RunUntilIdle();

        Assert.False(watcher.IsAlive);
    }

    [Fact]
    public void A_process_that_is_killed_with_a_message_to_be_dropped_just_ends()
    {
        var other = Other();
        var watcher = node.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(other);
            Kill(other);
            Self.Demonitor(other, monitor, flush: true);
            Kill(Self.Pid);
            await Self.ReceiveAsync<int>();
        });
        node.RunUntilIdle();

        Assert.False(watcher.IsAlive);
        Assert.Equal(0, node.Node.ProcessCount);
    }

    [Fact]
    public void Flushing_is_for_processes()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Self.Demonitor(default, default, flush: true));

        Assert.Equal(
            """
            Self is the running process, but this code runs outside of any.

            Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
            """,
            exception.Message);
    }

    [Fact]
    public void After_a_flush_no_message_comes_wherever_the_other_ends() => TestNode.Explore(500, node =>
    {
        var told = 0;
        var other = node.Node.Spawn(async () =>
        {
            for (var step = 0; step < 4; step++)
                await Task.Yield();
        });

        var watcher = node.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(other);

            for (var step = node.Seed % 6; step > 0; step--)
                await Task.Yield();

            Self.Demonitor(other, monitor, flush: true);
            Self.SendAfter(TimeSpan.FromSeconds(1), "end");

            while (await Self.ReceiveAsync<object>() is Down)
                told++;
        });
        node.RunUntilIdle();
        node.Advance(TimeSpan.FromSeconds(1));
        node.RunUntilIdle();

        Assert.Equal(0, told);
        Assert.False(watcher.IsAlive);
    });

    [Fact]
    public async Task On_real_threads_no_message_comes_after_a_flush_either()
    {
        using var real = new Node(new() { Workers = 2 });
        var told = 0;

        for (var round = 0; round < 2_000; round++)
        {
            var other = real.Spawn(async () => await Self.ReceiveAsync<string>());
            var watcher = real.Spawn(async () =>
            {
                var monitor = Self.Monitor(other);
                other.Send("go");
                Self.Demonitor(other, monitor, flush: true);
                await Self.Node.Spawn(() => Task.CompletedTask).Mailbox!.Relations.Ended;
                Self.Pid.Send("end");

                while (await Self.ReceiveAsync<object>() is Down)
                    Interlocked.Increment(ref told);
            });

            await watcher.Mailbox!.Relations.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, told);
    }
}
