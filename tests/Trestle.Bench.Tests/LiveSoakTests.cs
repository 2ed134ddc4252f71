namespace Trestle.Bench.Tests;

public class LiveSoakTests
{
    [Fact]
    public async Task Views_that_are_clicked_left_and_come_to_for_a_minute_leave_nothing_behind()
    {
        await using var server = await LiveSuite.StartAsync(TestContext.Current.CancellationToken);

        var report = await LiveSoak.RunAsync(server, views: 200, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.True(report.Clicks > 0);
    }
}
