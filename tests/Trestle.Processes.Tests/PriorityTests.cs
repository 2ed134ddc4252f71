namespace Trestle.Processes.Tests;

public class PriorityTests : World
{
    sealed record Go;

    [Fact]
    public async Task High_processes_run_before_normal_ones_and_low_ones_last()
    {
        using var node = new Node(new() { Workers = 1, Logging = Log });
        var order = new List<Priority>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        node.Spawn(async () =>
        {
            Priority[] wanted = [Priority.Low, Priority.Normal, Priority.High];
            var pids = wanted.Select(priority => Self.Spawn(
                async () =>
                {
                    await Self.ReceiveAsync<Go>();
                    order.Add(priority);

                    if (order.Count == 3)
                        done.SetResult();
                },
                new SpawnOptions { Priority = priority })).ToList();

            // All of them wait before the first is sent to.
            await Task.Yield();

            foreach (var pid in pids)
                pid.Send(new Go());
        });

        await done.Task.WaitAsync(Patience);

        Assert.Equal([Priority.High, Priority.Normal, Priority.Low], order);
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
