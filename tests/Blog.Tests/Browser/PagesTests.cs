using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed class PagesTests(BlogFixture blog) : BrowserTest(blog)
{
    [Theory]
    [InlineData("/", "list", "Articles", "Articles · The Trestle Blog")]
    [InlineData("/articles/25", "article", "The bridge that was meant to be buried", "The bridge that was meant to be buried · The Trestle Blog")]
    [InlineData("/articles/new", "new", "New article", "New article · The Trestle Blog")]
    [InlineData("/articles/25/edit", "edit", "Edit article", "Edit article · The Trestle Blog")]
    [InlineData("/articles", "archive", "Archive", "Archive · The Trestle Blog")]
    [InlineData("/processes", "processes", "Processes", "Processes · The Trestle Blog")]
    [InlineData("/trouble", "trouble", "Trouble", "Trouble · The Trestle Blog")]
    [InlineData("/table", "table", "A hundred rows", "A hundred rows · The Trestle Blog")]
    public async Task Fits_a_desk_and_a_hand_by_day_and_by_night(string path, string name, string heading, string title)
    {
        var page = await OpenAsync(path);

        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
        await Expect(page).ToHaveTitleAsync(title);
        await PhotographAsync(page, name);
    }

    [Fact]
    public async Task A_form_full_of_mistakes_fits_too()
    {
        var page = await OpenLiveAsync("/articles/new");

        await page.GetByLabel("Author").FillAsync(new string('w', 61));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await page.Locator("#article-title-error").WaitForAsync();
        await PhotographAsync(page, "new-with-errors");
    }

    [Fact]
    public async Task A_page_that_does_not_exist_fits_too()
    {
        var page = await OpenAsync("/articles/0");

        await Expect(page.Locator("h1")).ToHaveTextAsync("This page does not exist");
        await PhotographAsync(page, "not-found");
        ForgetTheBrowsersNoteOf(404);
    }

    [Fact]
    public async Task A_new_blog_has_25_articles()
    {
        var archive = await OpenAsync("/articles");

        await Expect(archive.Locator(".archive > li")).ToHaveCountAsync(25);
    }

    static async Task PhotographAsync(IPage page, string name)
    {
        foreach (var width in new[] { 1200, 375 })
        {
            await page.SetViewportSizeAsync(width, 1400);
            Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));

            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var file = $"{name}-{width}-{scheme}.png".ToLowerInvariant();
                await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, file) });
            }
        }
    }
}
