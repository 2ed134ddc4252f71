using System.Globalization;

namespace Trestle.Bench;

/// <summary>What a program printed: a figure a line, "name value", and "done" when it came to its end.</summary>
sealed class Readings(string source, IReadOnlyDictionary<string, double> values)
{
    public double this[string name] => values.TryGetValue(name, out var value)
        ? value
        : throw new BenchException($"{source} did not print {name}, only: {string.Join(", ", values.Keys)}");

    public IEnumerable<string> Names => values.Keys;

    public bool Has(string name) => values.ContainsKey(name);

    public static Readings Parse(string source, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        if (lines is not [.. var figures, "done"])
            throw new BenchException($"{source} did not print \"done\" last, so its figures mean nothing. It printed:\n{output}");

        return new(source, figures.Select(line => Figure(source, line)).ToDictionary());
    }

    static (string, double) Figure(string source, string line) =>
        line.Split(' ') is [var name, var text]
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? (name, value)
            : throw new BenchException($"expected {source} to print a name and a number a line, got: {line}");
}
