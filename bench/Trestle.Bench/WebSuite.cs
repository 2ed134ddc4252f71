using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What most actions do, on a SQLite file each: a row, twenty rows, a page of a hundred, an insert and an update through rules.</summary>
sealed class WebSuite : Suite
{
    const int Connections = 64;

    static readonly (string Name, string[] Peers)[] Rounds =
    [
        ("hello", ["ado"]),
        ("single", ["mvc_ef", "ado"]),
        ("queries20", ["mvc_ef", "ado"]),
        ("list", ["mvc_ef", "ado"]),
        ("insert", ["mvc_ef", "ado"]),
        ("update", ["mvc_ef", "ado"]),
    ];

    public override string Name => "web";

    public override string Summary => "rows read, listed as HTML, inserted and updated, beside MVC with EF Core and ADO.NET";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (repetitions, seconds, warmUp) = options.Length == Length.Quick ? (3, 1, 2) : (5, 5, 8);

        await using var trestle = await Server.StartTrestleAsync(cancellation, "Web");
        await using var mvc = await Server.StartPeerAsync("mvc_ef", cancellation);
        await using var ado = await Server.StartPeerAsync("ado", cancellation);

        await Page.CheckSameTableAsync([trestle, mvc, ado], cancellation, "/list");

        foreach (var (name, peers) in Rounds)
        {
            Server[] servers = [trestle, .. new[] { mvc, ado }.Where(server => peers.Contains(server.Name))];
            var rates = servers.ToDictionary(server => server, _ => new List<double>());

            foreach (var server in servers)
                await RateAsync(server, name, warmUp, cancellation);

            for (var repetition = 0; repetition < repetitions; repetition++)
                foreach (var server in servers)
                    rates[server].Add(await RateAsync(server, name, seconds, cancellation));

            foreach (var peer in servers.Skip(1))
                yield return new($"web.{name}", Unit.RequestsPerSecond, new(rates[trestle]), peer.Name, new(rates[peer]));
        }
    }

    static async Task<double> RateAsync(Server server, string name, int seconds, CancellationToken cancellation)
    {
        using var wrk = Wrk.Start(new(server.Url, name), Connections, TimeSpan.FromSeconds(seconds), Artifacts.Source("Web/requests.lua"));

        return (await wrk.ReportAsync(cancellation)).RequestsPerSecond;
    }
}
