using System.Globalization;

namespace Trestle.Bench;

/// <summary>Prints figures: a table for people, or one JSON object a line for programs.</summary>
static class Report
{
    static readonly string[] Head = ["", "Trestle", "", "", "peer", "", "", "ratio"];

    public static async Task PrintAsync(IAsyncEnumerable<Measurement> measurements, bool json)
    {
        if (json)
        {
            await foreach (var measurement in measurements)
                Console.WriteLine(measurement.ToJson());
            return;
        }

        Console.WriteLine(Machine());
        List<Measurement> taken = [];

        try
        {
            await foreach (var measurement in measurements)
                taken.Add(measurement);
        }
        finally
        {
            Console.WriteLine(Table(taken)); // also when one of them failed
        }
    }

    /// <summary>Median (least-most of the repetitions) of Trestle and its peer; a ratio above 1 is in Trestle's favour.</summary>
    public static string Table(IReadOnlyList<Measurement> measurements)
    {
        List<string[]> rows = [Head, .. measurements.Select(Row)];
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();

        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select(Align)).TrimEnd()));

        string Align(string cell, int column) => column is 0 or 3 or 4
            ? cell.PadRight(widths[column])
            : cell.PadLeft(widths[column]);
    }

    static string[] Row(Measurement measurement) =>
    [
        measurement.Name,
        Number(measurement.Ours.Median),
        Spread(measurement.Ours),
        measurement.Unit.Name,
        measurement.Peer ?? "",
        measurement.Theirs is { } theirs ? Number(theirs.Median) : "",
        measurement.Theirs is { } readings ? Spread(readings) : "",
        measurement.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "",
    ];

    static string Spread(Samples samples) => samples.Count == 1 ? "" : $"({Number(samples.Least)}-{Number(samples.Most)})";

    static string Number(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);

    static string Machine() =>
        $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, load {LoadAverage()} before the run, "
        + "servers and load generator on the same cores\n";

    static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
