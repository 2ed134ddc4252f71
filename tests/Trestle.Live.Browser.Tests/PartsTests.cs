using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class PartsTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task Components_and_their_slots_follow_the_view()
    {
        var page = await Browser.OpenLiveAsync("/parts");
        await page.Locator("#add").ClickAsync();
        await Expect(page.Locator("#first h2")).ToHaveTextAsync("First of 1"); // a click on a button that waits for its answer is dropped
        await page.Locator("#add").ClickAsync();

        await Expect(page.Locator("#first h2")).ToHaveTextAsync("First of 2");
        await Expect(page.Locator("#first .body")).ToHaveTextAsync("slot 2many");
        await page.Locator("#first .inner").ClickAsync();
        await Expect(page.Locator("#bob .body")).ToHaveTextAsync("card of bob, 12");
    }

    [Fact]
    public async Task A_component_calls_back_the_view_that_shows_it()
    {
        var page = await Browser.OpenLiveAsync("/parts");

        await page.Locator("#ann .close").ClickAsync();
        await Expect(page.Locator("#ann")).ToHaveCountAsync(0);
        await page.Locator("#first .close").ClickAsync();

        await Expect(page.Locator("article h2")).ToHaveTextAsync(["bob"]);
    }

    [Fact]
    public async Task What_goes_through_a_portal_is_elsewhere_on_the_page_and_alive()
    {
        var page = await Browser.OpenLiveAsync("/parts");
        var portal = page.Locator("#portal-target");
        await Expect(portal.Locator("p")).ToHaveTextAsync("through the portal, 0");

        await portal.Locator("button").ClickAsync();

        await Expect(portal.Locator("p")).ToHaveTextAsync("through the portal, 100");
        await Expect(page.Locator("#count")).ToHaveTextAsync("100");
    }

    [Fact]
    public async Task A_value_that_loads_comes_later_and_the_page_works_meanwhile()
    {
        var page = await Browser.OpenLiveAsync("/weather?gate=sun");
        await Expect(page.Locator("#weather")).ToHaveTextAsync("loading");
        await page.Locator("#click").ClickAsync();
        await Expect(page.Locator("#click")).ToHaveTextAsync("1 clicks");

        Gates.Of("sun").SetResult("sunny");
        await Expect(page.Locator("#weather")).ToHaveTextAsync("sunny");

        await page.Locator("#again").ClickAsync();
        await Expect(page.Locator("#weather")).ToHaveTextAsync("loading");
        await Expect(page.Locator("#former")).ToHaveTextAsync("sunny");
        Gates.Of("sun-again").SetException(new InvalidOperationException("no satellite"));
        await Expect(page.Locator("#weather")).ToHaveTextAsync("no satellite");
    }

    [Fact]
    public async Task What_one_tab_does_another_shows()
    {
        var first = await Browser.OpenLiveAsync("/board?wall=two-tabs");
        var second = await Browser.OpenLiveAsync("/board?wall=two-tabs");

        await first.GetByLabel("note").FillAsync("hello");
        await first.GetByLabel("note").PressAsync("Enter");
        await second.GetByLabel("note").FillAsync("hello yourself");
        await second.GetByLabel("note").PressAsync("Enter");

        await Expect(first.Locator("#notes li")).ToHaveTextAsync(["hello", "hello yourself"]);
        await Expect(second.Locator("#notes li")).ToHaveTextAsync(["hello", "hello yourself"]);
    }
}
