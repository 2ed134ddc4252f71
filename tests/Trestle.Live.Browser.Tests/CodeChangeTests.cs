using System.Reflection;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;
using Trestle.Live.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

/// <summary>Code that is changed while the program runs. The runtime's part, to put it in, is played by a property; that it then calls the handler is done as it does.</summary>
[Trait("Needs", "Browser")]
public sealed class CodeChangeTests : IAsyncDisposable
{
    readonly TestApp<StageApp> app = new() { Options = new() { Listens = true, Environment = "Development" } };
    readonly TestBrowser browser;

    public CodeChangeTests() => browser = new(async () =>
    {
        await app.StartAsync();
        return app.Url;
    });

    [Fact]
    public async Task A_live_page_shows_it_at_once_and_keeps_its_state_and_what_is_typed()
    {
        var page = await browser.OpenLiveAsync("/changing");
        await page.EvaluateAsync("window.isSame = true");
        await page.Locator("#add").ClickAsync();
        await page.Locator("#wish button").ClickAsync();
        await page.GetByLabel("text").FillAsync("half a sentence");
        await Expect(page.Locator("#text")).ToHaveTextAsync("half a sentence");
        await Expect(page.Locator("h1")).ToHaveTextAsync("as it was");

        Change(to: 2);

        await Expect(page.Locator("h2")).ToHaveTextAsync("as it is now");
        await Expect(page.Locator("h1")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("text")).ToHaveValueAsync("half a sentence");
        await page.Locator("#add").ClickAsync();
        await Expect(page.Locator("#add")).ToHaveTextAsync("2");
        await page.Locator("#wish button").ClickAsync();
        await Expect(page.Locator("#wish")).ToContainTextAsync("2");
        Assert.True(await page.EvaluateAsync<bool>("window.isSame === true"));
    }

    [Fact]
    public async Task Another_page_is_loaded_again()
    {
        var page = await browser.OpenAsync("/changing/plain");
        await page.RunAndWaitForResponseAsync(() => page.ReloadAsync(), answer => answer.Url.EndsWith("/live/reload", StringComparison.Ordinal));
        await Expect(page.Locator("#version")).ToHaveTextAsync("version 1");

        Change(to: 2);

        await Expect(page.Locator("#version")).ToHaveTextAsync("version 2");
    }

    [Fact]
    public async Task A_live_page_says_which_process_it_is()
    {
        var page = await browser.OpenLiveAsync("/changing");

        await Expect(page.Locator("#process-link")).ToHaveTextAsync(new Regex("^ChangingLive, process [0-9]+$"));
        await Expect(page.Locator("#process-link")).ToHaveAttributeAsync("href", new Regex("^/processes#process-[0-9]+$"));
    }

    static void Change(int to)
    {
        ChangingLive.Version = to;

        foreach (var handler in typeof(LiveView).Assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            foreach (var step in (string[])["ClearCache", "UpdateApplication"])
                handler.HandlerType.GetMethod(step, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, [new[] { typeof(ChangingLive) }]);
    }

    public async ValueTask DisposeAsync()
    {
        // First the browser: a page that is being loaded again while its window is closed can hold up Chromium for ever.
        await browser.DisposeAsync();
        Change(to: 1);
        await app.DisposeAsync();
    }
}
