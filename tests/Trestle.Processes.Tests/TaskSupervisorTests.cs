namespace Trestle.Processes.Tests;

public class TaskSupervisorTests : World
{
    readonly TaskSupervisor tasks = new();

    async Task Start()
    {
        var pid = Node.Spawn(tasks, "tasks").Pid;

        await Until(() => Node.Snapshot().Single(process => process.Pid == pid) is { State: ProcessState.Waiting, Reductions: > 0 });
    }

    [Fact]
    public async Task Runs_the_first_turn_on_the_calling_thread_inside_a_process()
    {
        await Start();
        var thread = Environment.CurrentManagedThreadId;
        var (seen, isProcess) = (0, false);

        var task = tasks.RunAsync(() =>
        {
            (seen, isProcess) = (Environment.CurrentManagedThreadId, Self.IsProcess);
            return Task.CompletedTask;
        });

        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal((thread, true), (seen, isProcess));
        Assert.False(Self.IsProcess);
    }

    [Fact]
    public async Task Gives_back_what_the_body_gives_after_waiting()
    {
        await Start();

        var result = await tasks.RunAsync(async () =>
        {
            await Task.Yield();
            return Self.Pid;
        });

        Assert.False(result.IsAlive);
    }

    [Fact]
    public async Task Throws_what_the_body_throws_and_touches_no_other()
    {
        await Start();
        var gate = new TaskCompletionSource();
        var other = tasks.RunAsync(() => gate.Task);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => tasks.RunAsync(() => throw new InvalidOperationException("boom")));

        Assert.Equal("boom", exception.Message);
        gate.SetResult();
        await other.WaitAsync(Patience);
    }

    [Fact]
    public async Task Is_the_parent_of_what_it_runs()
    {
        await Start();
        var gate = new TaskCompletionSource();
        var running = tasks.RunAsync(() => gate.Task, "GET /");

        var child = Node.Snapshot().Single(process => process.Name == "GET /");
        Assert.Equal("tasks", Node.Snapshot().Single(process => process.Pid == child.Parent).Name);

        gate.SetResult();
        await running.WaitAsync(Patience);
        Assert.DoesNotContain(Node.Snapshot(), process => process.Name == "GET /");
    }

    [Fact]
    public async Task Waits_for_running_work_before_it_ends()
    {
        Node.Spawn(new Supervisor([new("tasks", () => tasks) { ShutdownTimeout = TimeSpan.FromSeconds(30) }]), "top");

        await Until(() => Node.Registry.Find("tasks").IsAlive);

        await Start(Node.Registry.Find("tasks"));
        var gate = new TaskCompletionSource();
        var running = tasks.RunAsync(() => gate.Task);
        var end = EndOf(Node.Registry.Find("tasks"));

        Node.Snapshot().Single(process => process.Name == "top").Pid.Exit(ExitReason.Shutdown);
        gate.SetResult();

        await running.WaitAsync(Patience);
        Assert.Equal(ExitReason.Shutdown, await end);
    }

    async Task Start(Pid pid)
    {
        await Until(() => Node.Snapshot().Single(process => process.Pid == pid).Reductions > 0);
    }

    [Fact]
    public async Task Kills_running_work_when_it_is_killed()
    {
        await Start();
        Pid? child = null;
        _ = tasks.RunAsync(() =>
        {
            child = Self.Pid;
            return new TaskCompletionSource().Task;
        });

        Node.Snapshot().Single(process => process.Name == "tasks").Pid.Exit(ExitReason.Killed);

        Assert.False(child!.Value.IsAlive);
    }

    [Fact]
    public async Task Says_how_to_start_it_when_it_does_not_run()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new TaskSupervisor().RunAsync(() => Task.CompletedTask));

        Assert.Equal(
            "This TaskSupervisor is not running. Start it as a child of a supervisor, or with node.Spawn(supervisor).",
            exception.Message);
    }

    [Fact]
    public async Task Gives_the_result_of_a_task_that_runs_beside_its_caller()
    {
        await Start();

        var (pid, result) = tasks.Async(() => Task.FromResult(Self.Pid));

        Assert.Equal(pid, await result.WaitAsync(Patience));
        Assert.False(pid.IsAlive);
    }

    [Fact]
    public async Task Tells_the_failure_of_a_task_to_whoever_awaits_it()
    {
        await Start();

        var (_, result) = tasks.Async<int>(() => throw new InvalidOperationException("boom"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => result.WaitAsync(Patience));
        Assert.Equal("boom", exception.Message);
    }

    [Fact]
    public async Task Tells_that_a_task_was_killed_that_waited_for_what_never_came()
    {
        await Start();
        var (pid, result) = tasks.Async(() => new TaskCompletionSource<int>().Task);

        pid.Exit(ExitReason.Killed);

        var exception = await Assert.ThrowsAsync<ProcessExitException>(() => result.WaitAsync(Patience));
        Assert.Equal(ExitReason.Killed, exception.Reason);
    }

    [Fact]
    public async Task Shuts_a_task_down_that_can_end_and_kills_one_that_does_not()
    {
        await Start();
        var trapping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (meek, _) = tasks.Async(() => new TaskCompletionSource<int>().Task);
        var (stubborn, _) = tasks.Async(() =>
        {
            Self.TrapsExits = true;
            trapping.SetResult();
            return new TaskCompletionSource<int>().Task;
        });
        await trapping.Task.WaitAsync(Patience);

        Assert.Equal(ExitReason.Shutdown, await tasks.ShutdownAsync(meek).WaitAsync(Patience));
        var end = tasks.ShutdownAsync(stubborn, TimeSpan.FromSeconds(3));
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ExitReason.Killed, await end.WaitAsync(Patience));
        Assert.Equal(ExitReason.NoProcess, await tasks.ShutdownAsync(default));
    }

    [Fact]
    public async Task A_piece_goes_on_after_a_message_that_an_inner_method_received()
    {
        var tasks = new TaskSupervisor();
        Node.Spawn(tasks);

        var me = new TaskCompletionSource<Pid>(TaskCreationOptions.RunContinuationsAsynchronously);

        var adding = tasks.RunAsync(async () =>
        {
            me.SetResult(Self.Pid);

            return await ReceiveOne() + await ReceiveOne();
        });
        var pid = await me.Task.WaitAsync(Patience);
        pid.Send(1);
        pid.Send(2);
        var sum = await adding.WaitAsync(Patience);

        Assert.Equal(3, sum);

        static async Task<int> ReceiveOne() => await Self.ReceiveAsync<int>();
    }
}
