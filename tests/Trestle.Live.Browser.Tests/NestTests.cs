using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Trestle.Live.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

/// <summary>Live views within live views, and those that stay when the page's view goes.</summary>
public sealed class NestTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task Views_within_a_view_change_by_themselves()
    {
        var page = await OpenNestAsync();

        await PressAsync(page, "tick Rome");
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 1");
        await page.Locator("#add").ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync("1");
        await page.GetByLabel("note of Oslo").FillAsync("mild");

        await Expect(page.Locator("#oslo .note")).ToHaveTextAsync("mild");
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 1");
        await Expect(Clock(page, "oslo")).ToHaveTextAsync("Oslo 0");
    }

    [Fact]
    public async Task One_that_crashes_comes_back_fresh_and_the_page_goes_on()
    {
        var page = await OpenNestAsync();
        await MarkAsync(page);
        await page.Locator("#add").ClickAsync();
        await PressAsync(page, "tick Oslo");
        await PressAsync(page, "tick Rome");
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 1");

        await PressAsync(page, "crash Rome");
        await Expect(page.Locator("#rome")).ToHaveClassAsync(new Regex("phx-error"));
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 0");
        await ExpectLiveAsync(page, "rome");

        await PressAsync(page, "tick Rome");
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 1");
        await Expect(Clock(page, "oslo")).ToHaveTextAsync("Oslo 1");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1");
        Assert.True(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task When_their_view_crashes_they_come_back_with_it_and_a_sticky_one_was_never_gone()
    {
        var page = await OpenNestAsync();
        await PressAsync(page, "tick Player");
        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 1");
        await PressAsync(page, "tick Rome");
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 1");

        await page.Locator("#crash").ClickAsync();
        await Expect(Clock(page, "rome")).ToHaveTextAsync("Rome 0");
        await ExpectLiveAsync(page, "rome");
        await PressAsync(page, "tick Oslo");
        await PressAsync(page, "tick Player");

        await Expect(Clock(page, "oslo")).ToHaveTextAsync("Oslo 1");
        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 2");
    }

    [Fact]
    public async Task One_that_is_shown_no_longer_ends()
    {
        var page = await OpenNestAsync();
        var before = Running(nameof(ClockLive));

        await page.Locator("#close").ClickAsync();
        await Expect(page.Locator("#rome")).ToHaveCountAsync(0);
        await PressAsync(page, "tick Oslo");

        await Expect(Clock(page, "oslo")).ToHaveTextAsync("Oslo 1");
        Assert.Equal(before - 1, Running(nameof(ClockLive)));
    }

    [Fact]
    public async Task What_is_typed_into_one_is_recovered_when_the_connection_comes_back()
    {
        var page = await OpenNestAsync();
        await page.GetByLabel("note of Oslo").FillAsync("cold");
        await Expect(page.Locator("#oslo .note")).ToHaveTextAsync("cold");

        await CutAsync(page);
        await ExpectLiveAsync(page, "oslo");

        await Expect(page.Locator("#oslo .note")).ToHaveTextAsync("cold");
        await PressAsync(page, "tick Oslo");
        await Expect(Clock(page, "oslo")).ToHaveTextAsync("Oslo 1");
    }

    [Fact]
    public async Task A_sticky_one_plays_on_from_page_to_page_and_back()
    {
        var page = await OpenNestAsync();
        await PressAsync(page, "tick Player");
        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 1");
        await page.EvaluateAsync("document.querySelector('#player').isTheSame = true");

        await page.Locator("#next").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("next");
        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 1");
        await PressAsync(page, "tick Player");
        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 2");
        await page.Locator("#back").ClickAsync();
        await ExpectLiveAsync(page, "rome");

        await Expect(Clock(page, "player")).ToHaveTextAsync("Player 2");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('#player').isTheSame"));
    }

    [Fact]
    public async Task A_sticky_one_ends_where_it_is_not_shown()
    {
        var page = await OpenNestAsync();
        var before = Running(nameof(ClockLive));

        await page.Locator("#hall").ClickAsync();
        await Expect(page.Locator("#player")).ToHaveCountAsync(0);
        await TestBrowser.ExpectLiveAsync(page);
        await page.EvaluateAsync("() => new Promise((done) => liveSocket.main.channel.push('event', { type: 'click', event: '~', value: {} }).receive('ok', done))");

        Assert.Equal(before - 3, Running(nameof(ClockLive)));
    }

    async Task<IPage> OpenNestAsync()
    {
        var page = await Browser.OpenLiveAsync("/nest");

        foreach (var id in (string[])["rome", "oslo", "player"])
            await ExpectLiveAsync(page, id);

        return page;
    }

    int Running(string name) => App.Node.Snapshot().Count(process => process.Name == name);

    static ILocator Clock(IPage page, string id) => page.Locator($"#{id} .clock");

    static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    static Task ExpectLiveAsync(IPage page, string id) => Expect(page.Locator($"#{id}")).ToHaveClassAsync(new Regex(@"\bphx-connected\b"));
}
