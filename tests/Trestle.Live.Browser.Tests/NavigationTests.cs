using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class NavigationTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task A_patch_changes_address_title_and_parameters_and_keeps_the_view()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await page.Locator("#keep").ClickAsync();

        await page.Locator("#second").ClickAsync();
        await Expect(page.Locator("#page")).ToHaveTextAsync("page 2, asked 2 times");
        await page.Locator("#next").ClickAsync();

        await Expect(page.Locator("#page")).ToHaveTextAsync("page 3, asked 3 times");
        await Expect(page).ToHaveURLAsync(new Regex("/rooms/red\\?page=3$"));
        await Expect(page).ToHaveTitleAsync("red 3 · Stage");
        await Expect(page.Locator("#mark")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task Back_and_forward_go_through_the_patches_and_skip_a_replaced_one()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await page.Locator("#second").ClickAsync();
        await ExpectPageAsync(page, 2);
        await page.Locator("#replaced").ClickAsync();
        await ExpectPageAsync(page, 3);

        await page.GoBackAsync();
        await ExpectPageAsync(page, 1);
        await page.GoForwardAsync();
        await ExpectPageAsync(page, 3);
    }

    [Fact]
    public async Task A_link_to_another_view_loads_no_page_and_back_leads_back()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await MarkAsync(page);

        await page.Locator("#to-hall").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");
        await Expect(page).ToHaveTitleAsync("Hall · Stage");
        await page.Locator("#to-room").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("blue");
        await page.GoBackAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");
        await page.GoBackAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("red");
        Assert.True(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task A_reload_shows_the_address_that_was_patched_to()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await page.Locator("#second").ClickAsync();
        await ExpectPageAsync(page, 2);

        await page.ReloadAsync();

        await Expect(page.Locator("#page")).ToHaveTextAsync("page 2, asked 1 times");
    }

    [Fact]
    public async Task A_view_that_goes_to_another_takes_its_flash_along()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await MarkAsync(page);

        await page.Locator("#go").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");
        await Expect(page.Locator("#flash")).ToHaveTextAsync("From the room.");
        Assert.True(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task A_view_that_goes_to_a_plain_page_takes_its_flash_along()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");

        await page.Locator("#leave").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("a plain page, told left");
    }

    [Fact]
    public async Task A_flash_is_shown_and_taken_away()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");

        await page.Locator("#say").ClickAsync();
        await Expect(page.Locator("#flash")).ToHaveTextAsync("Said.");
        await page.Locator("#clear").ClickAsync();

        await Expect(page.Locator("#flash")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task A_live_session_sends_away_whom_it_does_not_know()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");

        await page.Locator("#to-desk").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("a plain page, told nothing");
    }

    [Fact]
    public async Task A_link_into_another_live_session_loads_the_page_with_its_layout()
    {
        var page = await Browser.OpenAsync("/login");
        await TestBrowser.ExpectLiveAsync(page);
        await Expect(page.Locator("#staff")).ToHaveTextAsync("For staff only");
        await MarkAsync(page);

        await page.Locator("#to-hall").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");
        await Expect(page.Locator("#staff")).ToHaveCountAsync(0);
        Assert.False(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task An_anchor_within_the_page_scrolls_and_leaves_the_view_alone()
    {
        var page = await Browser.OpenLiveAsync("/rooms/red");
        await page.Locator("#keep").ClickAsync();
        await Expect(page.Locator("#mark")).ToHaveTextAsync("1");

        await page.Locator("#anchor").ClickAsync();

        await Expect(page.Locator("#bottom")).ToBeInViewportAsync();
        await Expect(page.Locator("#mark")).ToHaveTextAsync("1");
        await Expect(page.Locator("#page")).ToHaveTextAsync("page 1, asked 1 times");
    }

    [Fact]
    public async Task A_view_that_is_gone_to_scrolls_to_the_top_and_back_to_where_it_was()
    {
        // Waiting for a condition evaluates text, which the policy of the page forbids.
        var page = await Browser.OpenAsync("/rooms/red", new() { BypassCSP = true });
        await TestBrowser.ExpectLiveAsync(page);
        await page.EvaluateAsync("window.scrollTo(0, 1000)");
        await page.WaitForFunctionAsync("window.scrollY === 1000 && history.state?.scroll === 1000");
        await page.EvaluateAsync("document.querySelector('#to-hall').click()");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");

        await page.GoBackAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("red");
        await page.WaitForFunctionAsync("window.scrollY === 1000");
    }

    static Task ExpectPageAsync(IPage page, int number) => Expect(page.Locator("#page")).ToContainTextAsync($"page {number},");
}
