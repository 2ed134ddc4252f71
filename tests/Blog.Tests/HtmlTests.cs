using System.Net;

namespace Blog.Tests;

/// <summary>Every page of the blog as its server sends it, those that tell of a mistake among them.</summary>
public sealed class HtmlTests(BlogFixture blog) : BlogTest(blog)
{
    [Fact]
    public async Task Every_page_is_valid_HTML()
    {
        var visitor = NewVisitor();
        var article = await visitor.PublishAsync("A <title> & \"quotes\"", "O'Hara", "One.\n\nTwo <b>bold</b>.");
        await visitor.SubmitAsync($"{article}/comments", ("author", "Eve"), ("body", "<script>alert(1)</script>"));
        List<(string Name, string Html)> pages = [];

        foreach (var path in (string[])["/", "/articles", "/articles/new", "/articles/25", article, $"{article}/edit", "/processes", "/trouble", "/table"])
            await KeepAsync(path, HttpStatusCode.OK, visitor.GetAsync(path));

        await KeepAsync("new, invalid", HttpStatusCode.UnprocessableEntity, visitor.SubmitAsync("/articles", ("title", ""), ("author", "Bo"), ("body", "")));
        await KeepAsync("edit, invalid", HttpStatusCode.UnprocessableEntity, visitor.SubmitAsync(article, ("_method", "patch"), ("title", ""), ("author", ""), ("body", "<p>")));
        await KeepAsync("comment, invalid", HttpStatusCode.UnprocessableEntity, visitor.SubmitAsync($"{article}/comments", ("author", ""), ("body", "")));
        await KeepAsync("not found", HttpStatusCode.NotFound, visitor.GetAsync("/articles/0"));
        await KeepAsync("no route", HttpStatusCode.NotFound, visitor.GetAsync("/nothing/<here>"));
        await KeepAsync("no token", HttpStatusCode.BadRequest, visitor.PostAsync("/articles", ("title", "A")));
        await KeepAsync("no such method", HttpStatusCode.MethodNotAllowed, visitor.PostAsync("/table"));
        await KeepAsync("too much", HttpStatusCode.RequestEntityTooLarge, visitor.PostAsync("/articles", ("body", new string('x', 2_000_000))));

        HtmlJudge.None(await HtmlJudge.FaultsAsync(pages));

        async Task KeepAsync(string name, HttpStatusCode status, Task<HttpResponseMessage> asked)
        {
            using var answer = await asked;
            Assert.Equal((name, status, "text/html; charset=utf-8"), (name, answer.StatusCode, $"{answer.Content.Headers.ContentType}"));
            pages.Add((name, await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task A_page_with_mistakes_would_be_found()
    {
        const string Page =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><title>A</title></head>
            <body><h1 id="a">A</h1><p id="a"><img src="x"><input type="text"><b><i>x</b></i></body>
            </html>
            """;

        var faults = string.Join('\n', await HtmlJudge.FaultsAsync([("page", Page)]));

        foreach (var fault in (string[])["no-dup-id", "wcag/h37", "input-missing-label", "close-order"])
            Assert.Contains($"({fault})", faults, StringComparison.Ordinal);
    }
}
