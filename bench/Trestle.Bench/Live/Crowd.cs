using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

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
        Dial(number, caller);

        return number;
    }

    void Dial(int number, Caller caller)
    {
        callers[number].Dispose();
        callers[number] = caller;
        caller.Dial(new IPAddress([127, 0, 0, (byte)(2 + (number % Addresses))]));

        // A server that ends takes connections that it hangs up at once.
        if (caller.Trouble is { } trouble)
            throw new BenchException($"Browser {number} of {callers.Count}: {trouble}.");

        poller.Watch(caller.Socket, number);
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

    /// <summary>Has each of these click once, and waits for the answers.</summary>
    public void ClickOnce(IReadOnlyCollection<int> numbers)
    {
        var waiting = numbers.ToDictionary(number => number, number => callers[number].Heard);

        foreach (var number in numbers)
            Click(callers[number]);

        for (var start = Stopwatch.GetTimestamp(); waiting.Count > 0;)
            Pump(start, $"{waiting.Count} clicks were not answered", number =>
            {
                if (waiting.TryGetValue(number, out var before) && callers[number].Heard > before)
                    waiting.Remove(number);
            });
    }

    /// <summary>Has another browser come for each of these, who go.</summary>
    public void Replace(IReadOnlyCollection<int> numbers, Func<int, Caller> caller)
    {
        foreach (var number in numbers)
            Dial(number, caller(number));

        var waiting = numbers.ToHashSet();

        for (var start = Stopwatch.GetTimestamp(); waiting.Count > 0;)
            Pump(start, $"{waiting.Count} browsers were not shown their page", number =>
            {
                if (callers[number].IsReady)
                    waiting.Remove(number);
            });
    }

    /// <summary>Lets all come back whose server is gone, as browsers try; how long until each was shown its page again.</summary>
    public TimeSpan ComeBack(Func<int, Caller> caller)
    {
        // As phoenix.js waits, in ms; 5 s from then on.
        int[] pauses = [10, 50, 100, 150, 200, 250, 500, 1000, 2000];

        var start = Stopwatch.GetTimestamp();
        var tries = new int[callers.Count];
        var isBack = new bool[callers.Count];
        var missing = callers.Count;
        var due = new PriorityQueue<int, TimeSpan>();

        while (missing > 0)
        {
            while (due.TryPeek(out var next, out var when) && when <= Stopwatch.GetElapsedTime(start))
                TryAgain(due.Dequeue());

            Pump(start, $"{missing} of {callers.Count} browsers were not back", number =>
            {
                if (!isBack[number] && tries[number] > 0 && callers[number].IsReady)
                {
                    isBack[number] = true;
                    missing--;
                }
            }, Later);
        }

        return Stopwatch.GetElapsedTime(start);

        void Later(int number)
        {
            // The old server may have let it in once more, as its last.
            if (isBack[number])
            {
                isBack[number] = false;
                missing++;
            }

            var pause = tries[number] < pauses.Length ? pauses[tries[number]] : 5000;
            tries[number]++;
            due.Enqueue(number, Stopwatch.GetElapsedTime(start) + TimeSpan.FromMilliseconds(pause));
        }

        void TryAgain(int number)
        {
            try
            {
                Dial(number, caller(number));
            }
            catch (Exception away) when (away is SocketException or BenchException)
            {
                Later(number);
            }
        }
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

    void Pump(long since, string otherwise, Action<int> heard, Action<int>? lost = null)
    {
        var count = poller.Wait(ready, TimeSpan.FromMilliseconds(lost is null ? 100 : 5));

        for (var at = 0; at < count; at++)
        {
            callers[ready[at]].Read(buffer);

            if (callers[ready[at]].Trouble is not { } trouble)
                heard(ready[at]);
            else if (lost is not null)
                lost(ready[at]);
            else
                throw new BenchException($"Browser {ready[at]} of {callers.Count}: {trouble}.");
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
