using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>Many who write one SQLite file at once, and one who reads it meanwhile, beside EF Core with its defaults.</summary>
sealed class SqliteSuite : Suite
{
    const string Peer = "ef-defaults";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);
    static readonly Unit errors = new("errors", MoreIsBetter: false);

    public override string Name => "sqlite";

    public override string Summary => "8 and 64 writers on one SQLite file, and a reader beside them";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var name in new[] { "writers8", "writers64" })
        {
            var readings = await RecordsChild.RunAsync(
                ["trestle", Peer], name, options.Length == Length.Quick ? 3 : 10, options.Length, patience, cancellation);

            yield return Compare($"sqlite.{name}", Unit.PerSecond, name);
            yield return Compare($"sqlite.{name}.busy", errors, $"{name}.busy");
            yield return Compare(name == "writers64" ? "sqlite.read.p99_ms" : $"sqlite.{name}.read.p99_ms", Unit.Milliseconds, "read.p99_ms");

            Measurement Compare(string figure, Unit unit, string reading) => new(
                figure, unit, new(readings["trestle"].Select(r => r[reading])), "ef", new(readings[Peer].Select(r => r[reading])));
        }
    }
}
