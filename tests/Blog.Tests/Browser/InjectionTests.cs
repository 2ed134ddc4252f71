using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

// A script that ran would open a dialog or write to the console, and that fails any browser test.
public sealed class InjectionTests(BlogFixture blog) : BrowserTest(blog)
{
    [Theory]
    [InlineData("<script>alert('run')</script>")]
    [InlineData("<img src=x onerror=alert('run')>")]
    [InlineData("\"><svg onload=alert('run')>")]
    [InlineData("'; DROP TABLE articles;--")]
    [InlineData("{{7*7}} ${7*7} &lt;b&gt; &amp;amp; %3Cscript%3E")]
    public async Task Everything_is_shown_as_it_was_written(string text)
    {
        var list = await OpenLiveAsync("/");
        var path = await NewVisitor().PublishAsync(text, text, text);
        await NewVisitor().SubmitAsync($"{path}/comments", ("author", text), ("body", text));

        // What came over the socket ...
        var entry = list.Locator("#articles > li").First;
        await Expect(entry.Locator("h2")).ToHaveTextAsync(text);
        await Expect(entry.Locator(".byline")).ToHaveTextAsync($"by {text} · 1 comment");
        await Expect(entry.Locator(".excerpt")).ToHaveTextAsync(text);
        await Expect(entry.Locator(".latest-comment")).ToHaveTextAsync($"{text}: “{text}”");
        Assert.Equal(0, await entry.Locator("script, img, svg, b").CountAsync());

        // ... and what came with the page.
        var article = await OpenLiveAsync(path);
        await Expect(article).ToHaveTitleAsync($"{text} · The Trestle Blog");
        await Expect(article.Locator("h1")).ToHaveTextAsync(text);
        await Expect(article.Locator("article > p")).ToHaveTextAsync([$"by {text} · Edit", text]);
        await Expect(article.Locator("#comments > li > p")).ToHaveTextAsync([text, text]);
        Assert.Equal(0, await article.Locator("main >> script, img, svg, b").CountAsync());

        var editing = await OpenAsync($"{path}/edit");
        await Expect(editing.GetByLabel("Title")).ToHaveValueAsync(text);
        await Expect(editing.GetByLabel("Body")).ToHaveValueAsync(text);
        await Expect((await OpenAsync("/articles")).Locator(".archive > li").First).ToHaveTextAsync($"{text} by {text}");
    }

    [Fact]
    public async Task A_live_form_gives_back_what_was_typed()
    {
        const string Text = "</textarea><script>alert('run')</script>";
        var page = await OpenLiveAsync("/articles/new");

        await page.GetByLabel("Title").FillAsync(Text);
        await page.GetByLabel("Body").FillAsync(Text);

        await Expect(page.Locator("#characters")).ToHaveTextAsync($"{Text.Length} of 20,000 characters");
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync(Text);
        await Expect(page.GetByLabel("Body")).ToHaveValueAsync(Text);
    }
}
