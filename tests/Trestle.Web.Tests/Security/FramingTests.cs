namespace Trestle.Web.Tests.Security;

/// <summary>Where a request ends: what two servers could read in two ways is refused, and nothing after it is read.</summary>
public class FramingTests
{
    const string Next = "GET /hello HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6", "hello")]
    [InlineData("Content-Length: 5, 5", "hello")]
    [InlineData("Content-Length: 0x5", "hello")]
    [InlineData("Content-Length: -1", "hello")]
    [InlineData("Content-Length : 5", "hello")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity", "hello")]
    [InlineData("Transfer-Encoding: chunked, identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked", "0\r\n\r\n")]
    [InlineData("X: y\r\n Transfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "5\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "+5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "5;a\nb\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nhelloX\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "\r\n\r\n")]
    public async Task A_request_whose_end_is_in_doubt_is_refused_and_nothing_after_it_answered(string head, string body)
    {
        await using var site = await Site.StartAsync();

        var answers = await Raw.SendAsync(site, $"POST /echo/body HTTP/1.1\r\nHost: shop\r\n{head}\r\n\r\n{body}{Next}");

        Assert.StartsWith("HTTP/1.1 400 ", answers, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(answers, "HTTP/1.1 "));
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData("Content-Length: 5", "hello")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: Chunked", "3;name=value\r\nhel\r\n2\r\nlo\r\n0\r\nX-Trailer: y\r\n\r\n")]
    public async Task One_whose_end_is_clear_is_read_to_it_and_the_next_one_answered(string head, string body)
    {
        await using var site = await Site.StartAsync();

        var answers = await Raw.SendAsync(site, $"POST /echo/body HTTP/1.1\r\nHost: shop\r\n{head}\r\n\r\n{body}{Next}");

        Assert.Matches(@"(?s)^HTTP/1.1 200 .*\r\n\r\n\[hello\]HTTP/1.1 200 .*\r\n\r\nhello$", answers);
    }

    [Theory]
    [InlineData("GET /hello HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /hello HTTP/1.1\r\nHost: shop\r\nHost: evil\r\n\r\n", 400)]
    [InlineData("GET /hello HTTP/1.1\r\nHost: shop\0\r\n\r\n", 400)]
    [InlineData("GET http://evil.example/hello HTTP/1.1\r\nHost: shop\r\n\r\n", 400)]
    public async Task A_host_that_is_in_doubt_is_refused(string request, int status)
    {
        await using var site = await Site.StartAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", await Raw.SendAsync(site, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_made_of_the_requests_host_alone()
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(
            site, "GET /echo/url HTTP/1.1\r\nHost: shop\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nX-Original-Host: evil.example\r\nConnection: close\r\n\r\n");

        Assert.EndsWith("\r\n\r\nhttp://shop/reset", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        await using var site = await Site.StartAsync();

        Assert.StartsWith("HTTP/1.1 414 ", await Raw.SendAsync(site, $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: shop\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await Raw.SendAsync(site, $"GET /hello HTTP/1.1\r\nHost: shop\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 101))}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await Raw.SendAsync(site, $"GET /hello HTTP/1.1\r\nHost: shop\r\nX: {new string('y', 33_000)}\r\n\r\n"), StringComparison.Ordinal);
    }
}
