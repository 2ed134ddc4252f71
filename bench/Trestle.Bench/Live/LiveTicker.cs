using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>A table of 1,000 rows that many look at while 1,000 of its cells change each second.</summary>
static class LiveTicker
{
    const int Sampled = 10;
    const int Rate = 1_000;

    public static async Task<LiveTickerReport> RunAsync(Server server, string page, string? child, int views, TimeSpan time, CancellationToken cancellation)
    {
        var passes = await LiveSide.PassesAsync(server, page, cancellation);
        using var client = new HttpClient { BaseAddress = server.Url, DefaultRequestHeaders = { { "Sec-Fetch-Site", "same-origin" } } };
        using var crowd = new Crowd();
        List<double> delays = [];
        crowd.Open(views, number => new LiveBrowser(passes[number % passes.Count]) { Child = child, Delays = number < Sampled ? delays : null });

        var begin = new Uri($"/tick?rate={Rate}&seconds={(int)time.TotalSeconds}", UriKind.Relative);
        (await client.PostAsync(begin, null, cancellation)).EnsureSuccessStatusCode();
        var (start, cpu) = (Stopwatch.GetTimestamp(), server.CpuTime);
        crowd.Rest(time);

        return new((server.CpuTime - cpu) / Stopwatch.GetElapsedTime(start), new(delays), crowd.Callers.Sum(caller => (double)caller.Heard) / time.TotalSeconds);
    }
}

/// <summary>Cores that the server kept busy, how late cells changed on the readers' pages, in ms, and messages a second to all of them.</summary>
sealed record LiveTickerReport(double Cores, Samples Delays, double Messages);
