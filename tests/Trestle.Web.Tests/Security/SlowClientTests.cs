namespace Trestle.Web.Tests.Security;

/// <summary>Clients that send as slowly as they can, to keep a connection for themselves. Each test ends when the server closes it.</summary>
public class SlowClientTests
{
    static readonly WebOptions Hasty = new() { HeadersTimeout = TimeSpan.FromSeconds(1), SlowBodyTime = TimeSpan.FromSeconds(1.1) };

    [Fact]
    public async Task A_head_that_does_not_end_is_given_up()
    {
        await using var site = await Site.StartAsync(Hasty);

        var answer = await Raw.SendAsync(site, "GET /hello HTTP/1.1\r\nHost: shop\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles", "application/x-www-form-urlencoded", "title=a")]
    [InlineData("/articles", "application/json", "{")]
    [InlineData("/articles", "multipart/form-data; boundary=b", "--b\r\n")]
    [InlineData("/echo/body", "text/plain", "a")]
    public async Task A_body_that_does_not_come_is_given_up_without_a_word_in_the_log(string path, string type, string begun)
    {
        await using var site = await Site.StartAsync(Hasty);

        var answer = await Raw.SendAsync(
            site, $"POST {path} HTTP/1.1\r\nHost: shop\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n{begun}");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Empty(site.Log.Lines);
    }
}
