namespace Trestle.Processes.Tests;

/// <summary>What Elixir's task suites check beyond ours; docs/internals/otp.md has the list.</summary>
public class TaskSuiteTests : World
{
    readonly TaskSupervisor tasks = new();

    public TaskSuiteTests() => Node.Spawn(tasks, "tasks");

    [Fact]
    public async Task A_task_that_has_ended_before_it_is_shut_down_tells_how()
    {
        var (done, result) = tasks.Async(() => Task.FromResult(1));
        await result.WaitAsync(Patience);

        Assert.Equal(ExitReason.Normal, await tasks.ShutdownAsync(done).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_result_awaited_in_vain_for_a_while_can_be_awaited_again()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (pid, result) = tasks.Async(() => gate.Task);
        var waiting = result.WaitAsync(TimeSpan.FromSeconds(1), Time);

        Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(Patience));
        Assert.True(pid.IsAlive);
        gate.SetResult(7);

        Assert.Equal(7, await result.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_stream_of_nothing_gives_nothing()
    {
        var given = await tasks.StreamAsync(Array.Empty<int>(), Task.FromResult).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Empty(given);
    }

    [Fact]
    public async Task Items_that_fail_to_come_fail_the_loop_and_end_what_still_runs()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in tasks.StreamAsync(Items(), Wait, maxConcurrency: 2)) { }
        });

        Assert.Equal("no more", exception.Message);
        await Until(() => Node.Snapshot().All(process => process.Name == "tasks"));

        static IEnumerable<int> Items()
        {
            yield return 1;
            throw new InvalidOperationException("no more");
        }

        static Task<int> Wait(int item) => new TaskCompletionSource<int>().Task;
    }

    [Fact]
    public async Task A_piece_that_exits_fails_its_own_item_with_the_reason()
    {
        var outcomes = new List<string>();

        await foreach (var piece in tasks.StreamAsync([1, 2, 3], Piece))
        {
            try
            {
                outcomes.Add($"{await piece}");
            }
            catch (ProcessExitException exit)
            {
                outcomes.Add($"{exit.Reason}");
            }
        }

        Assert.Equal(["1", "shutdown", "3"], outcomes);

        static Task<int> Piece(int item)
        {
            if (item == 2)
                Self.Exit(ExitReason.Shutdown);

            return Task.FromResult(item);
        }
    }
}
