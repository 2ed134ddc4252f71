using CsCheck;

namespace Trestle.Processes.Tests;

public class TaskStreamTests : World
{
    readonly TaskSupervisor tasks = new();
    readonly TaskCompletionSource[] gates = [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource())];

    async Task Start()
    {
        var pid = Node.Spawn(tasks, "tasks").Pid;

        await Until(() => Node.Snapshot().Single(process => process.Pid == pid) is { State: ProcessState.Waiting, Reductions: > 0 });
    }

    async Task<int> Numbered(int number)
    {
        await gates[number].Task;

        return number;
    }

    void Open(params int[] numbers)
    {
        foreach (var number in numbers)
            gates[number].SetResult();
    }

    [Fact]
    public async Task Gives_results_in_the_order_of_the_items()
    {
        await Start();
        Open(3, 2, 1, 0);

        var results = new List<int>();

        await foreach (var task in tasks.StreamAsync([2, 0, 3, 1], Numbered))
            results.Add(await task);

        Assert.Equal([2, 0, 3, 1], results);
    }

    [Fact]
    public async Task Gives_results_as_they_come_when_the_order_does_not_matter()
    {
        await Start();
        var results = new List<int>();
        Open(2);

        await foreach (var task in tasks.StreamAsync([0, 1, 2, 3], Numbered, maxConcurrency: 4, isOrdered: false))
        {
            results.Add(await task);

            if (results.Count < 4)
                Open(new[] { 2, 0, 3, 1 }[results.Count]);
        }

        Assert.Equal([2, 0, 3, 1], results);
    }

    [Fact]
    public async Task A_failure_fails_its_own_item_only()
    {
        await Start();
        var results = new List<string>();

        await foreach (var task in tasks.StreamAsync([1, 0, 2], number => Task.FromResult(2 / number)))
        {
            try
            {
                results.Add($"{await task}");
            }
            catch (DivideByZeroException)
            {
                results.Add("none");
            }
        }

        Assert.Equal(["2", "none", "1"], results);
    }

    [Fact]
    public async Task Kills_a_piece_that_takes_too_long()
    {
        await Start();
        Open(1);
        var results = new List<int>();
        TimeoutException? timeout = null;

        await foreach (var task in tasks.StreamAsync(
            [1, 0], Numbered, maxConcurrency: 2, isOrdered: false, timeout: TimeSpan.FromSeconds(3)))
        {
            try
            {
                results.Add(await task);
                Time.Advance(TimeSpan.FromSeconds(3));
            }
            catch (TimeoutException exception)
            {
                timeout = exception;
            }
        }

        Assert.Equal([1], results);
        Assert.Matches(@"^#PID<\d+\.\d+> did not end within 3000 ms and was killed\.$", timeout!.Message);
        Assert.Equal(1, Node.ProcessCount);
    }

    [Fact]
    public async Task Leaving_the_loop_ends_what_still_runs()
    {
        await Start();
        Open(0);

        await foreach (var task in tasks.StreamAsync([0, 1, 2], Numbered, maxConcurrency: 3))
        {
            await task;
            break;
        }

        await Until(() => Node.ProcessCount == 1);
    }

    [Fact]
    public async Task The_end_of_the_looping_process_ends_what_still_runs()
    {
        await Start();
        var looping = Node.Spawn(async () =>
        {
            await foreach (var task in tasks.StreamAsync([1, 2], Numbered, maxConcurrency: 2))
                await task;
        });
        await Until(() => Node.ProcessCount == 4);

        looping.Exit(ExitReason.Killed);

        await Until(() => Node.ProcessCount == 1);
    }

    [Fact]
    public async Task Takes_items_only_as_pieces_end()
    {
        await Start();
        var (taken, ended, most) = (0, 0, 0);

        await foreach (var task in tasks.StreamAsync(Endless(), Ending, maxConcurrency: 3))
        {
            if (await task == 100)
                break;
        }

        Assert.InRange(most, 1, 3);

        Task<int> Ending(int item)
        {
            Interlocked.Increment(ref ended);

            return Task.FromResult(item);
        }

        IEnumerable<int> Endless()
        {
            while (true)
            {
                most = Math.Max(most, ++taken - Volatile.Read(ref ended));
                yield return taken - 1;
            }
        }
    }

    [Fact]
    public void Runs_no_more_at_a_time_than_it_may_and_loses_none() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 6], Gen.Bool).Sample((items, limit, isOrdered) =>
        {
            using var test = new TaskStreamTests();
            return test.Streams(items, limit, isOrdered).WaitAsync(Patience).GetAwaiter().GetResult();
        }, iter: 40);

    async Task<bool> Streams(int items, int limit, bool isOrdered)
    {
        await Start();
        var (running, most) = (0, 0);
        var results = new List<int>();

        await foreach (var task in tasks.StreamAsync(Enumerable.Range(0, items), Work, limit, isOrdered))
            results.Add(await task);

        return most <= limit && (isOrdered ? results : [.. results.Order()]).SequenceEqual(Enumerable.Range(0, items));

        async Task<int> Work(int number)
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);

            return number;
        }
    }

    static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    [Fact]
    public void Needs_room_for_one() => Assert.Equal(
        "expected maxConcurrency to be at least 1, got: 0 (Parameter 'maxConcurrency')",
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks.StreamAsync([1], Task.FromResult, maxConcurrency: 0)).Message);
}
