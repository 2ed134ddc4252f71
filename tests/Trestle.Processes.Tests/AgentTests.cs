namespace Trestle.Processes.Tests;

public class AgentTests : World
{
    Ref<Agent<int>> Counter() => Node.Spawn(new Agent<int>(() => 1));

    [Fact]
    public async Task Reads_and_changes_its_state()
    {
        var counter = Counter();

        await counter.UpdateAsync(count => count + 1);
        counter.Cast(count => count * 10);

        Assert.Equal("20", await counter.GetAsync(count => $"{count}"));
        Assert.Equal(20, await counter.GetAndUpdateAsync(count => (count, count + 1)));
        Assert.Equal(21, await counter.GetAsync(count => count));
    }

    [Fact]
    public async Task Loses_no_change_of_many_at_once()
    {
        var counter = Counter();

        var ends = Enumerable.Range(0, 8).Select(_ => EndOf(Node.Spawn(() =>
        {
            for (var change = 0; change < 1_000; change++)
                counter.Cast(count => count + 1);

            return Task.CompletedTask;
        }))).ToList();
        await Task.WhenAll(ends);

        Assert.Equal(8_001, await counter.GetAsync(count => count));
    }

    [Fact]
    public async Task Runs_the_functions_inside_the_agent()
    {
        var counter = Counter();

        Assert.Equal(counter.Pid, await counter.GetAsync(_ => Self.Pid));
    }

    [Fact]
    public async Task Starts_with_fresh_state_after_a_function_that_throws()
    {
        var counter = new Ref<Agent<int>>(Node.Registry, "counter");
        var supervisor = Node.Spawn(new Supervisor([new("counter", () => new Agent<int>(() => 1))]));
        await supervisor.CallAsync(new Supervisor.WhichChildren());
        await counter.UpdateAsync(_ => 7);
        var first = counter.Pid;

        var exception = await Assert.ThrowsAsync<ProcessDownException>(
            async () => await counter.UpdateAsync(_ => throw new InvalidOperationException("boom")));
        await Until(() => counter.Pid != first && counter.Pid.IsAlive);

        Assert.Equal("boom", exception.InnerException!.Message);
        Assert.Equal(1, await counter.GetAsync(count => count));
    }

    [Fact]
    public async Task Tells_a_caller_that_does_not_want_to_wait_any_longer()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var counter = Counter();
        counter.Cast(count =>
        {
            gate.Wait();
            return count;
        });

        var reading = counter.GetAsync(count => count, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        gate.Set();
    }
}
