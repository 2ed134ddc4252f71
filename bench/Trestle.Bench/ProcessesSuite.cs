using System.Runtime.CompilerServices;

namespace Trestle.Bench;

/// <summary>What processes cost and how fast they talk, crash and wake, scenario by scenario beside Erlang.</summary>
sealed class ProcessesSuite : Suite
{
    public override string Name => "processes";

    public override string Summary => "memory, messages, crashes, kills, timers and fairness of processes beside Erlang's";

    public override async IAsyncEnumerable<Measurement> RunAsync(
        Options options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (repetitions, patience) = options.Length == Length.Quick ? (1, TimeSpan.FromSeconds(30)) : (5, TimeSpan.FromMinutes(2));
        var erlang = await ErlangPeer.CompileAsync(cancellation);

        List<BenchException> failures = [];

        foreach (var scenario in Scenario.All)
            foreach (var measurement in await MeasureAsync(scenario))
                yield return measurement;

        // What one scenario met is no reason to lose the others' figures, but the run is not a good one.
        if (failures.Count > 0)
            throw new BenchException(string.Join("\n\n", failures.Select(failure => failure.Message)));

        async Task<IReadOnlyList<Measurement>> MeasureAsync(Scenario scenario)
        {
            List<Readings> ours = [], theirs = [];

            try
            {
                for (var repetition = 0; repetition < repetitions; repetition++)
                {
                    ours.Add(await RunTrestleAsync(scenario, options.Length, patience, cancellation));

                    if (scenario.HasTwin)
                        theirs.Add(await erlang.RunAsync(scenario, options.Length, patience, cancellation));
                }
            }
            catch (BenchException failure)
            {
                failures.Add(failure);
                return [];
            }

            return [.. scenario.Figures.Select(figure =>
                Measure(figure, ours, [.. theirs.Where(readings => readings.Has(figure.Name))]))];
        }
    }

    static Measurement Measure(Figure figure, List<Readings> ours, List<Readings> theirs)
    {
        var name = $"processes.{figure.Name}";
        Samples trestle = new(ours.Select(readings => readings[figure.Name]));

        return theirs.Count == 0
            ? new(name, figure.Unit, trestle)
            : new(name, figure.Unit, trestle, "erlang", new(theirs.Select(readings => readings[figure.Name])));
    }

    static Task<Readings> RunTrestleAsync(
        Scenario scenario, Length length, TimeSpan patience, CancellationToken cancellation) =>
        Child.RunAsync(
            "dotnet", [Artifacts.AssemblyOf("Processes"), scenario.Name, $"{scenario.Count(length)}"], patience, cancellation);
}
