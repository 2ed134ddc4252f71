using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

/// <summary>Every page for those who do not see well or do not point: axe-core's rules, on a hand's width and on a desk's, by day and by night.</summary>
public sealed class AccessibilityTests(BlogFixture blog) : BrowserTest(blog)
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/articles/25", true)]
    [InlineData("/articles/new", true)]
    [InlineData("/processes", true)]
    [InlineData("/trouble", true)]
    [InlineData("/articles", false)]
    [InlineData("/articles/25/edit", false)]
    [InlineData("/table", false)]
    public async Task No_page_shuts_anybody_out(string path, bool isLive)
    {
        var page = isLive ? await OpenLiveAsync(path) : await OpenAsync(path);

        await ExpectNoBarrierAsync(page);
        HtmlJudge.None(await HtmlJudge.FaultsAsync([($"{path} in the browser", await page.ContentAsync())]));
    }

    [Fact]
    public async Task Nor_does_a_live_form_full_of_mistakes()
    {
        var page = await OpenLiveAsync("/articles/new");
        await page.GetByLabel("Author").FillAsync(new string('w', 61));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.Locator(".field-error")).ToHaveCountAsync(3);

        await ExpectNoBarrierAsync(page);
    }

    [Theory]
    [InlineData("/articles/25/edit", "Title", "Save")]
    [InlineData("/articles/25", "Author", "Comment")]
    public async Task Nor_does_a_form_that_came_back(string path, string field, string button)
    {
        var page = await OpenAsync(path);
        await page.GetByLabel(field).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator(".field-error").First).ToBeVisibleAsync();

        await ExpectNoBarrierAsync(page);
        ForgetTheBrowsersNoteOf(422);
    }

    [Fact]
    public async Task Nor_does_a_notice()
    {
        var page = await OpenAsync($"{await NewVisitor().PublishAsync("Beam bridges", "Cy", "First words.")}/edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".flash")).ToHaveTextAsync("Article saved.");

        await ExpectNoBarrierAsync(page);
    }

    [Theory]
    [InlineData("/articles/0", 404)]
    [InlineData("/articles/25/comments", 405)]
    public async Task Nor_does_a_page_that_tells_of_a_mistake(string path, int status)
    {
        var page = await OpenAsync(path);
        await Expect(page.Locator(".status")).ToHaveTextAsync($"{status}");

        await ExpectNoBarrierAsync(page);
        ForgetTheBrowsersNoteOf(status);
    }

    static async Task ExpectNoBarrierAsync(IPage page)
    {
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
}
