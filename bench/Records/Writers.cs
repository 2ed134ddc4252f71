using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Trestle.Bench.Records;

/// <summary>
/// Writers that each read a row, change it and write it in a transaction, over and over, and a reader that asks for a row
/// every 5 ms meanwhile. The first second is not counted: code that runs for the first time is compiled then, on both sides.
/// </summary>
static class Writers
{
    static readonly TimeSpan period = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan warmUp = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Side side, int writers, TimeSpan time)
    {
        var before = (await OnceAsync(side, writers, warmUp)).Stars;
        var (stars, busy, waits, elapsed) = await OnceAsync(side, writers, time);
        Check(await side.StarsAsync() == before + stars, $"expected {before + stars} stars, got: {await side.StarsAsync()}");

        Scenarios.Print($"writers{writers}", stars / elapsed.TotalSeconds);
        Scenarios.Print($"writers{writers}.busy", busy);
        Scenarios.Print("read.p99_ms", Percentile(waits, 0.99));
    }

    static async Task<(long Stars, int Busy, List<double> Waits, TimeSpan Elapsed)> OnceAsync(Side side, int writers, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        var begin = Stopwatch.GetTimestamp();
        var reading = Task.Run(() => ReadAsync(side, end.Token));
        var writing = Enumerable.Range(0, writers).Select(w => Task.Run(() => WriteAsync(side, w, end.Token))).ToArray();

        var written = await Task.WhenAll(writing);
        var elapsed = Stopwatch.GetElapsedTime(begin);

        return (written.Sum(w => (long)w.Stars), written.Sum(w => w.Busy), await reading, elapsed);
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
