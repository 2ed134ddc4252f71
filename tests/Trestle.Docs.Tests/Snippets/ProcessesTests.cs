namespace Trestle.Docs.Tests.Snippets;

public sealed class ProcessesTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Node node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task Calls_a_server_of_a_node()
    {
        // snippet: node-call
        using var node = new Node();
        var room = node.Spawn(new ReadingRoom());
        var reader = node.Spawn(async () => await Self.ReceiveAsync<string>());

        var isSeated = await room.CallAsync(new ReadingRoom.TakeSeat(reader)); // true
        var free = await room.CallAsync(new ReadingRoom.CountFree()); // 19

        room.Cast(new ReadingRoom.Close());
        // end snippet

        Assert.True(isSeated);
        Assert.Equal(19, free);
        Assert.False(await room.CallAsync(new ReadingRoom.TakeSeat(reader)));
    }

    [Fact]
    public async Task Receives_in_a_process_of_one_method()
    {
        var heard = new TaskCompletionSource<int>();

        // snippet: async-process
        var listener = node.Spawn(async () =>
        {
            Self.Node.PubSub.Subscribe("bell");

            var third = await Self.ReceiveAsync<Rang>(rang => rang.Times == 3, timeout: TimeSpan.FromSeconds(10));

            heard.SetResult(third.Times);
        });

        node.Spawn(new Bell(every: TimeSpan.FromMilliseconds(10)));
        // end snippet

        Assert.Equal(3, await heard.Task.WaitAsync(Patience));
        Assert.NotEqual(0, listener.Id);
    }

    [Fact]
    public async Task Watches_another_process()
    {
        var told = new TaskCompletionSource<string>();
        var worker = node.Spawn(async () => throw new InvalidOperationException(await Self.ReceiveAsync<string>()));

        // snippet: monitor
        node.Spawn(async () =>
        {
            var monitor = Self.Monitor(worker);
            worker.Send("stop");

            var down = await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);

            told.SetResult($"{down.Pid} {down.Reason}"); // #PID<1> crashed: InvalidOperationException: stop
        });
        // end snippet

        Assert.Equal($"{worker} crashed: InvalidOperationException: stop", await told.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Is_told_of_the_end_of_a_link()
    {
        var told = new TaskCompletionSource<string>();

        // snippet: trap-exits
        node.Spawn(async () =>
        {
            Self.TrapsExits = true;
            var child = Self.SpawnLink(() => throw new InvalidOperationException("no paper"), name: "printer");

            var exited = await Self.ReceiveAsync<Exited>(exited => exited.Pid == child);

            told.SetResult(exited.Reason is ExitReason.Crashed crash ? crash.Exception.Message : "fine"); // no paper
        });
        // end snippet

        Assert.Equal("no paper", await told.Task.WaitAsync(Patience));
    }

    // snippet: process-local
    static readonly ProcessLocal<string> Reader = new(isInherited: true);
    // end snippet

    [Fact]
    public async Task Keeps_values_for_itself()
    {
        var told = new TaskCompletionSource<string?>();

        // snippet: process-local-use
        node.Spawn(() =>
        {
            Reader.Value = "Ann";
            Self.Spawn(async () => told.SetResult(Reader.Value)); // "Ann": inherited when it started

            return Task.CompletedTask;
        });
        // end snippet

        Assert.Equal("Ann", await told.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Takes_a_priority_and_a_limit()
    {
        // snippet: spawn-options
        var printer = node.Spawn(
            async () =>
            {
                while (true)
                    Print(await Self.ReceiveAsync<string>());
            },
            new SpawnOptions { Name = "printer", Priority = Priority.Low, MailboxLimit = 100, Overflow = Overflow.Wait });

        await printer.DeliverAsync("page 1"); // waits for room; Send would throw MailboxFullException at the limit
        // end snippet

        Assert.Equal("page 1", await printed.Task.WaitAsync(Patience));
    }

    readonly TaskCompletionSource<string> printed = new();

    void Print(string page) => printed.TrySetResult(page);

    [Fact]
    public async Task Blocks_a_thread_that_may_be_blocked()
    {
        var read = new TaskCompletionSource<string>();
        var path = Path.GetTempFileName();

        // snippet: blocking
        node.Spawn(async () => read.SetResult(await Blocking.Run(() => File.ReadAllText(path))));
        // end snippet

        Assert.Equal("", await read.Task.WaitAsync(Patience));
        File.Delete(path);
    }

    [Fact]
    public async Task Takes_a_timer_back()
    {
        var told = new TaskCompletionSource<bool>();

        // snippet: timer
        node.Spawn(async () =>
        {
            var reminder = Self.SendAfter(TimeSpan.FromMinutes(30), "still there?");
            var left = reminder.Remaining; // just under 30 minutes
            var isTakenBack = reminder.Cancel(); // true; false when it has been sent

            told.SetResult(isTakenBack && left > TimeSpan.FromMinutes(29));
        });
        // end snippet

        Assert.True(await told.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Starts_a_crashed_child_again()
    {
        // snippet: supervisor
        var desk = new Supervisor(
        [
            new("ReadingRoom", () => new ReadingRoom()),
            new("Bell", () => new Bell(TimeSpan.FromMinutes(15))) { Restart = Restart.Transient },
        ],
        new RestartIntensity(MaxRestarts: 5, Window: TimeSpan.FromSeconds(10)));

        node.Spawn(desk, "Desk");

        var room = new Ref<ReadingRoom>(node.Registry, "ReadingRoom"); // by name: finds it after a restart too
        // end snippet

        var first = await LivingAsync(room, other: default);
        await room.CallAsync(new ReadingRoom.CountFree()); // answered once it has started: ended before, it would be a failed start
        first.Exit(ExitReason.Killed);
        await LivingAsync(room, other: first);

        Assert.Equal(20, await room.CallAsync(new ReadingRoom.CountFree()));
        Assert.Equal(1, node.Snapshot().Single(process => process.Name == "ReadingRoom").Restarts);
    }

    [Fact]
    public async Task Starts_children_while_it_runs()
    {
        // snippet: dynamic-supervisor
        var rooms = node.Spawn(new DynamicSupervisor(), "Rooms");

        var started = await rooms.CallAsync(new DynamicSupervisor.StartChild(
            new("Annex", () => new ReadingRoom()) { Restart = Restart.Temporary }));
        // end snippet

        Assert.Null(started.Failure);
        Assert.True(node.Registry.Find("Annex").IsAlive);
    }

    [Fact]
    public async Task Waits_for_a_piece_of_work()
    {
        var tasks = new TaskSupervisor();
        node.Spawn(tasks, "Tasks");

        // snippet: task
        var sum = await tasks.RunAsync(async () => await AddUpAsync(1, 100), name: "sum");
        // end snippet

        Assert.Equal(5050, sum);

        static async Task<int> AddUpAsync(int from, int to)
        {
            await Task.Yield();

            return Enumerable.Range(from, to).Sum();
        }
    }

    [Fact]
    public async Task Shows_what_lives()
    {
        node.Spawn(new ReadingRoom(), "ReadingRoom");
        await Task.Yield();

        // snippet: snapshot
        var busy = node.Snapshot()
            .Where(process => process.MailboxLength > 0 || process.State == ProcessState.Stuck)
            .Select(process => $"{process.Name}: {process.MailboxLength} waiting, last {process.LastMessage}");
        // end snippet

        Assert.NotNull(busy.ToList());
        Assert.Equal(["ReadingRoom"], node.Snapshot().Select(process => process.Name));
    }

    [Fact]
    public async Task Says_what_to_add_for_an_unknown_message()
    {
        var room = node.Spawn(new ReadingRoom(), "ReadingRoom");
        var untold = new Ref<ReadingRoom>(node.Registry, "ReadingRoom");

        var failure = await Assert.ThrowsAsync<ProcessDownException>(async () => await room.CallAsync(new Lend()));

        Assert.Equal(
            """
            ReadingRoom received Lend, but has no handler for it.

            Add one to ReadingRoom:

                bool Handle(Lend message) => ...
            """,
            failure.InnerException!.Message);
        Assert.Equal(default, untold.Pid);
    }

    sealed record Lend : ICall<bool>;

    static async Task<Pid> LivingAsync(Ref<ReadingRoom> room, Pid other)
    {
        using var patience = new CancellationTokenSource(Patience);

        while (!room.Pid.IsAlive || room.Pid == other)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return room.Pid;
    }
}
