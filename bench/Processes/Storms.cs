using Trestle.Bench.Storms;

namespace Trestle.Bench.Processes;

/// <summary>Runs a storm, and prints what it did; fails with what was wrong after it, and its seed.</summary>
static class Storms
{
    public static async Task<int> RunAsync(int seconds, int seed)
    {
        var outcome = await new Storm(seed).RunAsync(TimeSpan.FromSeconds(seconds));

        foreach (var (name, count) in outcome.Counts)
            Driver.Print(name, count);

        if (outcome.Faults.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{outcome}\n\nRun it again with --seed {seed}.");
            return 1;
        }

        Console.WriteLine("done");
        return 0;
    }
}
