namespace Trestle.Processes.Tests;

public class BlockingTests : World
{
    [Fact]
    public async Task Gives_what_the_call_gives() => await InProcess(async () =>
    {
        var me = Self.Pid;

        var thread = await Blocking.Run(() => Thread.CurrentThread.Name);

        Assert.Equal("Trestle blocking", thread);
        Assert.Equal(me, Self.Pid);
    });

    [Fact]
    public async Task Throws_what_the_call_throws() => await InProcess(async () =>
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Blocking.Run(() => throw new InvalidOperationException("the disk is gone")));

        Assert.Equal("the disk is gone", failure.Message);
    });

    [Fact]
    public async Task Runs_no_more_calls_at_once_than_it_has_threads()
    {
        using var node = new Node(new() { Workers = 2, BlockingThreads = 3, Logging = Log });
        using var gate = new ManualResetEventSlim();
        var (running, most, done) = (0, 0, new CountdownEvent(20));

        for (var call = 0; call < 20; call++)
        {
            node.Spawn(async () =>
            {
                await Blocking.Run(() =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    gate.Wait();
                    Interlocked.Decrement(ref running);
                });
                done.Signal();
            });
        }

        await Until(() => Volatile.Read(ref running) == 3);
        gate.Set();
        await Until(() => done.IsSet);

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_killed_process_no_longer_waits_for_its_call()
    {
        using var gate = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unwound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Node.Spawn(async () =>
        {
            try
            {
                await Blocking.Run(() =>
                {
                    started.SetResult();
                    gate.Wait();
                });
            }
            finally
            {
                unwound.SetResult();
            }
        });
        await started.Task.WaitAsync(Patience);

        waiting.Exit(ExitReason.Killed);

        await unwound.Task.WaitAsync(Patience);
        gate.Set();
    }

    static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
            seen = Interlocked.CompareExchange(ref most, value, seen) is var before && before == seen ? value : before;
    }
}
