using System.Diagnostics;
using System.Net;

namespace Trestle.Bench;

/// <summary>Very many browsers on one thread, which waits for whatever comes for any of them.</summary>
sealed class Crowd : IDisposable
{
    /// <summary>How many may be on their way in at once.</summary>
    const int Arriving = 64;

    // Each address of the loopback network has some 28,000 ports of its own.
    const int Addresses = 8;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    // Browsers say every 30 s that they are there.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    readonly Poller poller = new();
    readonly List<Caller> callers = [];
    readonly byte[] buffer = new byte[256 * 1024];
    readonly int[] ready = new int[512];

    public IReadOnlyList<Caller> Callers => callers;

    /// <summary>Lets so many more in, some at a time; how long it took until each was shown its page.</summary>
    public TimeSpan Open(int count, Func<int, Caller> caller)
    {
        var start = Stopwatch.GetTimestamp();
        var goal = callers.Count + count;
        var isIn = callers.Count;
        var spoken = start;

        for (var arriving = new HashSet<int>(); isIn < goal;)
        {
            while (callers.Count < goal && arriving.Count < Arriving)
                arriving.Add(Enter(caller(callers.Count)));

            Pump(start, $"{isIn} of {goal} browsers were shown their page", number =>
            {
                if (callers[number].IsReady && arriving.Remove(number))
                    isIn++;
            });

            if (Stopwatch.GetElapsedTime(spoken) > Silence)
            {
                StayAlive();
                spoken = Stopwatch.GetTimestamp();
            }
        }

        return Stopwatch.GetElapsedTime(start);
    }

    int Enter(Caller caller)
    {
        var number = callers.Count;
        callers.Add(caller);
        caller.Dial(new IPAddress([127, 0, 0, (byte)(2 + (number % Addresses))]));
        poller.Watch(caller.Socket, number);

        return number;
    }

    /// <summary>Has so many click as fast as they are answered, each one click at a time, for so long; how long each answer took, in ms.</summary>
    public Clicks Click(int among, TimeSpan time)
    {
        List<double> took = new(1 << 18);
        var heard = callers.Take(among).Select(caller => caller.Heard).ToArray();
        var waiting = 0;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);

        for (var number = 0; number < among; number++, waiting++)
            Click(callers[number]);

        while (waiting > 0)
            Pump(end, $"{waiting} clicks were not answered", number =>
            {
                if (number >= among || callers[number].Heard == heard[number])
                    return;

                heard[number] = callers[number].Heard;
                var now = Stopwatch.GetTimestamp();
                took.Add((now - callers[number].ClickedAt) * 1000.0 / Stopwatch.Frequency);

                if (now < end)
                    Click(callers[number]);
                else
                    waiting--;
            });

        return new(took.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, new(took));
    }

    static void Click(Caller caller)
    {
        caller.ClickedAt = Stopwatch.GetTimestamp();
        caller.Click();
    }

    /// <summary>How long until every one has heard something, from when <paramref name="begin"/> was called.</summary>
    public TimeSpan UntilAllHear(Action begin)
    {
        var heard = callers.Select(caller => caller.Heard).ToArray();
        var missing = callers.Count;
        var start = Stopwatch.GetTimestamp();
        begin();

        while (missing > 0)
            Pump(start, $"{missing} of {callers.Count} browsers heard nothing", number =>
            {
                if (heard[number] >= callers[number].Heard)
                    return;

                heard[number] = int.MaxValue;
                missing--;
            });

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Lets the time pass as browsers do: each says now and then that it is still there.</summary>
    public void Rest(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();

        for (var next = TimeSpan.Zero; Stopwatch.GetElapsedTime(start) < time;)
        {
            if (Stopwatch.GetElapsedTime(start) >= next)
            {
                StayAlive();
                next += Silence;
            }

            Pump(Stopwatch.GetTimestamp(), "", static _ => { });
        }
    }

    void StayAlive()
    {
        foreach (var caller in callers.Where(caller => caller.IsReady))
            caller.StayAlive();
    }

    void Pump(long since, string otherwise, Action<int> heard)
    {
        var count = poller.Wait(ready, TimeSpan.FromMilliseconds(100));

        for (var at = 0; at < count; at++)
        {
            callers[ready[at]].Read(buffer);

            if (callers[ready[at]].Trouble is { } trouble)
                throw new BenchException($"Browser {ready[at]} of {callers.Count}: {trouble}.");

            heard(ready[at]);
        }

        if (Stopwatch.GetElapsedTime(since) > Patience)
            throw new BenchException($"After {Patience.TotalSeconds} s {otherwise}.");
    }

    public void Dispose()
    {
        callers.ForEach(caller => caller.Dispose());
        poller.Dispose();
    }
}

/// <summary>Clicks a second that were answered, and how long each took.</summary>
sealed record Clicks(double Rate, Samples Took);
