using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed class LiveListTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task An_article_published_in_one_tab_appears_in_the_other()
    {
        var reading = await OpenLiveAsync("/");
        var writing = await OpenLiveAsync("/articles/new");

        await PublishAsync(writing, "Rope bridges", "Ada", "Rope is a bridge that has not decided yet.");

        var first = reading.Locator("#articles > li").First;
        await Expect(first.Locator("h2")).ToHaveTextAsync("Rope bridges");
        await Expect(first.Locator(".byline")).ToHaveTextAsync("by Ada · 0 comments");
        await Expect(first.Locator(".excerpt")).ToHaveTextAsync("Rope is a bridge that has not decided yet.");
    }

    [Fact]
    public async Task A_comment_appears_on_the_open_article_and_in_the_list()
    {
        var path = await NewVisitor().PublishAsync("Swing bridges");
        var list = await OpenLiveAsync("/");
        var article = await OpenLiveAsync(path);
        var writing = await OpenLiveAsync(path);

        await writing.GetByLabel("Author").FillAsync("Lin");
        await writing.GetByLabel("Body").FillAsync("They let the boats decide.");
        await writing.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();

        await Expect(writing.Locator(".flash")).ToHaveTextAsync("Thank you for your comment.");
        await Expect(article.Locator("#comments-title")).ToHaveTextAsync("1 comment");
        await Expect(article.Locator("#comments > li p")).ToHaveTextAsync(["Lin", "They let the boats decide."]);
        var entry = list.Locator("#articles > li").First;
        await Expect(entry.Locator(".byline")).ToHaveTextAsync("by Ann · 1 comment");
        await Expect(entry.Locator(".latest-comment")).ToHaveTextAsync("Lin: “They let the boats decide.”");
    }

    [Fact]
    public async Task A_deleted_article_leaves_the_list_and_says_so_to_its_reader()
    {
        var path = await NewVisitor().PublishAsync("Pontoon bridges");
        var list = await OpenLiveAsync("/");
        var reading = await OpenLiveAsync(path);
        var editing = await OpenAsync($"{path}/edit");

        await editing.GetByRole(AriaRole.Button, new() { Name = "Delete this article" }).ClickAsync();

        await Expect(editing.Locator(".flash")).ToHaveTextAsync("Article deleted.");
        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Pontoon bridges" })).ToHaveCountAsync(0);
        await Expect(reading.Locator("h1")).ToHaveTextAsync("This article is gone");
    }

    [Fact]
    public async Task Readers_now_counts_tabs_and_drops_when_one_closes()
    {
        var first = await OpenLiveAsync("/");
        await Expect(first.Locator("#readers")).ToHaveTextAsync("1 reader now");

        var second = await OpenLiveAsync("/");
        await Expect(first.Locator("#readers")).ToHaveTextAsync("2 readers now");
        await Expect(second.Locator("#readers")).ToHaveTextAsync("2 readers now");

        await second.CloseAsync();
        await Expect(first.Locator("#readers")).ToHaveTextAsync("1 reader now");
    }

    static async Task PublishAsync(IPage page, string title, string author, string body)
    {
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByLabel("Author").FillAsync(author);
        await page.GetByLabel("Body").FillAsync(body);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
    }
}
