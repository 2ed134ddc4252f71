using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class HooksTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task Hooks_are_found_whether_their_script_comes_before_the_client_or_after_it()
    {
        var page = await Browser.OpenLiveAsync("/hooks");

        await Expect(page.Locator("#map")).ToHaveTextAsync("mounted");
        await Expect(page.Locator("#late")).ToHaveTextAsync("late but there");
    }

    [Fact]
    public async Task What_a_view_pushes_is_heard_by_the_hook_and_by_the_window()
    {
        var page = await Browser.OpenLiveAsync("/hooks");

        await page.Locator("#draw").ClickAsync();

        await Expect(page.Locator("#map")).ToHaveTextAsync("drawn at 5");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-drawn", "5");
    }

    [Fact]
    public async Task What_a_hook_pushes_calls_a_method_and_is_answered_with_what_that_returns()
    {
        var page = await Browser.OpenLiveAsync("/hooks");

        await page.Locator("#map").ClickAsync();

        await Expect(page.Locator("#map")).ToHaveTextAsync("moved to 10 20");
        await Expect(page.Locator("#moves")).ToHaveTextAsync("by 1 2");
    }

    [Fact]
    public async Task A_hook_is_told_of_updates_and_of_its_end()
    {
        var page = await Browser.OpenLiveAsync("/hooks");

        await page.Locator("#count").ClickAsync();
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-updates", "1");
        await page.Locator("#drop").ClickAsync();

        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-destroyed", "map");
    }

    [Fact]
    public async Task A_hook_is_told_when_the_connection_is_lost_and_when_it_is_back()
    {
        var page = await Browser.OpenLiveAsync("/hooks");

        await page.EvaluateAsync("liveSocket.disconnect()");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-link", "lost");
        await page.EvaluateAsync("liveSocket.connect()");

        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-link", "back");
    }
}
