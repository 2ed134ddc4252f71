using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Playwright;
using Trestle.Live.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class ConnectionTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task A_checkpoint_survives_a_lost_connection_and_other_fields_do_not()
    {
        var page = await Browser.OpenLiveAsync("/draft");
        await page.Locator("#click").ClickAsync();
        await page.Locator("#write").ClickAsync();
        await ExpectDraftAsync(page, "1 words, 1 clicks, new");
        // Not before: a click on an element that still waits for the answer to the last one is not sent.
        await page.Locator("#write").ClickAsync();
        await ExpectDraftAsync(page, "2 words, 1 clicks, new");

        await CutAsync(page);
        await ExpectDraftAsync(page, "2 words, 0 clicks, restored");

        await page.Locator("#write").ClickAsync();
        await ExpectDraftAsync(page, "3 words, 0 clicks, restored");
        await CutAsync(page);
        await ExpectDraftAsync(page, "3 words, 0 clicks, restored");
    }

    [Fact]
    public async Task A_view_that_crashes_comes_back_fresh_on_the_same_page()
    {
        var page = await Browser.OpenLiveAsync("/draft");
        await MarkAsync(page);
        await page.Locator("#write").ClickAsync();
        await ExpectDraftAsync(page, "1 words, 0 clicks, new");

        await page.Locator("#crash").ClickAsync();
        await Expect(page.Locator("[data-phx-main]")).ToHaveClassAsync(new Regex("phx-error"));

        await ExpectDraftAsync(page, "0 words, 0 clicks, new");
        await TestBrowser.ExpectLiveAsync(page);
        await page.Locator("#write").ClickAsync();
        await ExpectDraftAsync(page, "1 words, 0 clicks, new");
        Assert.True(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task A_page_says_that_its_connection_is_lost_and_is_silent_again_once_it_is_back()
    {
        var page = await Browser.OpenLiveAsync("/draft");
        var status = page.GetByRole(AriaRole.Status);
        await Expect(status).ToBeEmptyAsync();

        await page.EvaluateAsync("liveSocket.disconnect()");
        await Expect(status).ToHaveTextAsync("The connection is lost. Trying again.");
        await page.EvaluateAsync("liveSocket.connect()");

        await Expect(status).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_page_says_that_its_view_has_crashed()
    {
        var page = await Browser.OpenLiveAsync("/draft");

        await page.Locator("#crash").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This page has crashed. A fresh one is on its way.");
        await Expect(page.GetByRole(AriaRole.Status)).ToBeEmptyAsync();
    }

    [Fact]
    public async Task What_passes_between_page_and_server_is_logged_for_whoever_asks()
    {
        var page = await Browser.OpenLiveAsync("/draft");
        await page.EvaluateAsync("liveSocket.enableDebug()");

        await page.RunAndWaitForConsoleMessageAsync(
            () => page.Locator("#write").ClickAsync(),
            new() { Predicate = message => message.Text.Contains("update", StringComparison.Ordinal) });
    }

    [Fact]
    public async Task A_view_that_cannot_be_joined_leaves_its_page_readable_and_marked()
    {
        var page = await Browser.OpenAsync("/broken");

        await Expect(page.Locator("[data-phx-main]")).ToHaveClassAsync(new Regex("phx-error"));

        await Expect(page.Locator("#written")).ToHaveTextAsync("written");
    }

    [Fact]
    public async Task Over_a_slow_network_nothing_that_is_typed_or_clicked_is_lost()
    {
        var page = await Browser.OpenAsync("/board?wall=slow");
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 250,
            ["downloadThroughput"] = 50_000,
            ["uploadThroughput"] = 20_000,
        });
        await page.ReloadAsync();
        await TestBrowser.ExpectLiveAsync(page);
        // What travels over an open socket is not slowed by the browser, but by the client.
        await page.EvaluateAsync("liveSocket.enableLatencySim(100)");
        var note = page.GetByLabel("note");

        await note.PressSequentiallyAsync("first");
        await note.PressAsync("Enter");
        await Expect(page.Locator("#notes li")).ToHaveTextAsync(["first"]);
        await note.FillAsync("");
        await note.PressSequentiallyAsync("second note");

        await Expect(page.Locator("#typed")).ToHaveTextAsync("second note");
        await Expect(note).ToHaveValueAsync("second note");
        await note.PressAsync("Enter");
        await Expect(page.Locator("#notes li")).ToHaveTextAsync(["first", "second note"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_lives_on_when_its_server_has_been_started_again(bool hasSockets)
    {
        // As a real one has in its database.
        var keys = new EphemeralDataProtectionProvider();
        Uri? address = null;
        await using var browser = new TestBrowser(() => Task.FromResult(address!));
        IPage page;

        await using (var first = Server(keys, port: 0))
        {
            await first.StartAsync();
            address = first.Url;
            page = await (hasSockets ? browser.OpenLiveAsync("/draft") : LongPollTests.OpenWithoutSocketsAsync(browser, "/draft"));
            await MarkAsync(page);
            await page.Locator("#write").ClickAsync();
            await ExpectDraftAsync(page, "1 words, 0 clicks, new");
        }

        await Expect(page.Locator("[data-phx-main]")).ToHaveClassAsync(new Regex("phx-loading"));

        await using (var second = Server(keys, address.Port))
        {
            await second.StartAsync();
            await TestBrowser.ExpectLiveAsync(page);
            await ExpectDraftAsync(page, "1 words, 0 clicks, restored");
            browser.Forget("WebSocket connection to");
            browser.Forget("Failed to load resource");
            // A server that is away for a moment is no proxy without WebSockets.
            Assert.Equal(hasSockets, await page.EvaluateAsync<bool>("liveSocket.socket.transport === WebSocket"));
            Assert.True(await IsMarkedAsync(page));
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task A_tab_that_is_closed_ends_its_view()
    {
        var page = await Browser.OpenLiveAsync("/board?wall=closing");
        var left = await App.SubscribeAsync<BoardLive.Left>();

        await page.CloseAsync();

        await left.ExpectAsync<BoardLive.Left>(one => one.Wall == "closing");
    }

    static TestApp<StageApp> Server(IDataProtectionProvider keys, int port) => new()
    {
        Options = new()
        {
            Listens = true,
            Settings = new Dictionary<string, string> { ["port"] = $"{port}" },
            Services = services => services.AddSingleton(keys),
        },
    };

    static Task ExpectDraftAsync(IPage page, string text) => Expect(page.Locator("#draft")).ToHaveTextAsync(text);
}
