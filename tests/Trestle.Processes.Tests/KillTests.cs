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
    public async Task A_killed_process_that_waits_for_a_task_unwinds_at_once_when_it_waits_for_its_own_end_too()
    {
        var never = new TaskCompletionSource();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unwound = new TaskCompletionSource<Pid>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Node.Spawn(async () =>
        {
            try
            {
                waits.SetResult();
                await never.Task.WaitAsync(Self.Cancellation);
            }
            finally
            {
                unwound.SetResult(Self.Pid); // in its own turn
            }
        });
        await waits.Task.WaitAsync(Patience);

        waiting.Exit(ExitReason.Killed);

        Assert.Equal(waiting, await unwound.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_killed_process_that_waits_for_a_task_alone_is_dead_for_the_others_and_unwinds_when_that_is_done()
    {
        var other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unwound = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Node.Spawn(async () =>
        {
            waits.SetResult();
            await other.Task;

            // Its next step with the runtime ends it.
            unwound.SetResult(await Xunit.Record.ExceptionAsync(() => Self.ReceiveAsync<int>().AsTask()));
        });
        await waits.Task.WaitAsync(Patience);

        waiting.Exit(ExitReason.Killed);
        Assert.Equal(ExitReason.Killed, await EndOf(waiting));
        Assert.False(unwound.Task.IsCompleted);
        other.SetResult();

        Assert.Equal("The process ends: killed.", (await unwound.Task.WaitAsync(Patience))!.Message);
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
