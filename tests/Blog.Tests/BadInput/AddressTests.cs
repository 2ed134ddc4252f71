using System.Net;

namespace Blog.Tests;

public sealed class AddressTests(BlogFixture blog) : StrangerTest(blog)
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/articles/999999")]
    [InlineData("/articles/0")]
    [InlineData("/articles/-1")]
    [InlineData("/articles/seventeen")]
    [InlineData("/articles/1.5")]
    [InlineData("/articles/99999999999999999999")]
    [InlineData("/articles/999999/edit")]
    [InlineData("/articles/1/nowhere")]
    [InlineData("/articles/%zz")]
    [InlineData("/articles/%ff%fe")]
    [InlineData("/articles/..%2f..%2fblog.db")]
    [InlineData("/../../blog.db")]
    [InlineData("/data/blog.db")]
    [InlineData("/appsettings.json")]
    [InlineData("/Blog.dll")]
    public async Task An_unknown_address_is_404(string path)
    {
        var answer = await Wire.SendAsync(Url, $"GET {path} HTTP/1.1\r\nHost: {Url.Authority}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", answer);
        Assert.Equal(
            "404 | This page does not exist | The address may be mistyped, or the page may have moved. | To the first page",
            ErrorPage(answer[answer.IndexOf("<!DOCTYPE", StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("/articles/999999", "patch")]
    [InlineData("/articles/999999", "delete")]
    [InlineData("/articles/999999/comments", "post")]
    [InlineData("/articles/1/comments/999999", "delete")]
    public async Task Changing_what_does_not_exist_is_404(string path, string method)
    {
        var answer = await NewVisitor().SubmitAsync(path, ("_method", method), ("title", "a"), ("author", "b"), ("body", "c"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_comment_cannot_be_deleted_by_way_of_another_article()
    {
        var visitor = NewVisitor();
        var comment = (await visitor.PageAsync("/articles/25")).QuerySelector("#comments > li")!.Id!["comment-".Length..];

        var answer = await visitor.SubmitAsync($"/articles/24/comments/{comment}", ("_method", "delete"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull((await visitor.PageAsync("/articles/25")).QuerySelector($"#comment-{comment}"));
    }

    [Theory]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: blog\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: blog\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: blog\r\nBroken header\r\n\r\n")]
    [InlineData("POST /articles HTTP/1.1\r\nHost: blog\r\nContent-Length: many\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task What_is_not_HTTP_is_400(string request)
    {
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", await Wire.SendAsync(Url, request));
        await ExpectAliveAsync();
    }

    [Theory]
    [InlineData("DELETE", "/hello", "GET, HEAD")]
    [InlineData("PUT", "/", "GET, HEAD")]
    public async Task A_method_the_page_does_not_know_is_405(string method, string path, string allowed)
    {
        var answer = await Wire.SendAsync(Url, $"{method} {path} HTTP/1.1\r\nHost: {Url.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 405 Method Not Allowed\r\n", answer);
        Assert.Contains($"\r\nAllow: {allowed}\r\n", answer);
    }
}
