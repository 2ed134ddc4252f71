namespace Trestle.Processes.Tests;

/// <summary>Tasks that are linked to their caller, as Elixir's Task.async, and those that are not.</summary>
public sealed class TaskLinkTests : World
{
    readonly TaskSupervisor tasks = new();

    public TaskLinkTests() => Node.Spawn(tasks, "tasks");

    static Task<int> Fail() => throw new InvalidOperationException("boom");

    static Task<int> Forever() => new TaskCompletionSource<int>().Task;

    static Task<string> Next() => Self.ReceiveAsync<string>().AsTask();

    [Fact]
    public Task A_linked_task_gives_its_result_and_its_caller_goes_on() => InProcess(async () =>
    {
        var (pid, result) = tasks.AsyncLink(() => Task.FromResult(Self.Pid), "sum");

        Assert.Equal(pid, await result);
        await EndOf(pid);
        Assert.True(Self.Pid.IsAlive);
    });

    [Fact]
    public async Task A_crash_that_nobody_awaits_ends_the_caller()
    {
        var caller = Node.Spawn(async () =>
        {
            _ = tasks.AsyncLink(Fail, "sum");
            await Next();
        });

        Assert.Equal("crashed: InvalidOperationException: boom", (await EndOf(caller)).ToString());
    }

    [Fact]
    public async Task A_caller_that_catches_the_failure_ends_all_the_same()
    {
        var caller = Node.Spawn(async () =>
        {
            try
            {
                await tasks.AsyncLink(Fail).Result;
            }
            catch (InvalidOperationException)
            {
                await Next();
            }
        });

        Assert.Equal("crashed: InvalidOperationException: boom", (await EndOf(caller)).ToString());
    }

    [Fact]
    public Task A_caller_that_traps_exits_is_told_and_may_await_the_failure() => InProcess(async () =>
    {
        Self.TrapsExits = true;
        var (pid, result) = tasks.AsyncLink(Fail);

        var exited = await Self.ReceiveAsync<Exited>();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => result);

        Assert.Equal((pid, "crashed: InvalidOperationException: boom"), (exited.Pid, exited.Reason.ToString()));
        Assert.Equal("boom", exception.Message);
    });

    [Fact]
    public async Task A_linked_task_ends_with_its_caller()
    {
        var started = new TaskCompletionSource<Pid>(TaskCreationOptions.RunContinuationsAsynchronously);
        var caller = Node.Spawn(async () =>
        {
            started.SetResult(tasks.AsyncLink(Forever).Pid);
            await Next();
        });
        var task = await started.Task.WaitAsync(Patience);

        caller.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await EndOf(task));
    }

    [Fact]
    public async Task The_supervisor_of_tasks_outlives_a_linked_one_that_crashes()
    {
        var caller = Node.Spawn(async () => await tasks.AsyncLink(Fail).Result);
        await EndOf(caller);

        Assert.Equal(7, await tasks.RunAsync(() => Task.FromResult(7)).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_crash_of_a_task_that_is_not_linked_is_logged_and_its_caller_goes_on()
    {
        var caller = Node.Spawn(async () =>
        {
            _ = tasks.Async(Fail, "sum");
            await Next();
        });

        await Until(() => Log.Lines.Count > 0);

        Assert.Equal(["sum crashed. Last message: none. Restarts: 0."], Log.Lines);
        Assert.True(caller.IsAlive);
    }

    [Fact]
    public void Only_a_process_can_be_linked_to()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => tasks.AsyncLink(Forever));

        Assert.Equal(
            """
            Self is the running process, but this code runs outside of any.

            Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
            """,
            exception.Message);
    }

    [Fact]
    public Task A_supervisor_that_is_not_running_says_how_to_start_it() => InProcess(() =>
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new TaskSupervisor().AsyncLink(Forever));

        Assert.Equal(
            "This TaskSupervisor is not running. Start it as a child of a supervisor, or with node.Spawn(supervisor).",
            exception.Message);
        return Task.CompletedTask;
    });
}
