using Trestle.Testing.Tests.Kiosk.Live;

namespace Trestle.Testing.Tests;

public sealed class TestLiveViewComponentTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Fact]
    public async Task Clicks_events_by_name_and_messages_reach_the_component_they_are_for()
    {
        await using var tally = await app.OpenLiveAsync("/tally");

        await tally.ClickAsync("Count", within: "#goats");
        await tally.SendAsync(LiveComponent.MessageTo<Tally>("goats", new Tally.Seen(3)));
        Assert.Equal(("1", "0 sheep", "4 goats"), (tally.Find("h1").TextContent, tally.Find("#sheep p").TextContent, tally.Find("#goats p").TextContent));

        await tally.ClickAsync("Reset", within: "#goats");
        Assert.Equal("0 goats", tally.Find("#goats p").TextContent);
    }

    [Fact]
    public async Task A_component_that_has_left_the_page_ends()
    {
        await using var tally = await app.OpenLiveAsync("/tally");
        await tally.ClickAsync("Count", within: "#sheep");
        await tally.ClickAsync("Count", within: "#goats");

        await tally.ClickAsync("Drop the first");
        Assert.False(tally.Has("#sheep"));
        await tally.ClickAsync("Bring it back");

        Assert.Equal(["0 sheep", "1 goats"], tally.FindAll("section p").Select(line => line.TextContent));
    }

    [Fact]
    public async Task A_component_that_crashes_takes_its_view_along()
    {
        await using var tally = await app.OpenLiveAsync("/tally");

        var crash = await Assert.ThrowsAsync<VisitException>(() => tally.ClickAsync("Crash", within: "#sheep"));

        Assert.StartsWith("TallyLive at /tally crashed: InvalidOperationException: sheep ran away", crash.Message, StringComparison.Ordinal);
    }
}
