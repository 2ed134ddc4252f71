using System.Runtime.CompilerServices;
using Conduit.Tests;

namespace Trestle.Bench;

/// <summary>
/// Random requests, most of them nearly right, against examples/Conduit: it fails when one is answered by a failure of the server or not at
/// all, when files stay open, or when the server holds more and more memory. Memory is what is still held once all garbage is collected, after each
/// tenth of the requests; what is learned once (compiled code and queries, pools) is there after three of them.
/// </summary>
sealed class FuzzSuite : Suite
{
    const int SparedFiles = 16;
    const int Parts = 10;
    const int PartsToLearn = 3;
    const double SparedGrowth = 1.1;
    const long SparedBytes = 2_000_000;

    static readonly Unit count = new("", MoreIsBetter: true);
    static readonly Unit megabytes = new("MB", MoreIsBetter: false);
    static readonly Unit files = new("files", MoreIsBetter: false);

    public override string Name => "fuzz";

    public override string Summary => "100,000 random requests: no failure, nothing left open, no memory held more and more";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var requests = options.Length == Length.Quick ? 10_000 : 100_000;
        var seed = options.Seed ?? Random.Shared.Next(1_000_000);

        await using var app = await Server.StartTrestleAsync(cancellation, "Conduit");
        var fuzzer = new Fuzzer(app.Url, seed);
        var held = new double[Parts];
        var filesBefore = 0;

        for (var part = 0; part < Parts; part++)
        {
            await fuzzer.SendAsync(requests / Parts, cancellation);
            held[part] = await app.HeldBytesAsync(cancellation);
            filesBefore = part == 0 ? app.OpenFiles : filesBefore;
        }

        var filesAfter = app.OpenFiles;
        var learned = held[PartsToLearn - 1];

        if (fuzzer.Faults.TryPeek(out var fault))
            throw new BenchException($"{fuzzer.Faults.Count} faults with --seed {seed}. The first: {fault}");

        if (filesAfter > filesBefore + SparedFiles)
            throw new BenchException($"{filesAfter} files are open where there were {filesBefore}; --seed {seed}.");

        if (held[^1] > (learned * SparedGrowth) + SparedBytes)
            throw new BenchException(
                $"Memory grows, with --seed {seed}. After each tenth of the requests were held, in MB: {string.Join(", ", held.Select(bytes => $"{bytes / 1e6:0.0}"))}.");

        yield return new("fuzz.seed", count, new([seed]));
        yield return new("fuzz.requests", count, new([requests]));
        yield return new("fuzz.files.before", files, new([filesBefore]));
        yield return new("fuzz.files.after", files, new([filesAfter]));

        foreach (var (part, bytes) in held.Index())
            yield return new($"fuzz.held.{(part + 1) * 100 / Parts}", megabytes, new([bytes / 1e6]));

        yield return new("fuzz.rss", megabytes, new([app.ResidentBytes / 1e6]));

        foreach (var (status, times) in fuzzer.Statuses.OrderBy(one => one.Key))
            yield return new($"fuzz.answers.{status}", count, new([times]));
    }
}
