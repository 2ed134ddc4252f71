using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What a visitor of /hello notices of 16 endless loops and 16 blocked calls in the same program.</summary>
sealed class StarveSuite : Suite
{
    const int Connections = 64;

    public override string Name => "starve";

    public override string Summary => "/hello beside 16 endless loops and 16 blocked calls in the same program";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (repetitions, time) = options.Length == Length.Quick
            ? (2, new Times(WarmUp: 2, Quiet: 2, Starved: 3))
            : (5, new Times(WarmUp: 5, Quiet: 5, Starved: 10));
        List<Trial> ours = [], theirs = [];

        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            // A new server each time: hogs cannot be called off, and a peer whose pool has grown suffers less.
            await using (var trestle = await Server.StartTrestleAsync(cancellation, "Starve"))
                ours.Add(await TryOutAsync(trestle, time, cancellation));

            await using (var bare = await Server.StartPeerAsync("bare", cancellation))
                theirs.Add(await TryOutAsync(bare, time, cancellation));
        }

        if (ours.Any(trial => trial.Starved.RequestsPerSecond == 0))
            throw new BenchException("Trestle answered no request beside the hogs, so there is nothing to quote.");

        Measurement Figure(string what, Unit unit, Func<Trial, double> read) =>
            new($"starve.hello.{what}", unit, new(ours.Select(read)), "bare", new(theirs.Select(read)));

        yield return Figure("quiet.rps", Unit.RequestsPerSecond, trial => trial.Quiet.RequestsPerSecond);
        yield return Figure("rps", Unit.RequestsPerSecond, trial => trial.Starved.RequestsPerSecond);
        yield return Figure("p99_ms", Unit.Milliseconds, trial => trial.P99(time));
    }

    static async Task<Trial> TryOutAsync(Server server, Times time, CancellationToken cancellation)
    {
        await LoadAsync(server, time.WarmUp, cancellation);
        var quiet = await LoadAsync(server, time.Quiet, cancellation);

        using var client = new HttpClient { BaseAddress = server.Url };
        await client.GetStringAsync("/hogs", cancellation);

        return new(quiet, await LoadAsync(server, time.Starved, cancellation));
    }

    static async Task<WrkReport> LoadAsync(Server server, int seconds, CancellationToken cancellation)
    {
        using var wrk = Wrk.Start(new(server.Url, "/hello"), Connections, TimeSpan.FromSeconds(seconds));

        return await wrk.ReportAsync(cancellation);
    }

    sealed record Times(int WarmUp, int Quiet, int Starved);

    sealed record Trial(WrkReport Quiet, WrkReport Starved)
    {
        /// <summary>When nobody was answered at all, the time everybody has waited: it would have been longer.</summary>
        public double P99(Times time) => Starved.RequestsPerSecond == 0
            ? TimeSpan.FromSeconds(time.Starved).TotalMilliseconds
            : Starved.P99.TotalMilliseconds;
    }
}
