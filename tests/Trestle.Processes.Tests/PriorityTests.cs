namespace Trestle.Processes.Tests;

public class PriorityTests : World
{
    sealed record Go;

    // Which is taken next, not which is done first: a thread can be held up by the machine at any point.
    [Fact]
    public void High_processes_are_taken_before_normal_ones_and_low_ones_last()
    {
        using var scheduler = new WorkerScheduler(threads: 0);
        var worker = new Worker(scheduler, place: 0);

        foreach (var priority in (Priority[])[Priority.Low, Priority.Normal, Priority.High, Priority.Normal])
            scheduler.Schedule(Node.Prepare(() => Task.CompletedTask, new SpawnOptions { Priority = priority }));

        var taken = Enumerable.Range(0, 4).Select(_ => scheduler.Next(worker)!.Priority);

        Assert.Equal([Priority.High, Priority.Normal, Priority.Normal, Priority.Low], taken);
    }

    [Fact]
    public async Task Low_processes_are_not_starved_by_busy_normal_ones()
    {
        using var node = new Node(new() { Workers = 1, Logging = Log });

        for (var number = 0; number < 4; number++)
        {
            node.Spawn(async () =>
            {
                while (true)
                {
                    Self.Pid.Send(new Go());
                    await Self.ReceiveAsync<Go>();
                }
            });
        }

        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Spawn(
            () =>
            {
                ran.SetResult();
                return Task.CompletedTask;
            },
            new SpawnOptions { Priority = Priority.Low });

        await ran.Task.WaitAsync(Patience);
    }
}
