using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What connected live pages cost and how fast they answer.</summary>
sealed class LiveSuite : Suite
{
    static readonly int[] levels = [64, 1000];

    static readonly Unit count = new("", MoreIsBetter: true);
    static readonly Unit seconds = new("s", MoreIsBetter: false);
    static readonly Unit megabytes = new("MB", MoreIsBetter: false);

    public override string Name => "live";

    public override string Summary => "memory, clicks, joins, broadcasts and bytes of live views beside Blazor Server";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (options.Soaks)
        {
            await foreach (var measurement in SoakAsync(options, cancellation))
                yield return measurement;

            yield break;
        }

        var plan = options.Length == Length.Quick
            ? new Plan(Repetitions: 1, Held: 10_000, Circuits: 1_000, Idle: TimeSpan.FromSeconds(1), Clicking: TimeSpan.FromSeconds(1.5), Broadcasts: 3, Returning: 2_000)
            : new Plan(Repetitions: 3, Held: 10_000, Circuits: 2_000, Idle: TimeSpan.FromSeconds(60), Clicking: TimeSpan.FromSeconds(5), Broadcasts: 5, Returning: 10_000);

        List<LiveTrial> ours = [], theirs = [];
        List<double> broadcasts = [];
        IReadOnlyList<(string Name, double Bytes)> sizes = [];
        List<LiveTickerReport> tables = [], ownTables = [];
        var ticking = TimeSpan.FromSeconds(options.Length == Length.Quick ? 3 : 10);
        List<LiveRestartReport> restarts = [];
        Dictionary<string, List<LiveMemory>> transports = [];

        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            await using (var trestle = await StartAsync(cancellation))
            {
                ours.Add(await TryOutAsync(await LiveSide.TrestleAsync(trestle, cancellation), plan.Held, rounds: 10, plan, cancellation));
                broadcasts.AddRange(await BroadcastAsync(trestle, plan.Broadcasts, cancellation));
                sizes = await LiveWire.MeasureAsync(trestle, cancellation);
                tables.Add(await LiveTicker.RunAsync(trestle, "exchange", "ticker", 1_000, ticking, cancellation));
                ownTables.Add(await LiveTicker.RunAsync(trestle, "ticker", null, 100, ticking, cancellation));
                restarts.Add(await LiveRestart.RunAsync(trestle, plan.Returning, cancellation));
            }

            foreach (var (transport, memory) in await OtherTransportsAsync(plan, cancellation))
                (transports.TryGetValue(transport, out var memories) ? memories : transports[transport] = []).Add(memory);

