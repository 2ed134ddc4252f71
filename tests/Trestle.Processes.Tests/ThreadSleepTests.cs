namespace Trestle.Processes.Tests;

public class ThreadSleepTests
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ThreadSleep sleep = new();

    [Fact]
    public async Task Ends_when_another_thread_wakes_it()
    {
        var sleeper = Task.Factory.StartNew(() => sleep.For(Long), TaskCreationOptions.LongRunning);
        sleep.WakeUp();

        await sleeper.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Does_not_begin_after_a_wake_up_that_came_before()
    {
        sleep.WakeUp();
        sleep.WakeUp();
        sleep.For(Long);
    }

    [Fact]
    public void Ends_by_itself_when_the_time_is_over() => sleep.For(TimeSpan.FromMicroseconds(300));

    [Fact]
    public async Task Loses_no_wake_up()
    {
        const int Rounds = 100_000;
        var (asked, answered) = (0, new ThreadSleep());

        var sleeper = Task.Factory.StartNew(
            () =>
            {
                for (var seen = 0; seen < Rounds; seen++)
                {
                    while (Volatile.Read(ref asked) == seen)
                        sleep.For(Long);

                    answered.WakeUp();
                }
            },
            TaskCreationOptions.LongRunning);
        var asker = Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    Interlocked.Increment(ref asked);
                    sleep.WakeUp();
                    answered.For(Long);
                }
            },
            TaskCreationOptions.LongRunning);

        await Task.WhenAll(sleeper, asker).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
