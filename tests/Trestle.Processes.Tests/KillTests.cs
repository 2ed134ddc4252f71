namespace Trestle.Processes.Tests;

public class KillTests : World
{
    sealed record Ask : ICall<int>;

    sealed class Waits(Task until) : GenServer
    {
        async Task<int> Handle(Ask _)
        {
            await until;
            return 1;
        }
    }

    sealed class Loops(TaskCompletionSource started) : GenServer
    {
        public sealed record Loop : ICast;

        public static volatile bool IsOver;

        void Handle(Loop _)
        {
            started.TrySetResult();

            while (!IsOver) { }
        }

        int Handle(Ask _) => 1;
    }

    [Fact]
    public async Task A_caller_is_told_whenever_its_server_is_killed()
    {
        var never = new TaskCompletionSource().Task;

        for (var round = 0; round < 2000; round++)
        {
            var server = Node.Spawn(new Waits(never));
            var asked = server.CallAsync(new Ask()).AsTask();

            server.Pid.Exit(ExitReason.Killed);

            var down = await Assert.ThrowsAsync<ProcessDownException>(() => asked.WaitAsync(Patience));
            Assert.Equal(ExitReason.Killed, down.Reason);
        }
    }

    [Fact]
    public async Task Callers_in_the_queue_of_a_killed_hog_are_told_at_once()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = new TaskCompletionSource<(Ref<Loops> Server, Task<int> Early)>(TaskCreationOptions.RunContinuationsAsynchronously);

        // In one turn, so that the hog takes both at once: the call is behind the loop in its hands, not in its mailbox.
        Node.Spawn(async () =>
        {
            var server = Node.Spawn(new Loops(started), "hog");
            server.Cast(new Loops.Loop());
            sent.SetResult((server, server.CallAsync(new Ask()).AsTask()));
            await Self.ReceiveAsync<string>();
        });
        var (server, early) = await sent.Task.WaitAsync(Patience);
        await started.Task.WaitAsync(Patience);
        var late = server.CallAsync(new Ask()).AsTask();

        try
        {
            server.Pid.Exit(ExitReason.Killed);

            foreach (var asked in (Task<int>[])[early, late])
            {
                var down = await Assert.ThrowsAsync<ProcessDownException>(() => asked.WaitAsync(Patience));
                Assert.Equal("hog did not answer Ask: killed.", down.Message);
            }
        }
        finally
        {
            Loops.IsOver = true;
        }
    }

    [Fact]
    public async Task A_loop_that_polls_ends_when_it_is_killed()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cleaned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loop = Node.Spawn(() =>
        {
            try
            {
                started.SetResult();

                while (true)
                    Self.Poll();
            }
            finally
            {
                cleaned.SetResult();
            }
        });
        await started.Task.WaitAsync(Patience);

        loop.Exit(ExitReason.Killed);

        await cleaned.Task.WaitAsync(Patience);
    }
}
