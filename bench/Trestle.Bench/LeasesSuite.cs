using System.Diagnostics;
using System.Runtime.CompilerServices;
using Trestle.Records.Tests;

namespace Trestle.Bench;

/// <summary>
/// A thousand requests at once that each ask PostgreSQL, wait 200 ms for another server and ask again, through a pool of
/// five connections: they end in time only if none of them keeps a connection while it waits.
/// </summary>
sealed class LeasesSuite : Suite
{
    const int Requests = 1000;
    const int Connections = 5;

    static readonly Unit seconds = new("s", MoreIsBetter: false);

    public override string Name => "leases";

    public override string Summary => "1,000 waiting requests through a pool of 5 connections to PostgreSQL";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var database = $"{PostgresServer.Shared.ConnectionString("leases")};Maximum Pool Size={Connections}";
        await using var app = await Server.StartTrestleAsync(cancellation, "Leases", "--database", database);
        using var visitors = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Requests }) { BaseAddress = app.Url };
        List<double> times = [];

        // The first round opens a thousand sockets and compiles; it is run as often as it takes to be warm.
        for (var warmUp = 0; warmUp < 3; warmUp++)
            await VisitAsync(visitors, cancellation);

        for (var repetition = 0; repetition < (options.Length == Length.Quick ? 1 : 5); repetition++)
            times.Add((await VisitAsync(visitors, cancellation)).TotalSeconds);

        yield return new($"leases.{Requests}.pool{Connections}", seconds, new(times));
    }

    static async Task<TimeSpan> VisitAsync(HttpClient visitors, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => visitors.GetStringAsync("/visit", cancellation)));
        var time = Stopwatch.GetElapsedTime(start);

        return answers.All(answer => answer == "Noted, Noted")
            ? time
            : throw new BenchException($"expected every answer to be \"Noted, Noted\", got: {answers.First(answer => answer != "Noted, Noted")}");
    }
}
