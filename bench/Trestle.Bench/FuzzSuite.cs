using System.Runtime.CompilerServices;
using Conduit.Tests;

namespace Trestle.Bench;

/// <summary>
/// Random requests, most of them nearly right, against examples/Conduit: it fails when one is answered by a failure of the server or not at
/// all, or when files stay open. Memory is for the reader to judge: what it was after a tenth, and at the end.
/// </summary>
sealed class FuzzSuite : Suite
{
    const int SparedFiles = 16;

    static readonly Unit count = new("", MoreIsBetter: true);
    static readonly Unit megabytes = new("MB", MoreIsBetter: false);
    static readonly Unit files = new("files", MoreIsBetter: false);

    public override string Name => "fuzz";

    public override string Summary => "100,000 random requests: no failure, nothing left open, memory before and after";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var requests = options.Length == Length.Quick ? 10_000 : 100_000;
        var seed = options.Seed ?? Random.Shared.Next(1_000_000);

        await using var app = await Server.StartTrestleAsync(cancellation, "Conduit");
        var fuzzer = new Fuzzer(app.Url, seed);

        await fuzzer.SendAsync(requests / 10, cancellation);
        var (filesBefore, memoryBefore) = (app.OpenFiles, app.ResidentBytes);
        await fuzzer.SendAsync(requests - (requests / 10), cancellation);
        var (filesAfter, memoryAfter) = (app.OpenFiles, app.ResidentBytes);

        if (fuzzer.Faults.TryPeek(out var fault))
            throw new BenchException($"{fuzzer.Faults.Count} faults with --seed {seed}. The first: {fault}");

        if (filesAfter > filesBefore + SparedFiles)
            throw new BenchException($"{filesAfter} files are open where there were {filesBefore}; --seed {seed}.");

        yield return new("fuzz.seed", count, new([seed]));
        yield return new("fuzz.requests", count, new([requests]));
        yield return new("fuzz.files.before", files, new([filesBefore]));
        yield return new("fuzz.files.after", files, new([filesAfter]));
        yield return new("fuzz.rss.before", megabytes, new([memoryBefore / 1e6]));
        yield return new("fuzz.rss.after", megabytes, new([memoryAfter / 1e6]));

        foreach (var (status, times) in fuzzer.Statuses.OrderBy(one => one.Key))
            yield return new($"fuzz.answers.{status}", count, new([times]));
    }
}
