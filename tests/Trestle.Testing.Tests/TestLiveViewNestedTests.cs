namespace Trestle.Testing.Tests;

public sealed class TestLiveViewNestedTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Fact]
    public async Task Events_reach_the_view_that_the_element_is_of()
    {
        await using var window = await app.OpenLiveAsync("/window");

        await window.ClickAsync("Switch red");
        await window.FillAsync("#tries-moon", new { Times = 4 });
        await window.ClickAsync("Count");

        Assert.Equal(["red on 0", "moon off 4"], window.FindAll("p").Select(lamp => lamp.TextContent));
        Assert.Equal("1", window.Find("h1").TextContent);
    }

    [Fact]
    public async Task Those_that_are_shown_later_are_joined_and_those_shown_no_longer_end()
    {
        await using var window = await app.OpenLiveAsync("/window");

        await window.ClickAsync("Turn green");
        await window.ClickAsync("Switch green");
        Assert.Equal("green on 0", window.Find("#green p").TextContent);
        await window.ClickAsync("Turn green");
        await window.ClickAsync("Turn green");

        Assert.Equal("green off 0", window.Find("#green p").TextContent);
    }

    [Fact]
    public async Task A_crash_of_one_fails_the_test_and_it_comes_back_alone()
    {
        await using var window = await app.OpenLiveAsync("/window");
        await window.ClickAsync("Count");
        await window.ClickAsync("Switch moon");

        var crash = await Assert.ThrowsAsync<VisitException>(() => window.ClickAsync("Break red"));
        Assert.Equal("the red bulb broke", crash.InnerException!.Message);

        await window.ReconnectAsync();
        await window.ClickAsync("Switch red");
        Assert.Equal(["1", "red on 0", "moon on 0"], window.FindAll("h1, p").Select(one => one.TextContent));
    }

    [Fact]
    public async Task A_sticky_one_goes_along_to_the_next_page()
    {
        await using var window = await app.OpenLiveAsync("/window");
        await window.ClickAsync("Switch moon");

        await window.ClickAsync("Next");
        await window.FollowAsync();
        Assert.Equal("moon on 0", window.Find("p").TextContent);

        await window.ClickAsync("Switch moon");
        Assert.Equal("moon off 0", window.Find("p").TextContent);
    }

    [Fact]
    public async Task What_goes_through_a_portal_is_where_it_leads()
    {
        await using var window = await app.OpenLiveAsync("/window");

        await window.ClickAsync("Pull 0");

        Assert.Equal("Pull 10", window.Find("#shades button").TextContent);
        Assert.Equal("10", window.Find("h1").TextContent);
    }
}