            await using (var blazor = await Server.StartPeerAsync("blazor_server", cancellation))
                theirs.Add(await TryOutAsync(await LiveSide.BlazorAsync(blazor, cancellation), plan.Circuits, rounds: 3, plan, cancellation));
        }

        yield return Figure("joins", Unit.PerSecond, trial => trial.Memory.Joins);
        yield return Figure("conn.rss_bytes", Unit.Bytes, trial => trial.Memory.Resident);
        yield return Figure("conn.heap_bytes", Unit.Bytes, trial => trial.Memory.Heap);
        yield return Figure("conn.rss_bytes.idle", Unit.Bytes, trial => trial.Memory.IdleResident);
        yield return Figure("conn.heap_bytes.idle", Unit.Bytes, trial => trial.Memory.IdleHeap);

        foreach (var (transport, memories) in transports)
        {
            yield return new($"live.conn.{transport}.rss_bytes", Unit.Bytes, new(memories.Select(memory => memory.Resident)));
            yield return new($"live.conn.{transport}.heap_bytes", Unit.Bytes, new(memories.Select(memory => memory.Heap)));
            yield return new($"live.conn.{transport}.rss_bytes.idle", Unit.Bytes, new(memories.Select(memory => memory.IdleResident)));
            yield return new($"live.conn.{transport}.heap_bytes.idle", Unit.Bytes, new(memories.Select(memory => memory.IdleHeap)));
        }

        foreach (var level in levels)
        {
            yield return Figure($"click{level}.rps", Unit.PerSecond, trial => trial.Clicks[level].Rate);
            yield return Figure($"click{level}.p99_ms", Unit.Milliseconds, trial => trial.Clicks[level].Took.Percentile(99));
        }

        yield return new("live.broadcast10k_ms", Unit.Milliseconds, new(broadcasts));

        foreach (var (name, reports) in new[] { ("table", tables), ("table.each", ownTables) })
        {
            yield return new($"live.{name}.cores", new("cores", MoreIsBetter: false), new(reports.Select(table => table.Cores)));
            yield return new($"live.{name}.p99_ms", Unit.Milliseconds, new(reports.Select(table => table.Delays.Percentile(99))));
            yield return new($"live.{name}.messages", Unit.PerSecond, new(reports.Select(table => table.Messages)));
        }

        yield return new("live.restart.back_s", seconds, new(restarts.Select(restart => restart.Back.TotalSeconds)));
        yield return new("live.restart.answered", count, new(restarts.Select(restart => (double)restart.Answered)));
        yield return new("live.restart.refused", new("", MoreIsBetter: false), new(restarts.Select(restart => (double)restart.Refused)));

        foreach (var (name, bytes) in sizes)
            yield return new($"live.wire.{name}", Unit.Bytes, new([bytes]));

        Measurement Figure(string what, Unit unit, Func<LiveTrial, double> read) =>
            new($"live.{what}", unit, new(ours.Select(read)), "blazor", new(theirs.Select(read)));
    }

    static async IAsyncEnumerable<Measurement> SoakAsync(Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (views, time) = options.Length == Length.Quick ? (1_000, TimeSpan.FromMinutes(1)) : (10_000, TimeSpan.FromHours(1));

        await using var server = await StartAsync(cancellation);
        var report = await LiveSoak.RunAsync(server, views, options.Time ?? time, cancellation);

        yield return new("live.soak.views", count, new([views]));
        yield return new("live.soak.clicks", count, new([report.Clicks]));

        foreach (var (part, bytes) in report.Held.Index())
            yield return new($"live.soak.held.{(part + 1) * 10}", megabytes, new([bytes / 1e6]));

        yield return new("live.soak.rss", megabytes, new([report.ResidentBytes / 1e6]));
    }

    // What one browser may say a second is no limit for a crowd of which each stands for many.
    public static Task<Server> StartAsync(CancellationToken cancellation, params string[] more) =>
        Server.StartTrestleAsync(cancellation, "LivePages", ["--Live:MaxMessagesPerSecond", "1000000", .. more]);

    // A server that may compress leaves its sockets to ASP.NET Core, also those of browsers that do not want it.
    static async Task<IReadOnlyList<(string Name, LiveMemory Memory)>> OtherTransportsAsync(Plan plan, CancellationToken cancellation)
    {
        List<(string, LiveMemory)> found = [];

        foreach (var (name, compresses) in new[] { ("websockets", false), ("compressed", true) })
        {
            await using var server = await StartAsync(cancellation, "--Live:Compress", "true");
            var side = await LiveSide.TrestleAsync(server, cancellation, compresses);
            side.WarmUp(rounds: 3);
            found.Add((name, await side.HoldAsync(plan.Circuits, plan.Idle, cancellation)));
        }

        await using (var server = await StartAsync(cancellation))
            found.Add(("longpoll", await LiveSide.HoldByRequestsAsync(server, plan.Circuits, plan.Idle, cancellation)));

        return found;
    }

    static async Task<LiveTrial> TryOutAsync(LiveSide side, int held, int rounds, Plan plan, CancellationToken cancellation)
    {
        side.WarmUp(rounds);
        var memory = await side.HoldAsync(held, plan.Idle, cancellation);

        return new(memory, levels.ToDictionary(level => level, level => side.Click(level, plan.Clicking)));
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

    sealed record Plan(int Repetitions, int Held, int Circuits, TimeSpan Idle, TimeSpan Clicking, int Broadcasts, int Returning);

    sealed record LiveTrial(LiveMemory Memory, IReadOnlyDictionary<int, Clicks> Clicks);
}
