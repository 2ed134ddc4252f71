using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>Many requests that each wait 200 ms for another server, and what a visitor of another page notices.</summary>
sealed class SlowSuite : Suite
{
    static readonly int[] Levels = [64, 256, 1024];

    // What a crowd opening its connections at once does to the visitor is over by then.
    static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(500);

    public override string Name => "slow";

    public override string Summary => "requests that wait 200 ms on another server, and /hello beside them";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (repetitions, time) = options.Length == Length.Quick ? (1, 5) : (5, 10);

        await using var trestle = await Server.StartTrestleAsync(cancellation);
        await using var bare = await Server.StartPeerAsync("bare", cancellation);

        foreach (var server in (Server[])[trestle, bare])
            await TryOutAsync(server, connections: 64, TimeSpan.FromSeconds(2), cancellation);

        foreach (var level in Levels)
        {
            List<Trial> ours = [], theirs = [];

            for (var repetition = 0; repetition < repetitions; repetition++)
            {
                ours.Add(await TryOutAsync(trestle, level, TimeSpan.FromSeconds(time), cancellation));
                theirs.Add(await TryOutAsync(bare, level, TimeSpan.FromSeconds(time), cancellation));
            }

            Measurement Figure(string what, Unit unit, Func<Trial, double> read) =>
                new($"slow.{level}.{what}", unit, new(ours.Select(read)), bare.Name, new(theirs.Select(read)));

            yield return Figure("rps", Unit.RequestsPerSecond, trial => trial.Load.RequestsPerSecond);
            yield return Figure("p50_ms", Unit.Milliseconds, trial => trial.Load.P50.TotalMilliseconds);
            yield return Figure("p99_ms", Unit.Milliseconds, trial => trial.Load.P99.TotalMilliseconds);
            yield return Figure("hello.p50_ms", Unit.Milliseconds, trial => trial.Hello.Percentile(50));
            yield return Figure("hello.p99_ms", Unit.Milliseconds, trial => trial.Hello.Percentile(99));
        }
    }

    static async Task<Trial> TryOutAsync(Server server, int connections, TimeSpan time, CancellationToken cancellation)
    {
        using var wrk = Wrk.Start(new(server.Url, "/slow"), connections, time);

        await Task.Delay(SettlingTime, cancellation);
        var hello = await Probe.RunAsync(new(server.Url, "/hello"), time - SettlingTime, cancellation);

        return new(await wrk.ReportAsync(cancellation), hello);
    }

    sealed record Trial(WrkReport Load, Samples Hello);
}
