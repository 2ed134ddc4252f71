using System.Globalization;
using System.Text.RegularExpressions;

namespace Trestle.Bench;

/// <summary>What wrk --latency printed.</summary>
sealed partial record WrkReport(double RequestsPerSecond, TimeSpan P50, TimeSpan P99)
{
    /// <summary>Reads the report; a run in which any request failed is no measurement, and throws.</summary>
    public static WrkReport Parse(string output)
    {
        if (Trouble().Match(output) is { Success: true } trouble)
            throw new BenchException($"wrk met errors, so its figures mean nothing: {trouble.Value.Trim()}");

        return new(Number(Rate(), output), Time(Median(), output), Time(Tail(), output));
    }

    static double Number(Regex line, string output) => double.Parse(Find(line, output).Groups[1].Value, CultureInfo.InvariantCulture);

    static TimeSpan Time(Regex line, string output) => Number(line, output) * (Find(line, output).Groups[2].Value switch
    {
        "us" => TimeSpan.FromMicroseconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        var unit => throw new BenchException($"expected wrk to print us, ms, s or m, got: {unit}"),
    });

    static Match Find(Regex line, string output) => line.Match(output) is { Success: true } match
        ? match
        : throw new BenchException($"expected wrk to print a line like {line}, got:\n{output}");

    [GeneratedRegex(@"(Socket errors|Non-2xx or 3xx responses):.*")]
    private static partial Regex Trouble();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+([\d.]+)(\w+)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(\w+)")]
    private static partial Regex Tail();
}
