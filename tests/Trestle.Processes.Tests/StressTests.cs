using Trestle.Bench.Storms;

namespace Trestle.Processes.Tests;

/// <summary>The storm of <c>bin/bench stress</c>, half a minute of it.</summary>
public class StressTests
{
    [Fact]
    public async Task A_storm_of_crashes_kills_and_hogs_breaks_no_promise()
    {
        var outcome = await new Storm(Random.Shared.Next()).RunAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(outcome.Faults.Count == 0, $"{outcome}");
    }
}
