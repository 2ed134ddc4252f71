namespace Trestle.Bench;

/// <summary>A server of live pages and how its browsers speak: Trestle's, or a peer's.</summary>
/// <param name="Enter">A browser on the counter's page.</param>
sealed record LiveSide(Server Server, Func<int, Caller> Enter)
{
    // Visitors whose pages the browsers have; each is many tabs of one person.
    const int Visitors = 64;

    public static async Task<LiveSide> TrestleAsync(Server server, CancellationToken cancellation)
    {
        var passes = await PassesAsync(server, "counter", cancellation);

        return new(server, number => new LiveBrowser(passes[number % passes.Count]));
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

        return new(
            count / opening.TotalSeconds,
            (heap - heapBefore) / (double)count,
            (resident - residentBefore) / (double)count,
            (idleHeap - heapBefore) / (double)count,
            (idleResident - residentBefore) / (double)count);
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
sealed record LiveMemory(double Joins, double Heap, double Resident, double IdleHeap, double IdleResident);
