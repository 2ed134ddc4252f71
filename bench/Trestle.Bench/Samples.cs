namespace Trestle.Bench;

/// <summary>Readings of the same thing, in order of size.</summary>
sealed class Samples
{
    readonly double[] sorted;

    public Samples(IEnumerable<double> readings)
    {
        sorted = [.. readings.Order()];

        if (sorted.Length == 0)
            throw new BenchException("expected at least one reading, got: none");
    }

    public int Count => sorted.Length;

    public double Least => sorted[0];

    public double Most => sorted[^1];

    /// <summary>The one in the middle; of an even number, halfway between the two.</summary>
    public double Median => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>The smallest reading that at least <paramref name="percent"/> of them do not exceed.</summary>
    public double Percentile(double percent) => sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
}
