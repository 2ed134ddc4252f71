using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed class TroubleTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task A_crashed_page_comes_back_by_itself_and_nobody_else_notices()
    {
        var other = await OpenLiveAsync("/trouble");
        await CountAsync(other, 1);
        var crashing = await OpenLiveAsync("/trouble");
        await CountAsync(crashing, 1);
        await CountAsync(crashing, 2);

        await crashing.Locator("#crash").ClickAsync();

        await Expect(Counter(crashing)).ToHaveTextAsync("Counted to 0");
        await ExpectLiveAsync(crashing);
        await CountAsync(crashing, 1);
        await CountAsync(other, 2);
        Assert.Equal(1, CountOf("TroubleLive crashed."));
        Assert.Contains(
            "TroubleLive crashed. Last message: Click. Restarts: 0.\n      System.InvalidOperationException: You crashed this page when it had counted to 2.\n",
            Blog.Server.Output);
    }

    [Fact]
    public async Task An_endless_loop_stops_nobody_and_can_be_killed()
    {
        var here = await OpenLiveAsync("/trouble");
        var there = await OpenLiveAsync("/trouble");
        var processes = await OpenLiveAsync("/processes");
        var loop = processes.GetByRole(AriaRole.Row, new() { Name = "endless loop" });

        await here.Locator("#burn").ClickAsync();
        await Expect(here.Locator("#burning")).ToHaveTextAsync("1 started here");
        await Expect(loop.GetByRole(AriaRole.Cell, new() { Name = "Stuck" })).ToBeVisibleAsync();

        await CountAsync(here, 1);
        await CountAsync(there, 1);
        Assert.Equal("Hello, world!", await (await NewVisitor().GetAsync("/hello")).Content.ReadAsStringAsync());

        await loop.GetByRole(AriaRole.Button, new() { Name = "Kill" }).ClickAsync();
        await Expect(loop).ToHaveCountAsync(0);
        await CountAsync(here, 2);
    }

    static ILocator Counter(IPage page) => page.Locator("#count");

    static async Task CountAsync(IPage page, int expected)
    {
        await Counter(page).ClickAsync();
        await Expect(Counter(page)).ToHaveTextAsync($"Counted to {expected}");
    }

    int CountOf(string text) => Blog.Server.Output.Split(text).Length - 1;
}
