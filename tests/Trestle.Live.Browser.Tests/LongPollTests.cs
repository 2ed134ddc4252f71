using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class LongPollTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task A_page_whose_WebSockets_do_not_come_through_works_by_requests()
    {
        var page = await OpenWithoutSocketsAsync(Browser, "/draft");
        await page.Locator("#write").ClickAsync();
        await Expect(page.Locator("#draft")).ToHaveTextAsync("1 words, 0 clicks, new");
        Assert.Equal("1 attempts, LongPoll", await StateAsync(page));
        Browser.Forget("WebSocket connection to");

        // The tab remembers, and does not try again.
        await page.GotoAsync("/order");
        await page.GetByLabel("Title").FillAsync("A title that is much too long");
        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["is too long (maximum is 20 characters)"]);
        await page.GetByLabel("Title").FillAsync("Planks");
        await page.GetByLabel("Email").FillAsync("ann@example.com");
        await page.GetByLabel("Email").PressAsync("Enter");
        await Expect(page.GetByText("Ordered.")).ToBeVisibleAsync();
        Assert.Equal("0 attempts, LongPoll", await StateAsync(page));

        await page.GotoAsync("/uploads");
        await TestBrowser.ExpectLiveAsync(page);
        await page.GetByLabel("photos").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = new byte[200_000] });
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync("a.png");
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();
        await Expect(page.Locator("#saved li")).ToHaveCountAsync(1);

        await page.GotoAsync("/board?wall=polled");
        await TestBrowser.ExpectLiveAsync(page);
        var left = await App.SubscribeAsync<Pages.BoardLive.Left>();
        await page.CloseAsync();
        await left.ExpectAsync<Pages.BoardLive.Left>(one => one.Wall == "polled");
    }

    /// <summary>Opens a page where a WebSocket is answered 404, as by a proxy that knows none.</summary>
    internal static async Task<IPage> OpenWithoutSocketsAsync(TestBrowser browser, string path)
    {
        var page = await browser.OpenAsync("/plain");
        await page.AddInitScriptAsync(
            """
            window.attempts = 0;
            window.WebSocket = class extends WebSocket {
              constructor(address) {
                super(address.replace("/live/websocket", "/live/nothing"));
                window.attempts++;
              }
            };
            """);
        await page.GotoAsync(path);
        await TestBrowser.ExpectLiveAsync(page);

        return page;
    }

    /// <summary>How many WebSockets the page has tried to open, and what it has in their place.</summary>
    static Task<string> StateAsync(IPage page) => page.EvaluateAsync<string>("`${attempts} attempts, ${liveSocket.socket.transportName(liveSocket.socket.transport)}`");
}
