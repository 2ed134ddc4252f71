namespace Trestle.Docs.Tests.Snippets;

public sealed class FairnessTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Node node = new(new() { Workers = 1 });

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task Goes_on_beside_a_loop_and_ends_it()
    {
        var left = new TaskCompletionSource();

        // snippet: fairness-loop
        var search = node.Spawn(() =>
        {
            try
            {
                for (long number = 1; ; number++)
                    Self.Poll(); // the loop ends here once somebody has ended the process
            }
            finally
            {
                left.SetResult();
            }
        });

        var room = node.Spawn(new ReadingRoom());
        var free = await room.CallAsync(new ReadingRoom.CountFree()); // 20, though the one worker is in the loop

        search.Exit(ExitReason.Killed);
        // end snippet

        Assert.Equal(20, free);
        Assert.False(search.IsAlive);
        await left.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Unwinds_a_process_that_waits_for_no_process()
    {
        var answer = new TaskCompletionSource<string>().Task;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // snippet: fairness-wait
        var asker = node.Spawn(async () =>
        {
            asked.SetResult();

            try
            {
                await answer.WaitAsync(Self.Cancellation); // many calls take the token themselves
            }
            finally
            {
                left.SetResult();
            }
        });
        // end snippet

        await asked.Task.WaitAsync(Patience);
        asker.Exit(ExitReason.Killed);

        await left.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Unwinds_a_process_that_waits()
    {
        var unwound = new TaskCompletionSource<string>();
        var waits = new TaskCompletionSource();

        var reader = node.Spawn(async () =>
        {
            try
            {
                waits.SetResult();
                await Self.ReceiveAsync<string>();
            }
            catch (ProcessExitException exit)
            {
                unwound.SetResult(exit.Message);
                throw;
            }
        });

        await waits.Task.WaitAsync(Patience);
        reader.Exit(ExitReason.Killed);

        Assert.Equal("The process ends: killed.", await unwound.Task.WaitAsync(Patience));
    }
}
