using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trestle.Bench.Processes;

/// <summary>Many timers: set, taken back, and all due at the same moment.</summary>
static class Timers
{
    static readonly TimeSpan Later = TimeSpan.FromHours(1);
    static readonly Due Message = new();

    sealed record Due;

    sealed class Counter(Pid driver, int expected) : GenServer
    {
        int left = expected;

        void Handle(Due _)
        {
            if (--left == 0)
                driver.Send(new Finished());

            Driver.Check(left >= 0, "A timer fired more than once.");
        }
    }

    public static async Task Many(int count)
    {
        await Driver.WarmUpAsync(async () => await CancelAsync((await AddAsync(1000)).Timers));

        var before = await Driver.MemoryAsync();
        var (timers, adding) = await AddAsync(count);
        var after = await Driver.MemoryAsync();
        var room = (double)count * Unsafe.SizeOf<TimerRef>(); // of the array that holds them

        Driver.Print("timers.add", Driver.Nanoseconds(adding, count));
        Driver.Print("timers.bytes", (after.Managed - before.Managed - room) / count);
        Driver.Print("timers.cancel", Driver.Nanoseconds(await CancelAsync(timers), count));
        Driver.Print("timers.fire", Driver.Nanoseconds(await FireAsync(count), count));
    }

    static async Task<(TimerRef[] Timers, TimeSpan Time)> AddAsync(int count)
    {
        var timers = new TimerRef[count];
        var time = await Driver.TimeAsync(() =>
            Driver.ForEachAsync(count, number => timers[number] = Self.SendAfter(Later, Message)));

        return (timers, time);
    }

    static Task<TimeSpan> CancelAsync(TimerRef[] timers) =>
        Driver.TimeAsync(() => Driver.ForEachAsync(timers.Length, number => timers[number].Cancel()));

    /// <summary>From the moment they are due until the last message has been handled.</summary>
    static async Task<TimeSpan> FireAsync(int count)
    {
        var counter = Self.Node.Spawn(new Counter(Self.Pid, count)).Pid;
        var pause = TimeSpan.FromMilliseconds(200 + count / 200);
        var start = Stopwatch.GetTimestamp();

        await Driver.ForEachAsync(count, _ => Self.SendAfter(pause - Stopwatch.GetElapsedTime(start), counter, Message));
        Driver.Check(Stopwatch.GetElapsedTime(start) < pause, "The timers were not set before they were due.");
        await Self.ReceiveAsync<Finished>();

        return Stopwatch.GetElapsedTime(start) - pause;
    }
}
