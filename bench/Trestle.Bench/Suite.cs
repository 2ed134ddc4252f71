namespace Trestle.Bench;

/// <summary>A group of figures that are taken together, in one run on one machine.</summary>
abstract class Suite
{
    public static IReadOnlyList<Suite> All { get; } = [new HttpSuite(), new WebSuite(), new SlowSuite(), new ProcessesSuite(), new RecordsSuite(), new SqliteSuite(), new LeasesSuite(), new StarveSuite(), new StressSuite(), new FuzzSuite(), new LiveSuite(), new LiveFuzzSuite()];

    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract IAsyncEnumerable<Measurement> RunAsync(Options options, CancellationToken cancellation);
}
