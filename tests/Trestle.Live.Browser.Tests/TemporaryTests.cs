using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class TemporaryTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task What_the_view_has_forgotten_stays_on_the_page_when_the_page_around_it_changes_shape()
    {
        var page = await Browser.OpenLiveAsync("/report");

        await page.Locator("#click").ClickAsync();
        await Expect(page.Locator("#held")).ToHaveTextAsync("forgotten");
        await page.Locator("#click").ClickAsync();
        await Expect(page.Locator("#late")).ToBeVisibleAsync();

        await ExpectLinesAsync(page, "report 1", "a second line");
    }

    [Fact]
    public async Task A_new_value_takes_the_place_of_the_old_one_and_clearing_takes_it_away()
    {
        var page = await Browser.OpenLiveAsync("/report");
        await page.Locator("#click").ClickAsync();
        await Expect(page.Locator("#held")).ToHaveTextAsync("forgotten");

        await page.Locator("#write").ClickAsync();
        await ExpectLinesAsync(page, "report 2", "a second line");

        await page.Locator(".report button").ClickAsync();
        await Expect(page.Locator(".report")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task After_a_lost_connection_it_is_what_the_new_view_has_set()
    {
        var page = await Browser.OpenLiveAsync("/report");
        await page.Locator("#write").ClickAsync();
        await ExpectLinesAsync(page, "report 2", "a second line");

        await CutAsync(page);

        await ExpectLinesAsync(page, "report 1", "a second line");
    }

    static Task ExpectLinesAsync(IPage page, params string[] lines) => Expect(page.Locator(".report p")).ToHaveTextAsync(lines);
}
