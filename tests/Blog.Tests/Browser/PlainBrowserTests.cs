using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

/// <summary>A browser that runs no script: everything but what is live can be done.</summary>
public sealed class PlainBrowserTests(BlogFixture blog) : BrowserTest(blog)
{
    static readonly BrowserNewContextOptions plain = new() { JavaScriptEnabled = false };

    [Theory]
    [InlineData("/", "Articles")]
    [InlineData("/articles", "Archive")]
    [InlineData("/articles/new", "New article")]
    [InlineData("/articles/25/edit", "Edit article")]
    [InlineData("/processes", "Processes")]
    [InlineData("/trouble", "Trouble")]
    [InlineData("/table", "A hundred rows")]
    public async Task Every_page_shows_what_it_has(string path, string heading) =>
        await Expect((await OpenAsync(path, plain)).Locator("h1")).ToHaveTextAsync(heading);

    [Fact]
    public async Task An_article_is_written_changed_discussed_and_deleted()
    {
        var page = await OpenAsync("/", plain);

        await page.GetByRole(AriaRole.Link, new() { Name = "New article" }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("Plank bridges");
        await page.GetByLabel("Author").FillAsync("Bo");
        await page.GetByLabel("Body").FillAsync("Planks.");
        await PressAsync(page, "Publish", "Article published.");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Plank bridges");

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("Rope bridges");
        await PressAsync(page, "Save", "Article saved.");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Rope bridges");

        await page.GetByLabel("Author").FillAsync("Eve");
        await page.GetByLabel("Body").FillAsync("They sway.");
        await PressAsync(page, "Comment", "Thank you for your comment.");
        await Expect(page.Locator("#comments > li > p")).ToHaveTextAsync(["Eve", "They sway."]);

        await PressAsync(page, "Delete", "Comment deleted.");
        await Expect(page.Locator("#comments > li")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await PressAsync(page, "Delete this article", "Article deleted.");
        await Expect(page.GetByText("Rope bridges")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_comment_with_a_mistake_comes_back_as_it_was_typed()
    {
        var page = await OpenAsync("/articles/25", plain);

        await page.GetByLabel("Body").FillAsync("Typed, and not lost.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["can't be blank"]);
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync("Typed, and not lost.");

        await page.GetByLabel("Author").FillAsync("Eve");
        await PressAsync(page, "Comment", "Thank you for your comment.");
        ForgetTheBrowsersNoteOf(422);
    }

    static async Task PressAsync(IPage page, string button, string notice)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator(".flash")).ToHaveTextAsync(notice);
    }
}
