using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>
/// Views that are clicked, left and come to, again and again: it fails when one is lost or not answered, when files stay open, or when the server holds
/// more and more memory. What is learned once is there after three tenths of the time.
/// </summary>
static class LiveSoak
{
    const int Parts = 10;
    const int PartsToLearn = 3;
    const double SparedGrowth = 1.1;
    const long SparedBytes = 2_000_000;
    const int SparedFiles = 16;

    static readonly TimeSpan round = TimeSpan.FromSeconds(1);

    public static async Task<LiveSoakReport> RunAsync(Server server, int views, TimeSpan time, CancellationToken cancellation)
    {
        var side = await LiveSide.TrestleAsync(server, cancellation);
        using var crowd = new Crowd();
        crowd.Open(views, side.Enter);
        var held = new double[Parts];
        var (clicks, files) = (0L, 0);

        for (var part = 0; part < Parts; part++)
        {
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time / Parts; cancellation.ThrowIfCancellationRequested())
                clicks += Round(crowd, views, side);

            held[part] = await server.HeldBytesAsync(cancellation);
            files = part == 0 ? server.OpenFiles : files;
        }

        if (server.OpenFiles > files + SparedFiles)
            throw new BenchException($"{server.OpenFiles} files are open where there were {files}.");

        if (held[^1] > (held[PartsToLearn - 1] * SparedGrowth) + SparedBytes)
            throw new BenchException(
                $"Memory grows. After each tenth of the time were held, in MB: {string.Join(", ", held.Select(bytes => $"{bytes / 1e6:0.0}"))}.");

        return new(clicks, held, server.ResidentBytes);
    }

    // In a second a tenth of all clicks, and one in two hundred goes, and another comes.
    static int Round(Crowd crowd, int views, LiveSide side)
    {
        var start = Stopwatch.GetTimestamp();
        var clicking = Some(views, views / 10);
        crowd.ClickOnce(clicking);
        crowd.Replace(Some(views, Math.Max(1, views / 200)), side.Enter);
        var left = round - Stopwatch.GetElapsedTime(start);

        if (left > TimeSpan.Zero)
            crowd.Rest(left);

        return clicking.Count;
    }

    static HashSet<int> Some(int of, int count) => [.. Enumerable.Range(0, count).Select(_ => Random.Shared.Next(of))];
}

/// <summary>What was held after each tenth of the time, in bytes of .NET's heap.</summary>
sealed record LiveSoakReport(long Clicks, IReadOnlyList<double> Held, long ResidentBytes);
