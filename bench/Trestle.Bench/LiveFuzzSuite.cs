using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>
/// Random live pages that change again and again, as the tests of live views have them, further than a test run goes: it fails at the
/// first page that the browser's own client does not show as a fresh render does.
/// </summary>
sealed class LiveFuzzSuite : Suite
{
    const int Part = 50_000;
    const int StepsPerSession = 50;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    static readonly Unit Count = new("", MoreIsBetter: true);

    public override string Name => "live-fuzz";

    public override string Summary => "1,000,000 changes of random live pages: the browser's client shows what a fresh render shows";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var steps = options.Steps ?? (options.Length == Length.Quick ? 20_000 : 1_000_000);
        var seed = options.Seed ?? Random.Shared.Next(1_000_000);
        var elapsed = Stopwatch.StartNew();

        // A part has a program of its own; each of its sessions has the next seed.
        for (var done = 0; done < steps; done += Part)
            await RunAsync(seed + (done / StepsPerSession), Math.Min(Part, steps - done), cancellation);

        yield return new("live_fuzz.seed", Count, new([seed]));
        yield return new("live_fuzz.steps", Count, new([steps]));
        yield return new("live_fuzz.rate", new("steps/s", MoreIsBetter: true), new([steps / elapsed.Elapsed.TotalSeconds]));
    }

    static Task RunAsync(int seed, int steps, CancellationToken cancellation) => Child.PrintAsync(
        "dotnet",
        [Artifacts.AssemblyOf("Trestle.Live.Tests"), "-method", "Trestle.Live.Tests.Rendering.FuzzTests.The_client_shows_what_a_fresh_render_shows"],
        [("TRESTLE_FUZZ_SEED", Text(seed)), ("TRESTLE_FUZZ_STEPS", Text(steps))],
        Patience,
        cancellation);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
