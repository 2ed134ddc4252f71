using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Trestle.Bench.Records;

/// <summary>
/// Writers that each read a row, change it and write it in a transaction, over and over, and a reader that asks for a row
/// every 5 ms meanwhile.
/// </summary>
static class Writers
{
    static readonly TimeSpan period = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(Side side, int writers, TimeSpan time)
    {
        await side.StarAsync(1);
        await side.FindAsync(1);

        using var end = new CancellationTokenSource(time);
        var begin = Stopwatch.GetTimestamp();
        var reading = Task.Run(() => ReadAsync(side, end.Token));
        var writing = Enumerable.Range(0, writers).Select(w => Task.Run(() => WriteAsync(side, w, end.Token))).ToArray();

        var written = await Task.WhenAll(writing);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        var waits = await reading;

        var stars = written.Sum(w => (long)w.Stars);
        Check(await side.StarsAsync() == stars + 1, $"expected {stars + 1} stars, got: {await side.StarsAsync()}");

        Scenarios.Print($"writers{writers}", stars / elapsed.TotalSeconds);
        Scenarios.Print($"writers{writers}.busy", written.Sum(w => w.Busy));
        Scenarios.Print("read.p99_ms", Percentile(waits, 0.99));
    }

    static async Task<(int Stars, int Busy)> WriteAsync(Side side, int writer, CancellationToken end)
    {
        var (stars, busy) = (0, 0);

        for (var number = writer; !end.IsCancellationRequested; number++)
        {
            try
            {
                await side.StarAsync(Scenarios.Id(number));
                stars++;
            }
            catch (Exception failure) when (failure.GetBaseException() is SqliteException { SqliteErrorCode: 5 or 6 })
            {
                busy++;
            }
        }

        return (stars, busy);
    }

    // What is late because the one before was late counts from when it was due.
    static async Task<List<double>> ReadAsync(Side side, CancellationToken end)
    {
        List<double> waits = [];
        var begin = Stopwatch.GetTimestamp();

        for (var due = TimeSpan.Zero; !end.IsCancellationRequested; due += period)
        {
            if (due - Stopwatch.GetElapsedTime(begin) is var early && early > TimeSpan.Zero)
                await Task.Delay(early, CancellationToken.None);

            await side.FindAsync(Scenarios.Id(waits.Count));
            waits.Add((Stopwatch.GetElapsedTime(begin) - due).TotalMilliseconds);
        }

        return waits;
    }

    static double Percentile(List<double> values, double share)
    {
        values.Sort();

        return values[Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1)];
    }

    static void Check(bool holds, string fault)
    {
        if (!holds)
            throw new InvalidOperationException(fault);
    }
}
