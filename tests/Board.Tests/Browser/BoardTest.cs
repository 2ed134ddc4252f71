using Microsoft.Playwright;
using Trestle;
using static Microsoft.Playwright.Assertions;

namespace Board.Tests;

/// <summary>A test that looks at a board of its own through a browser.</summary>
[Trait("Needs", "Browser")]
public abstract class BoardTest() : SystemTest<App>(new BoardApp())
{
    protected static string Pictures { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots"));

    protected override string? FailedTest =>
        TestContext.Current.TestState is { Result: TestResult.Failed } ? TestContext.Current.TestMethod!.MethodName : null;

    protected override string Screenshots => Path.Combine(Pictures, "failed");

    public override async ValueTask DisposeAsync()
    {
        if (FailedTest is not null)
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', App.Log.Where(line => !line.Contains("Trestle.Requests", StringComparison.Ordinal)).TakeLast(10)));

        await base.DisposeAsync();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the board as somebody, in a window of their own; they are here when it returns.</summary>
    protected async Task<IPage> OpenAsync(string name, string path = "/", BrowserNewContextOptions? options = null)
    {
        var page = await Browser.OpenAsync(path, options);
        await TestBrowser.ExpectLiveAsync(page);

        if (await page.Locator("dialog").CountAsync() == 0)
            await page.GetByLabel("You are").FillAsync(name);

        return page;
    }

    protected static ILocator Cards(IPage page, int column) => page.Locator($"#cards-{column} > li > a");

    protected static ILocator Card(IPage page, string title) => page.Locator(".card").Filter(new() { HasText = title });

    protected static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    protected static Task OpenCardAsync(IPage page, string title) => page.GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();

    /// <summary>Cuts the connection of a page, as a network does; its client finds that out and connects again.</summary>
    protected static Task CutAsync(IPage page) => page.EvaluateAsync("liveSocket.socket.conn.close(4000)");

    /// <summary>Drags a card by the mouse onto another, to stand before it, or into an empty part of a column.</summary>
    protected static async Task DragAsync(IPage page, ILocator card, ILocator to, float y = 8)
    {
        var (from, over) = ((await card.BoundingBoxAsync())!, (await to.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 30, from.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 40);
        await page.Mouse.MoveAsync(over.X + 60, over.Y + y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".ghost")).ToHaveCountAsync(0);
    }
}
