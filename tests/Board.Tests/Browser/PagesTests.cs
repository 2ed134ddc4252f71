using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Board.Tests;

/// <summary>The page itself: on a phone and a desk, by day and by night, for who does not see or point.</summary>
public sealed class PagesTests : BoardTest
{
    static readonly BrowserNewContextOptions phone = new() { ViewportSize = new() { Width = 375, Height = 740 }, HasTouch = true, IsMobile = true };

    [Fact]
    public async Task A_finger_drags_a_card_to_a_column_that_is_out_of_sight()
    {
        var page = await OpenAsync("Ann Ash", options: phone);
        Assert.Equal(375, await page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));
        var finger = await page.Context.NewCDPSessionAsync(page);
        var grip = (await Card(page, "Order").Locator(".grip").BoundingBoxAsync())!;
        var (x, y) = (grip.X + (grip.Width / 2), grip.Y + (grip.Height / 2));

        await TouchAsync(finger, "touchStart", x, y);
        await TouchAsync(finger, "touchMove", x - 20, y);
        await TouchAsync(finger, "touchMove", 365, y);
        await page.WaitForFunctionAsync("() => document.querySelector('#board').scrollLeft > 200");
        await TouchAsync(finger, "touchMove", 200, y);
        await TouchAsync(finger, "touchEnd");

        await Expect(Cards(page, 2).Filter(new() { HasText = "Order the ribbon" })).ToHaveCountAsync(1);
        await Expect(Cards(page, 1)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_finger_beside_the_grip_scrolls_and_takes_nothing()
    {
        var page = await OpenAsync("Ann Ash", options: phone);
        var finger = await page.Context.NewCDPSessionAsync(page);
        var card = (await Card(page, "Order").BoundingBoxAsync())!;

        await TouchAsync(finger, "touchStart", card.X + 200, card.Y + 20);
        foreach (var x in (double[])[150, 100, 50, 10])
            await TouchAsync(finger, "touchMove", card.X + x, card.Y + 20);

        await Expect(page.Locator(".ghost")).ToHaveCountAsync(0);
        await TouchAsync(finger, "touchEnd");
        await page.WaitForFunctionAsync("() => document.querySelector('#board').scrollLeft > 50");
    }

    [Fact]
    public async Task Shuts_nobody_out_and_is_valid()
    {
        var (ann, _) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));
        await Expect(ann.Locator("#people > li")).ToHaveCountAsync(2);

        await ExpectNoFaultAsync(ann, "board");
        await OpenCardAsync(ann, "Order the ribbon");
        await Expect(ann.Locator("dialog")).ToBeVisibleAsync();
        await ExpectNoFaultAsync(ann, "card");
        await ann.GetByLabel("Title").FillAsync("");
        await PressAsync(ann, "Save");
        await Expect(ann.Locator(".field-error").First).ToHaveTextAsync("can't be blank");
        await ExpectNoFaultAsync(ann, "card with a mistake");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?edit=1")]
    [InlineData("/?add=1")]
    public async Task Is_valid_as_the_server_sends_it(string path)
    {
        await App.StartAsync();
        using var http = new HttpClient { BaseAddress = App.Url };

        HtmlJudge.None(await HtmlJudge.FaultsAsync([(path, await http.GetStringAsync(path))]));
    }

    [Fact]
    public async Task Fits_a_desk_and_a_hand_by_day_and_by_night()
    {
        var page = await OpenAsync("Ann Ash", options: new() { ViewportSize = new() { Width = 1120, Height = 580 } });
        var ben = await OpenAsync("Ben Birch", options: new() { ViewportSize = new() { Width = 1120, Height = 580 } });
        await OpenAsync("Cleo Sand");
        foreach (var tab in (IPage[])[page, ben])
            await Expect(tab.Locator("#people > li")).ToHaveCountAsync(3);

        await DragAsync(page, Card(page, "Invite"), Card(page, "Choose"));
        foreach (var (title, drawing) in new[] { ("Survey the north pier", Pier), ("Paint the last span", Span) })
        {
            await OpenCardAsync(ben, title);
            await ben.GetByLabel("Pictures, up to 2 MB each").SetInputFilesAsync(new FilePayload { Name = $"{title}.png", MimeType = "image/png", Buffer = await DrawAsync(drawing) });
            await Expect(Card(page, title).Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 640);
            await ben.Keyboard.PressAsync("Escape");
        }

        await Card(ben, "Print").HoverAsync(new() { Position = new() { X = 150, Y = 22 } });
        await page.Mouse.MoveAsync(600, 560);
        await PhotographAsync(page, "board", 580);
        await OpenCardAsync(page, "Paint the last span");
        await Expect(page.Locator("dialog img")).ToHaveJSPropertyAsync("naturalWidth", 640);
        await PhotographAsync(page, "card", 720);
    }

    const string Pier =
        """
        <svg viewBox="0 0 640 300"><rect width="640" height="300" fill="#cfe3ee"/><circle cx="520" cy="70" r="34" fill="#fff3d6"/><path d="M0 190 160 120 300 180 430 110 640 190V300H0Z" fill="#9dbccd"/>
        <path d="M0 232h640v68H0z" fill="#4d87a3"/><path d="M262 96h116l22 160H240z" fill="#5b6470"/><path d="M262 96h116v20H262z" fill="#3f4650"/><path d="M0 84h640v16H0z" fill="#b4512f"/></svg>
        """;

    const string Span =
        """
        <svg viewBox="0 0 640 300"><rect width="640" height="300" fill="#f7d9c4"/><circle cx="140" cy="120" r="52" fill="#fdf1e3"/><path d="M0 210 140 150 320 215 470 140 640 205V300H0Z" fill="#d99a86"/>
        <g fill="none" stroke="#3b3f76" stroke-width="9"><path d="M0 132h640M0 196h640M40 196l70-64 70 64 70-64 70 64 70-64 70 64 70-64 70 64"/><path d="M110 196v104M250 196v104M390 196v104M530 196v104" stroke-width="14"/></g></svg>
        """;

    /// <summary>A picture of 640 by 300 points.</summary>
    async Task<byte[]> DrawAsync(string drawing)
    {
        var easel = await (await Browser.OpenAsync("/favicon.svg")).Context.NewPageAsync();
        await easel.SetViewportSizeAsync(640, 300);
        await easel.SetContentAsync($"<style>body {{ margin: 0 }}</style>{drawing}");

        return await easel.ScreenshotAsync();
    }

    static async Task PhotographAsync(IPage page, string name, int tall)
    {
        foreach (var (width, height) in new[] { (1120, tall), (375, 640) })
        {
            await page.SetViewportSizeAsync(width, height);
            Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('body *')].filter((one) => !one.closest('.board, #cursors') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80)).join()"));

            await Expect(page.Locator(".cursor").Filter(new() { HasText = "Ben" })).ToHaveCountAsync(1);

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"kanban-{name}-{width}-{scheme}.png".ToLowerInvariant()) });
            }
        }
    }

    static async Task ExpectNoFaultAsync(IPage page, string name)
    {
        HtmlJudge.None(await HtmlJudge.FaultsAsync([(name, await page.ContentAsync())]));

        foreach (var width in new[] { 375, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                HtmlJudge.None(await HtmlJudge.BarriersAsync(page));
            }
        }
    }

    static Task TouchAsync(ICDPSession finger, string kind, double x = 0, double y = 0) => finger.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = kind,
        ["touchPoints"] = kind == "touchEnd" ? new JsonArray() : new JsonArray(new JsonObject { ["x"] = x, ["y"] = y }),
    });
}
