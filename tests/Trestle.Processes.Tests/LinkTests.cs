namespace Trestle.Processes.Tests;

public class LinkTests : World
{
    [Fact]
    public async Task A_crash_ends_the_processes_linked_to_it()
    {
        var release = new TaskCompletionSource();
        var partner = Node.Spawn(async () => await Self.ReceiveAsync<string>());
        var crashing = Node.Spawn(async () =>
        {
            Self.Link(partner);
            await release.Task;
            throw new InvalidOperationException("boom");
        });

        var ends = EndOf(partner);
        release.SetResult();

        var reason = Assert.IsType<ExitReason.Crashed>(await ends);
        Assert.Equal("boom", reason.Exception.Message);
        Assert.False(crashing.IsAlive);
    }

    [Fact]
    public async Task A_normal_end_leaves_linked_processes_alone() => await InProcess(async () =>
    {
        Self.TrapsExits = true;
        var child = Self.SpawnLink(() => Task.CompletedTask);

        Assert.Equal(new Exited(child, ExitReason.Normal), await Self.ReceiveAsync<Exited>());
    });

    [Fact]
    public async Task A_process_that_traps_exits_receives_them_as_messages() => await InProcess(async () =>
    {
        Self.TrapsExits = true;
        var child = Self.SpawnLink(() => throw new InvalidOperationException("boom"));

        var exited = await Self.ReceiveAsync<Exited>();

        Assert.Equal(child, exited.Pid);
        Assert.Equal("crashed: InvalidOperationException: boom", exited.Reason.ToString());
    });

    [Fact]
    public async Task A_kill_cannot_be_trapped_and_is_told_to_links_as_killed() => await InProcess(async () =>
    {
        Self.TrapsExits = true;
        var stubborn = Self.SpawnLink(async () =>
        {
            Self.TrapsExits = true;

            while (true)
                await Self.ReceiveAsync<Exited>();
        });

        stubborn.Exit(ExitReason.Killed);

        Assert.Equal(new Exited(stubborn, ExitReason.Killed), await Self.ReceiveAsync<Exited>());
    });

    [Fact]
    public async Task Unlinking_stops_the_signal() => await InProcess(async () =>
    {
        Self.TrapsExits = true;
        var child = Self.SpawnLink(async () => await Self.ReceiveAsync<string>());
        Self.Unlink(child);
        var monitor = Self.Monitor(child);
        child.Exit(ExitReason.Killed);

        await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);

        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            var waiting = Self.ReceiveAsync<Exited>(timeout: TimeSpan.FromSeconds(1));
            Time.Advance(TimeSpan.FromSeconds(1));
            await waiting;
        });
    });

    [Fact]
    public async Task Linking_to_an_ended_process_is_an_exit_signal() => await InProcess(async () =>
    {
        var ended = Self.Spawn(() => Task.CompletedTask);
        var monitor = Self.Monitor(ended);
        await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);

        Self.TrapsExits = true;
        Self.Link(ended);

        Assert.Equal(new Exited(ended, ExitReason.NoProcess), await Self.ReceiveAsync<Exited>());
    });

    [Fact]
    public async Task A_monitor_tells_the_reason_once() => await InProcess(async () =>
    {
        var (child, monitor) = Self.SpawnMonitor(async () => await Self.ReceiveAsync<string>());
        child.Send("go");

        Assert.Equal(new Down(monitor, child, ExitReason.Normal), await Self.ReceiveAsync<Down>());
    });

    [Fact]
    public async Task A_killed_process_runs_its_finally_blocks()
    {
        var cleaned = new TaskCompletionSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Node.Spawn(async () =>
        {
            try
            {
                started.SetResult();
                await Self.ReceiveAsync<string>();
            }
            finally
            {
                cleaned.SetResult();
            }
        });

        await started.Task.WaitAsync(Patience);
        waiting.Exit(ExitReason.Killed);

        await cleaned.Task.WaitAsync(Patience);
        Assert.False(waiting.IsAlive);
    }

    [Fact]
    public async Task A_killed_process_has_what_it_waits_for_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var waiting = Node.Spawn(async () =>
        {
            var forever = new TaskCompletionSource().Task.WaitAsync(Self.Cancellation);
            started.SetResult();

            try
            {
                await forever;
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult();
            }
        });

        await started.Task.WaitAsync(Patience);
        waiting.Exit(ExitReason.Killed);

        await cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Every_monitor_of_many_processes_killed_at_once_is_told() => await InProcess(async () =>
    {
        var pids = Enumerable.Range(0, 2000).Select(_ => Self.SpawnMonitor(async () => await Self.ReceiveAsync<string>())).ToList();

        Parallel.ForEach(pids, pair => pair.Pid.Exit(ExitReason.Killed));

        for (var count = 0; count < pids.Count; count++)
            await Self.ReceiveAsync<Down>();

        Assert.DoesNotContain(Node.Snapshot(), process => pids.Any(pair => pair.Pid == process.Pid));
    });

    [Fact]
    public async Task A_crash_outside_of_any_supervisor_is_logged_once()
    {
        var crashing = Node.Spawn(() => throw new InvalidOperationException("boom"), "worker");

        await EndOf(crashing);

        Assert.Equal(["worker crashed. Last message: none. Restarts: 0."], Log.Lines);
    }
}
