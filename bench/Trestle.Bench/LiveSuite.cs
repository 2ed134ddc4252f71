using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What connected live pages cost and how fast they answer.</summary>
sealed class LiveSuite : Suite
{
    static readonly int[] levels = [64, 1000];

    static readonly TimeSpan warmUp = TimeSpan.FromSeconds(2);

    public override string Name => "live";

    public override string Summary => "memory, clicks, joins, broadcasts and bytes of live views beside Blazor Server";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var plan = options.Length == Length.Quick
            ? new Plan(Repetitions: 1, Held: 5_000, Idle: TimeSpan.FromSeconds(3), Clicking: TimeSpan.FromSeconds(2), Broadcasts: 3)
            : new Plan(Repetitions: 3, Held: 10_000, Idle: TimeSpan.FromSeconds(60), Clicking: TimeSpan.FromSeconds(5), Broadcasts: 5);

        List<LiveMemory> ours = [];
        var clicks = levels.ToDictionary(level => level, _ => new List<Clicks>());
        List<double> broadcasts = [];
        IReadOnlyList<(string Name, double Bytes)> sizes = [];

        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            await using var server = await Server.StartTrestleAsync(cancellation, "LivePages", "--Live:MaxMessagesPerSecond", "1000000");
            var side = await LiveSide.TrestleAsync(server, cancellation);
            side.Click(256, warmUp);

            ours.Add(await side.HoldAsync(plan.Held, plan.Idle, cancellation));

            foreach (var level in levels)
                clicks[level].Add(side.Click(level, plan.Clicking));

            broadcasts.AddRange(await BroadcastAsync(server, plan.Broadcasts, cancellation));
            sizes = await LiveWire.MeasureAsync(server, cancellation);
        }

        yield return new("live.joins", Unit.PerSecond, new(ours.Select(held => held.Joins)));
        yield return new("live.conn.rss_bytes", Unit.Bytes, new(ours.Select(held => held.Resident)));
        yield return new("live.conn.heap_bytes", Unit.Bytes, new(ours.Select(held => held.Heap)));
        yield return new("live.conn.rss_bytes.idle", Unit.Bytes, new(ours.Select(held => held.IdleResident)));
        yield return new("live.conn.heap_bytes.idle", Unit.Bytes, new(ours.Select(held => held.IdleHeap)));

        foreach (var (level, trials) in clicks)
        {
            yield return new($"live.click{level}.rps", Unit.PerSecond, new(trials.Select(trial => trial.Rate)));
            yield return new($"live.click{level}.p99_ms", Unit.Milliseconds, new(trials.Select(trial => trial.Took.Percentile(99))));
        }

        yield return new("live.broadcast10k_ms", Unit.Milliseconds, new(broadcasts));

        foreach (var (name, bytes) in sizes)
            yield return new($"live.wire.{name}", Unit.Bytes, new([bytes]));
    }

    static async Task<IReadOnlyList<double>> BroadcastAsync(Server server, int times, CancellationToken cancellation)
    {
        const int readers = 10_000;

        var passes = await LiveSide.PassesAsync(server, "news", cancellation);
        using var client = new HttpClient { BaseAddress = server.Url, DefaultRequestHeaders = { { "Sec-Fetch-Site", "same-origin" } } };
        using var crowd = new Crowd();
        crowd.Open(readers, number => new LiveBrowser(passes[number % passes.Count]));
        List<double> took = [];

        // The first is for warming up.
        for (var time = 0; time <= times; time++)
        {
            Task<HttpResponseMessage>? announcing = null;
            var announcement = new Uri($"/announce?text=Announcement+{time}", UriKind.Relative);
            took.Add(crowd.UntilAllHear(() => announcing = client.PostAsync(announcement, null, cancellation)).TotalMilliseconds);
            (await announcing!).EnsureSuccessStatusCode();
        }

        return took[1..];
    }

    sealed record Plan(int Repetitions, int Held, TimeSpan Idle, TimeSpan Clicking, int Broadcasts);
}
