using System.Diagnostics;

namespace Trestle.Processes.Tests;

public class SchedulerTests : World
{
    record Ping(Pid From);

    record Pong;

    [Fact]
    public async Task Endless_loops_do_not_stop_other_processes()
    {
        var stop = false;
        var hogs = Enumerable.Range(0, 6).Select(_ => Node.Spawn(() =>
        {
            while (!Volatile.Read(ref stop)) { }

            return Task.CompletedTask;
        })).ToList();

        try
        {
            await InProcess(async () =>
            {
                var echo = Self.Spawn(async () =>
                {
                    while (true)
                        (await Self.ReceiveAsync<Ping>()).From.Send(new Pong());
                });

                for (var round = 0; round < 200; round++)
                {
                    echo.Send(new Ping(Self.Pid));
                    await Self.ReceiveAsync<Pong>();
                }

                await Until(() => Node.Snapshot().Count(process => process.State == ProcessState.Stuck) == hogs.Count);
            });
        }
        finally
        {
            Volatile.Write(ref stop, true);
        }

        foreach (var hog in hogs)
            await EndOf(hog);
    }

    [Fact]
    public async Task Blocked_threads_do_not_stop_other_processes()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 6).Select(_ => Node.Spawn(() =>
        {
            gate.Wait();
            return Task.CompletedTask;
        })).ToList();

        await InProcess(() => Task.CompletedTask);
        gate.Set();

        foreach (var pid in blocked)
            await EndOf(pid);
    }

    [Fact]
    public async Task What_follows_a_step_that_took_too_long_runs_on_another_thread()
    {
        using var gate = new ManualResetEventSlim();
        var threads = new List<Thread>();
        var process = Node.Spawn(async () =>
        {
            threads.Add(Thread.CurrentThread);
            gate.Wait();
            await Task.Yield();
            threads.Add(Thread.CurrentThread);
        });

        await Until(() => Node.Info(process)?.State == ProcessState.Stuck);
        gate.Set();
        await EndOf(process);

        Assert.NotEqual(threads[0], threads[1]);
    }

    [Fact]
    public async Task While_no_worker_moves_on_the_relief_runs_what_comes_from_outside()
    {
        var threads = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        var echo = Node.Spawn(async () =>
        {
            while (true)
            {
                await Self.ReceiveAsync<string>();
                threads.Enqueue(Thread.CurrentThread.Name);
            }
        });

        // The two that block are found out soon. Until then the message can only be taken by the relief, if that is quick enough.
        for (var round = 1; !threads.Contains("Trestle relief"); round++)
        {
            using var gate = new ManualResetEventSlim();
            using var entered = new CountdownEvent(2);
            var blocked = Enumerable.Range(0, 2).Select(_ => Node.Spawn(() =>
            {
                entered.Signal();
                gate.Wait();
                return Task.CompletedTask;
            })).ToList();
            await Until(() => entered.IsSet);

            echo.Send("tick");
            await Until(() => threads.Count == round);
            gate.Set();

            foreach (var pid in blocked)
                await EndOf(pid);

            Assert.True(round < 1000, "The relief was never there.");
        }
    }

    [Fact]
    public async Task A_killed_hog_is_gone_for_all_others_at_once()
    {
        var stop = false;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hog = Node.Spawn(() =>
        {
            started.SetResult();

            while (!Volatile.Read(ref stop)) { }

            return Task.CompletedTask;
        });
        await started.Task;

        hog.Exit(ExitReason.Killed);

        Assert.Equal(ExitReason.Killed, await EndOf(hog));
        await InProcess(async () =>
        {
            var monitor = Self.Monitor(hog);
            Assert.Equal(new Down(monitor, hog, ExitReason.NoProcess), await Self.ReceiveAsync<Down>());
        });
        Volatile.Write(ref stop, true);
    }

    [Fact]
    public async Task A_loop_that_holds_a_thread_of_the_pool_is_made_up_for_by_another()
    {
        var stop = false;
        var tasks = new TaskSupervisor();
        Node.Spawn(tasks);
        var before = MinThreads();

        var hog = Task.Run(() => tasks.RunAsync(() =>
        {
            while (!Volatile.Read(ref stop)) { }

            return Task.CompletedTask;
        }));

        await Until(() => MinThreads() > before);
        Volatile.Write(ref stop, true);
        await hog.WaitAsync(Patience);
        await Until(() => MinThreads() <= before);

        static int MinThreads()
        {
            ThreadPool.GetMinThreads(out var workers, out _);
            return workers;
        }
    }

    [Fact]
    public async Task A_chatty_process_does_not_shut_out_a_newcomer()
    {
        var chatty = Node.Spawn(async () =>
        {
            while (true)
            {
                Self.Pid.Send(new Pong());
                await Self.ReceiveAsync<Pong>();
            }
        });
        var other = Node.Spawn(async () =>
        {
            while (true)
            {
                Self.Pid.Send(new Pong());
                await Self.ReceiveAsync<Pong>();
            }
        });

        for (var round = 0; round < 100; round++)
            await InProcess(() => Task.CompletedTask);

        Assert.True(chatty.IsAlive && other.IsAlive);
    }

    [Fact]
    public async Task Every_wake_up_of_many_idle_processes_arrives()
    {
        await InProcess(async () =>
        {
            var echoes = Enumerable.Range(0, 5000).Select(_ => Self.Spawn(async () =>
            {
                while (true)
                    (await Self.ReceiveAsync<Ping>()).From.Send(new Pong());
            })).ToList();

            for (var round = 0; round < 5; round++)
            {
                foreach (var echo in echoes)
                    echo.Send(new Ping(Self.Pid));

                for (var count = 0; count < echoes.Count; count++)
                    await Self.ReceiveAsync<Pong>();
            }
        });
    }

    [Fact]
    public async Task No_wake_up_is_lost_to_a_worker_that_is_being_replaced()
    {
        var random = new Random(7);

        for (var round = 0; round < 150; round++)
        {
            // About as long as it takes to be seen as stuck, so that some turns end just then.
            var spin = TimeSpan.FromMilliseconds(6 + random.NextDouble() * 8);
            var hogs = Enumerable.Range(0, 2).Select(_ => Node.Spawn(() => Spin(spin))).ToList();
            await Task.WhenAll(hogs.Select(EndOf));
            await InProcess(() => Task.CompletedTask);
        }

        static Task Spin(TimeSpan time)
        {
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;) { }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Tasks_from_outside_wake_sleeping_workers()
    {
        for (var round = 0; round < 2000; round++)
        {
            var echo = Node.Spawn(async () => (await Self.ReceiveAsync<Ping>()).From.Send(new Pong()));
            await InProcess(async () =>
            {
                echo.Send(new Ping(Self.Pid));
                await Self.ReceiveAsync<Pong>();
            });
        }
    }
}
