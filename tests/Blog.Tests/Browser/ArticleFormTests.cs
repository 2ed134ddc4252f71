using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed partial class ArticleFormTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task Says_what_is_wrong_while_typing_and_only_with_fields_that_were_touched()
    {
        var page = await OpenLiveAsync("/articles/new");
        var title = page.GetByLabel("Title");

        await title.PressSequentiallyAsync("A");
        await title.PressAsync("Backspace");
        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["can't be blank"]);
        await Expect(title).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(title).ToHaveAttributeAsync("aria-describedby", "article-title-error");

        await title.FillAsync(new string('a', 81));
        await Expect(page.Locator("#article-title-error")).ToHaveTextAsync("is too long (maximum is 80 characters)");

        await title.FillAsync(new string('a', 80));
        await Expect(page.Locator(".field-error")).ToHaveCountAsync(0);
        await Expect(title).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(title).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Counts_the_characters_of_the_body_while_typing()
    {
        var page = await OpenLiveAsync("/articles/new");
        await Expect(page.Locator("#characters")).ToHaveTextAsync("0 of 20,000 characters");

        await page.GetByLabel("Body").PressSequentiallyAsync("Seventeen letters");

        await Expect(page.Locator("#characters")).ToHaveTextAsync("17 of 20,000 characters");
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync("Seventeen letters");
    }

    [Fact]
    public async Task Publishing_too_early_says_everything_that_is_missing()
    {
        var page = await OpenLiveAsync("/articles/new");

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["can't be blank", "can't be blank", "can't be blank"]);
        await Expect(page).ToHaveURLAsync(NewArticle());
    }

    [Fact]
    public async Task Publishing_leads_to_the_article()
    {
        var page = await OpenLiveAsync("/articles/new");

        await FillAsync(page, "Arch bridges", "Bo", "Every stone wants to fall.\n\nNone can.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(OneArticle());
        await Expect(page).ToHaveTitleAsync("Arch bridges · The Trestle Blog");
        await Expect(page.Locator("article p")).ToHaveTextAsync(["by Bo · Edit", "Every stone wants to fall.", "None can."]);
        await ExpectLiveAsync(page);
    }

    [Fact]
    public async Task Works_without_JavaScript()
    {
        var page = await OpenAsync("/articles/new", new() { JavaScriptEnabled = false });

        await FillAsync(page, "", "Bo", "Typed, and not lost.");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync(), response => response.Request.Method == "POST");
        Assert.Equal(422, answer.Status);
        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["can't be blank"]);
        await Expect(page.GetByLabel("Title")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByLabel("Author")).ToHaveValueAsync("Bo");
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync("Typed, and not lost.");

        await page.GetByLabel("Title").FillAsync("Plank bridges");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(OneArticle());
        await Expect(page.Locator(".flash")).ToHaveTextAsync("Article published.");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Plank bridges");

        await page.ReloadAsync();
        await Expect(page.Locator(".flash")).ToHaveCountAsync(0);
        ForgetTheBrowsersNoteOf(422);
    }

    [Fact]
    public async Task An_article_can_be_changed()
    {
        var page = await OpenAsync($"{await NewVisitor().PublishAsync("Beam bridges", "Cy", "First words.")}/edit");

        await page.GetByLabel("Title").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#article-title-error")).ToHaveTextAsync("can't be blank");
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync("First words.");

        await page.GetByLabel("Title").FillAsync("Girder bridges");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".flash")).ToHaveTextAsync("Article saved.");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Girder bridges");
        ForgetTheBrowsersNoteOf(422);
    }

    static async Task FillAsync(IPage page, string title, string author, string body)
    {
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Author").FillAsync(author);
        await page.GetByLabel("Body").FillAsync(body);
    }

    [GeneratedRegex("/articles/new$")]
    private static partial Regex NewArticle();

    [GeneratedRegex(@"/articles/\d+$")]
    private static partial Regex OneArticle();
}
