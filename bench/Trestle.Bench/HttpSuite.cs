using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>Requests a second for a line of text, a small JSON object and a page of 100 rows.</summary>
sealed class HttpSuite : Suite
{
    const int Connections = 64;

    static readonly (string Page, string[] Peers)[] Rounds =
    [
        ("hello", ["bare", "mvc"]),
        ("json", ["bare", "mvc"]),
        ("table", ["mvc", "blazor"]),
    ];

    public override string Name => "http";

    public override string Summary => "text, JSON and a 100-row page beside minimal APIs, MVC and Blazor";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (repetitions, seconds, warmUp) = options.Length == Length.Quick ? (3, 1, 14) : (5, 5, 30);

        await using var trestle = await Server.StartTrestleAsync(cancellation);
        await using var bare = await Server.StartPeerAsync("bare", cancellation);
        await using var mvc = await Server.StartPeerAsync("mvc", cancellation);
        await using var blazor = await Server.StartPeerAsync("blazor", cancellation);

        await Page.CheckSameTableAsync([trestle, mvc, blazor], cancellation);
        await WarmUpAsync([trestle, bare, mvc, blazor], warmUp, cancellation);

        foreach (var (page, peers) in Rounds)
        {
            Server[] servers = [trestle, .. new[] { bare, mvc, blazor }.Where(server => peers.Contains(server.Name))];
            var rates = servers.ToDictionary(server => server, _ => new List<double>());

            for (var repetition = 0; repetition < repetitions; repetition++)
                foreach (var server in servers)
                    rates[server].Add(await RateAsync(server, page, seconds, cancellation));

            foreach (var peer in servers.Skip(1))
                yield return new($"http.{page}", Unit.RequestsPerSecond, new(rates[trestle]), peer.Name, new(rates[peer]));
        }
    }

    /// <summary>All at once, page by page: the compiler's last word comes late, and the first page must not pay for the others.</summary>
    static async Task WarmUpAsync(Server[] servers, int seconds, CancellationToken cancellation)
    {
        foreach (var (page, peers) in Rounds)
            await Task.WhenAll(servers
                .Where(server => server == servers[0] || peers.Contains(server.Name))
                .Select(server => RateAsync(server, page, seconds / Rounds.Length, cancellation)));
    }

    static async Task<double> RateAsync(Server server, string page, int seconds, CancellationToken cancellation)
    {
        using var wrk = Wrk.Start(new(server.Url, page), Connections, TimeSpan.FromSeconds(seconds));
        var report = await wrk.ReportAsync(cancellation);

        return report.RequestsPerSecond;
    }
}
