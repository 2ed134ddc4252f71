using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Blog.Tests;

public sealed class FormTests(BlogFixture blog) : StrangerTest(blog)
{
    const string Blank = "can't be blank";

    [Fact]
    public async Task An_article_that_fails_every_rule_comes_back_with_every_message_and_what_was_typed()
    {
        var title = new string('t', 81);
        var body = "\n" + new string('b', 20_000);

        var answer = await NewVisitor().SubmitAsync("/articles", ("title", title), ("author", ""), ("body", body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageOfAsync(answer);
        Assert.Equal(
            ["is too long (maximum is 80 characters)", Blank, "is too long (maximum is 20000 characters)"], Errors(page));
        Assert.Equal(title, page.QuerySelector("#article-title")!.GetAttribute("value"));
        Assert.Equal("", page.QuerySelector("#article-author")!.GetAttribute("value"));
        Assert.Equal(body, page.QuerySelector("#article-body")!.TextContent);
        Assert.DoesNotContain(title, await TitlesAsync());
    }

    [Fact]
    public async Task A_form_without_fields_is_told_about_each()
    {
        var answer = await NewVisitor().SubmitAsync("/articles");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([Blank, Blank, Blank], Errors(await PageOfAsync(answer)));
    }

    [Fact]
    public async Task A_change_that_breaks_a_rule_is_not_stored()
    {
        var visitor = NewVisitor();
        var path = await visitor.PublishAsync("Stands as it is");

        var answer = await visitor.SubmitAsync(path, ("_method", "patch"), ("title", "   "), ("author", "Someone else"), ("body", "Other words."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageOfAsync(answer);
        Assert.Equal([Blank], Errors(page));
        Assert.Equal("   ", page.QuerySelector("#article-title")!.GetAttribute("value"));
        Assert.Equal("Someone else", page.QuerySelector("#article-author")!.GetAttribute("value"));
        Assert.Equal("Stands as it is", (await visitor.PageAsync(path)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_comment_that_breaks_a_rule_comes_back()
    {
        var answer = await NewVisitor().SubmitAsync("/articles/25/comments", ("author", ""), ("body", "Typed, and not lost."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PageOfAsync(answer);
        Assert.Equal([Blank], Errors(page));
        Assert.Equal("Typed, and not lost.", page.QuerySelector("#comment-body")!.TextContent);
        Assert.Equal("/articles/25/comments", page.QuerySelector("#comment-form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task Only_the_fields_of_the_form_can_be_set()
    {
        var visitor = NewVisitor();
        var answer = await visitor.SubmitAsync(
            "/articles", ("title", "Over-posted"), ("author", "Mallory"), ("body", "x"), ("id", "1"), ("createdAt", "1999-01-01"), ("comments[0].body", "x"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.NotEqual("/articles/1", answer.Headers.Location!.OriginalString);
        Assert.Equal("0 comments", (await visitor.PageAsync(answer.Headers.Location.OriginalString)).QuerySelector("#comments-title")!.TextContent);
    }

    [Theory]
    [InlineData("title=100%&body=a", "The form or query holds a % that is not followed by two hexadecimal digits.")]
    [InlineData("title=%zz", "The form or query holds a % that is not followed by two hexadecimal digits.")]
    [InlineData("title=%ff%fe", "The form or query holds bytes that are not UTF-8.")]
    [InlineData("title=a%00b", "The form or query holds a null character.")]
    [InlineData("_method=brew", "expected _method to be patch, put or delete, got: \"brew\"")]
    public async Task A_malformed_form_is_400(string form, string reason)
    {
        var answer = await NewVisitor().SendAsync("/articles", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal($"400 | This request cannot be answered | {reason} | To the first page", await ErrorPageAsync(answer));
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=title\r\n\r\nnever ends")]
    [InlineData("multipart/form-data; boundary=x", "")]
    public async Task A_malformed_multipart_form_is_400(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await NewVisitor().SendAsync("/articles", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"title\": \"a\"", "The JSON cannot be read at line 1, byte 14.")]
    [InlineData("{\"title\": 7}", "The JSON cannot be read at $.title, line 1.")]
    [InlineData("null", "expected a JSON object, got: null")]
    [InlineData("", "The JSON cannot be read at line 1, byte 1.")]
    public async Task Malformed_JSON_is_400(string json, string reason)
    {
        var visitor = NewVisitor();
        var content = new StringContent(json, Encoding.UTF8, "application/json");
        content.Headers.Add("X-CSRF-Token", await visitor.TokenAsync());

        var answer = await visitor.SendAsync("/articles", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            $$"""{"title":"This request cannot be answered","status":400,"detail":"{{reason}}"}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_by_its_announced_length()
    {
        var answer = await NewVisitor().SendAsync("/articles", new ByteArrayContent(new byte[1024 * 1024 + 1])
        {
            Headers = { ContentType = new("application/x-www-form-urlencoded") },
        });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(
            "413 | This is too large | expected a body of at most 1048576 bytes, got more | To the first page", await ErrorPageAsync(answer));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_however_it_is_sent()
    {
        var chunk = $"10000\r\n{new string('a', 0x10000)}\r\n";

        var answer = await Wire.SendAsync(Url, string.Concat(
            $"POST /articles HTTP/1.1\r\nHost: {Url.Authority}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n",
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
            string.Concat(Enumerable.Repeat(chunk, 16)), "1\r\na\r\n0\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 413 ", answer);
        await ExpectAliveAsync();
    }

    [Fact]
    public async Task SQL_is_only_text()
    {
        const string Text = "'; DROP TABLE articles;--";
        var visitor = NewVisitor();

        var path = await visitor.PublishAsync(Text, Text, Text);

        Assert.Equal(Text, (await visitor.PageAsync(path)).QuerySelector("h1")!.TextContent);
        Assert.Equal(Text, (await TitlesAsync())[0]);
    }

    static async Task<IDocument> PageOfAsync(HttpResponseMessage answer) => Visitor.Parse(await answer.Content.ReadAsStringAsync());

    static string[] Errors(IDocument page) => [.. page.QuerySelectorAll(".field-error").Select(error => error.TextContent)];
}
