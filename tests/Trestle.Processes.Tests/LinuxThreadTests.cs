using System.Numerics;

namespace Trestle.Processes.Tests;

public class LinuxThreadTests : World
{
    [Fact]
    public async Task A_thread_can_be_kept_off_one_of_its_cores_but_not_off_the_last()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is asked.");

        var counts = await OnAThread(() =>
        {
            List<int> counts = [CoresOfThisThread()];

            for (var time = 0; time <= Environment.ProcessorCount; time++)
            {
                LinuxThread.LeaveACore(LinuxThread.CurrentId, new ulong[LinuxThread.CoreWords]);
                counts.Add(CoresOfThisThread());
            }

            return counts;
        });

        Assert.Equal(Enumerable.Range(0, counts.Count).Select(times => Math.Max(1, counts[0] - times)), counts);
    }

    [Fact]
    public async Task A_thread_that_left_a_core_can_have_it_back()
    {
        var (before, after) = await OnAThread(() =>
        {
            var before = CoresOfThisThread();
            var cores = new ulong[LinuxThread.CoreWords];
            LinuxThread.LeaveACore(LinuxThread.CurrentId, cores);
            LinuxThread.UseCores(LinuxThread.CurrentId, cores);

            return (before, CoresOfThisThread());
        });

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_worker_has_all_its_cores_after_it_has_tried_what_waited_behind_loops()
    {
        const int behind = 300;
        var all = await OnAThread(CoresOfThisThread);
        var stop = false;
        var done = 0;
        var loops = new List<Pid>();

        try
        {
            await InProcess(() =>
            {
                for (var loop = 0; loop < 4; loop++)
                    loops.Add(Node.Spawn(() =>
                    {
                        while (!Volatile.Read(ref stop)) { }

                        return Task.CompletedTask;
                    }));

                for (var process = 0; process < behind; process++)
                    Node.Spawn(() => Task.FromResult(Interlocked.Increment(ref done)));

                return Task.CompletedTask;
            });
            await Until(() => Volatile.Read(ref done) == behind);

            for (var round = 0; round < 100; round++)
            {
                var cores = 0;
                await InProcess(() => Task.FromResult(cores = CoresOfThisThread()));
                Assert.Equal(all, cores);
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
        }

        foreach (var loop in loops)
            await EndOf(loop);
    }

    [Fact]
    public async Task As_many_loops_as_there_are_cores_leave_one_to_the_others()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "There is no core to be left.");

        var all = await OnAThread(CoresOfThisThread);
        var left = 0;
        var isOver = false;
        var loops = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Node.Spawn(() =>
        {
            while (CoresOfThisThread() == all) { }

            Interlocked.Increment(ref left);

            // None ends: others would be taken for such as end.
            while (!Volatile.Read(ref isOver)) { }

            return Task.CompletedTask;
        })).ToList();

        await Until(() => Volatile.Read(ref left) == loops.Count);
        Volatile.Write(ref isOver, true);

        foreach (var loop in loops)
            await EndOf(loop);
    }

    [Fact]
    public async Task Work_that_takes_long_but_ends_has_all_cores()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "There is no core to be left.");

        var all = await OnAThread(CoresOfThisThread);
        var isFoundOut = false;
        var first = Node.Spawn(() =>
        {
            while (!Volatile.Read(ref isFoundOut)) { }

            Burn(TimeSpan.FromMilliseconds(50));
            return Task.CompletedTask;
        });
        await Until(() => Node.Info(first)?.State == ProcessState.Stuck);
        Volatile.Write(ref isFoundOut, true);
        await EndOf(first);
        await Until(() => Node.Scheduler.Watch!.DetachedCount == 0);

        var cores = new System.Collections.Concurrent.ConcurrentBag<int>();
        var works = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Node.Spawn(() =>
        {
            // Less than makes them nice, on a machine where others are busy.
            for (var part = 0; part < 3; part++)
            {
                Burn(TimeSpan.FromMilliseconds(20));
                cores.Add(CoresOfThisThread());
            }

            return Task.CompletedTask;
        })).ToList();

        foreach (var work in works)
            await EndOf(work);

        Assert.All(cores, count => Assert.Equal(all, count));
    }

    // Of this thread's own time: how busy the machine is makes no difference.
    static void Burn(TimeSpan time)
    {
        var thread = LinuxThread.CurrentId;

        for (var start = LinuxThread.CpuTime(thread); LinuxThread.CpuTime(thread) - start < time;) { }
    }

    [Fact]
    public async Task What_a_thread_starts_has_all_cores_again()
    {
        var (before, after) = await OnAThread(() =>
        {
            var before = CoresOfThisThread();
            LinuxThread.LeaveACore(LinuxThread.CurrentId, new ulong[LinuxThread.CoreWords]);
            var after = 0;
            var child = new Thread(() => after = CoresOfThisThread());
            child.Start();
            child.Join();

            return (before, after);
        });

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_thread_that_nobody_knows_is_left_alone()
    {
        var (before, after) = await OnAThread(() =>
        {
            var before = CoresOfThisThread();
            var known = new ulong[LinuxThread.CoreWords];
            LinuxThread.LeaveACore(0, known);
            LinuxThread.UseCores(0, known);

            return (before, CoresOfThisThread());
        });

        Assert.Equal(before, after);
    }

    // proc(5): a mask in hexadecimal, with commas.
    static int CoresOfThisThread() => OperatingSystem.IsLinux()
        ? File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("Cpus_allowed:", StringComparison.Ordinal))
            .Split('\t')[1].Where(char.IsAsciiHexDigit).Sum(digit => BitOperations.PopCount(Convert.ToUInt32($"{digit}", 16)))
        : 0;

    // One that ends with it: what is taken from a thread of the pool stays taken.
    static Task<T> OnAThread<T>(Func<T> run)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                result.SetResult(run());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        }).Start();

        return result.Task;
    }
}
