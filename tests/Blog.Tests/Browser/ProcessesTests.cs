using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed class ProcessesTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task Shows_the_tree_of_the_application()
    {
        var page = await OpenLiveAsync("/processes");

        foreach (var (parent, child) in new[] { ("Host", "Blog"), ("Blog", "ReaderCount"), ("Blog", "HttpEndpoint"), ("HttpEndpoint", "Listener") })
            Assert.InRange(await LeftOfAsync(page, child) - await LeftOfAsync(page, parent), 10, 40);

        await Expect(Row(page, "ReaderCount").GetByRole(AriaRole.Cell)).ToHaveTextAsync(
            [Exactly("ReaderCount"), Exactly("ReaderCount"), Exactly("Waiting"), Exactly("0"), Exactly(@"\d+"), Exactly(@"\d+"), Exactly("0"), Exactly(@"\w*"), Exactly("")]);
        await Expect(page.Locator("#stuck")).ToHaveTextAsync("0");
        await Expect(page.Locator("#count")).ToHaveTextAsync($"{await page.Locator("tbody tr").CountAsync()}");
    }

    [Fact]
    public async Task Shows_a_view_come_crash_and_go()
    {
        var watching = await OpenLiveAsync("/processes");
        var view = Row(watching, "TroubleLive");
        await Expect(view).ToHaveCountAsync(0);

        var trouble = await OpenLiveAsync("/trouble");
        await Expect(Restarts(view)).ToHaveTextAsync("0");

        await trouble.Locator("#crash").ClickAsync();
        await Expect(Restarts(view)).ToHaveTextAsync("1");

        await trouble.CloseAsync();
        await Expect(view).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Counts_on_by_itself()
    {
        var page = await OpenLiveAsync("/processes");
        var steps = Row(page, "ProcessesLive").GetByRole(AriaRole.Cell).Nth(4);
        var before = await steps.TextContentAsync();

        await Expect(steps).Not.ToHaveTextAsync(before!);
    }

    static ILocator Row(IPage page, string name) =>
        page.Locator("tbody tr").Filter(new() { Has = page.Locator("td:first-child", new() { HasTextRegex = Exactly(name) }) });

    static ILocator Restarts(ILocator row) => row.GetByRole(AriaRole.Cell).Nth(6);

    /// <summary>Where the name begins: the tree is told by indenting.</summary>
    static Task<double> LeftOfAsync(IPage page, string name) => Row(page, name).Locator("td").First.EvaluateAsync<double>(
        "cell => { const name = new Range(); name.selectNodeContents(cell); return name.getBoundingClientRect().left }");

    static Regex Exactly(string pattern) => new($"^({pattern})$");
}
