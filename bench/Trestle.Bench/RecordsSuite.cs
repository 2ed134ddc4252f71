using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What records cost on a SQLite file, beside EF Core alone and ADO.NET by hand.</summary>
sealed class RecordsSuite : Suite
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    static readonly (string Name, int Quick, int Full)[] scenarios =
    [
        ("find", 3_000, 20_000),
        ("queries20", 300, 2_000),
        ("list100", 300, 2_000),
        ("insert", 1_000, 5_000),
        ("update", 1_000, 5_000),
    ];

    public override string Name => "records";

    public override string Summary => "finding, listing, inserting and updating records beside EF Core and ADO.NET";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (name, quick, full) in scenarios)
        {
            var readings = await RecordsChild.RunAsync(
                ["trestle", "ef", "ado"], name, options.Length == Length.Quick ? quick : full, options.Length, patience, cancellation);

            foreach (var peer in new[] { "ef", "ado" })
            {
                yield return Compare($"records.{name}", Unit.PerSecond, name, peer);
                yield return Compare($"records.{name}.bytes", Unit.Bytes, $"{name}.bytes", peer);
            }

            Measurement Compare(string figure, Unit unit, string reading, string peer) => new(
                figure, unit, new(readings["trestle"].Select(r => r[reading])), peer, new(readings[peer].Select(r => r[reading])));
        }
    }
}

/// <summary>Runs a scenario of bench/Records on each side in turn, as often as the length asks.</summary>
static class RecordsChild
{
    public static async Task<IReadOnlyDictionary<string, List<Readings>>> RunAsync(
        string[] sides, string scenario, int count, Length length, TimeSpan patience, CancellationToken cancellation)
    {
        var readings = sides.ToDictionary(side => side, _ => new List<Readings>());

        for (var repetition = 0; repetition < (length == Length.Quick ? 1 : 5); repetition++)
            foreach (var side in sides)
                readings[side].Add(await Child.RunAsync(
                    "dotnet", [Artifacts.AssemblyOf("Records"), side, scenario, $"{count}"], patience, cancellation));

        return readings;
    }
}
