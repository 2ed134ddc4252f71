using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>A server of live pages and how its browsers speak: Trestle's, or a peer's.</summary>
/// <param name="Enter">A browser on the counter's page.</param>
sealed record LiveSide(Server Server, Func<int, Caller> Enter)
{
    // Visitors whose pages the browsers have; each is many tabs of one person.
    const int Visitors = 64;

    public static async Task<LiveSide> TrestleAsync(Server server, CancellationToken cancellation, bool compresses = false)
    {
        var passes = await PassesAsync(server, "counter", cancellation);

        return new(server, number => new LiveBrowser(passes[number % passes.Count]) { Compresses = compresses });
    }

    public static async Task<LiveSide> BlazorAsync(Server server, CancellationToken cancellation)
    {
        var page = new Uri(server.Url, "counter");
        var marker = await BlazorBrowser.MarkerAsync(page, cancellation);

        return new(server, _ => new BlazorBrowser(page, marker));
    }

    /// <summary>Lets the compiler have its last word before anything is counted.</summary>
    public void WarmUp(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            Click(1000, TimeSpan.FromSeconds(0.4));
    }

    public static async Task<IReadOnlyList<LivePass>> PassesAsync(Server server, string page, CancellationToken cancellation)
    {
        List<LivePass> passes = [];

        for (var visitor = 0; visitor < Visitors; visitor++)
        {
            using var client = new HttpClient();
            passes.Add(await LivePass.FetchAsync(client, new(server.Url, page), cancellation));
        }

        return passes;
    }

    /// <summary>What so many browsers take of the server's memory, each, right after they came and after a while of silence; and how many came a second.</summary>
    public async Task<LiveMemory> HoldAsync(int count, TimeSpan idle, CancellationToken cancellation)
    {
        var (heapBefore, residentBefore) = await SettledAsync(cancellation);

        using var crowd = new Crowd();
        var opening = crowd.Open(count, Enter);
        var (heap, resident) = await HeldAsync(cancellation);
        crowd.Rest(idle);
        var (idleHeap, idleResident) = await HeldAsync(cancellation);

        return LiveMemory.Of(count, count / opening.TotalSeconds, (heapBefore, residentBefore), (heap, resident), (idleHeap, idleResident));
    }

    /// <summary>The same of browsers that get no WebSocket.</summary>
    public static async Task<LiveMemory> HoldByRequestsAsync(Server server, int count, TimeSpan idle, CancellationToken cancellation)
    {
        var side = await TrestleAsync(server, cancellation);
        var passes = await PassesAsync(server, "counter", cancellation);

        await using (var first = new LongPollCrowd())
            await first.OpenAsync(count / 4, passes);

        var (heapBefore, residentBefore) = await side.SettledAsync(cancellation);

        await using var crowd = new LongPollCrowd();
        var start = Stopwatch.GetTimestamp();
        await crowd.OpenAsync(count, passes);
        var joins = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (heap, resident) = await side.HeldAsync(cancellation);
        await crowd.RestAsync(idle);
        var (idleHeap, idleResident) = await side.HeldAsync(cancellation);

        return LiveMemory.Of(count, joins, (heapBefore, residentBefore), (heap, resident), (idleHeap, idleResident));
    }

    // Those who have gone are not gone at once.
    async Task<(long Heap, long Resident)> SettledAsync(CancellationToken cancellation)
    {
        const double spared = 0.005;

        var (before, now) = (long.MaxValue, await HeldAsync(cancellation));

        while (now.Heap < before * (1 - spared))
        {
            await Task.Delay(500, cancellation);
            (before, now) = (now.Heap, await HeldAsync(cancellation));
        }

        return now;
    }

    async Task<(long Heap, long Resident)> HeldAsync(CancellationToken cancellation)
    {
        var heap = await Server.HeldBytesAsync(cancellation);

        return (heap, Server.ResidentBytes);
    }

    /// <summary>Clicks a second of so many browsers, each of which waits for the answer before it clicks again.</summary>
    public Clicks Click(int count, TimeSpan time)
    {
        using var crowd = new Crowd();
        crowd.Open(count, Enter);

        return crowd.Click(count, time);
    }
}

/// <summary>Bytes a browser.</summary>
sealed record LiveMemory(double Joins, double Heap, double Resident, double IdleHeap, double IdleResident)
{
    public static LiveMemory Of(int count, double joins, (long Heap, long Resident) before, (long Heap, long Resident) held, (long Heap, long Resident) idle) => new(
        joins,
        (held.Heap - before.Heap) / (double)count,
        (held.Resident - before.Resident) / (double)count,
        (idle.Heap - before.Heap) / (double)count,
        (idle.Resident - before.Resident) / (double)count);
}
