using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>A storm of random spawns, crashes, kills and hogs; it fails when anything was not as promised afterwards.</summary>
sealed class StressSuite : Suite
{
    static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(2);
    static readonly Unit Count = new("", MoreIsBetter: true);

    public override string Name => "stress";

    public override string Summary => "a storm of random crashes, kills and hogs, and whether all was right after it";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var time = options.Time ?? (options.Length == Length.Quick ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(10));
        var seed = options.Seed ?? Random.Shared.Next();

        var readings = await Child.RunAsync(
            "dotnet",
            [Artifacts.AssemblyOf("Processes"), "storm", $"{time.TotalSeconds}", $"{seed}"],
            time + Aftermath,
            cancellation);

        yield return new("stress.seed", Count, new([seed]));

        foreach (var name in readings.Names)
            yield return new($"stress.{name}", Count, new([readings[name]]));
    }
}
