namespace Trestle.Web.Tests.Security;

/// <summary>A line end in what a stranger sends begins no header and no answer of its own.</summary>
public class HeaderInjectionTests
{
    [Theory]
    [InlineData("/echo/header?value=")]
    [InlineData("/echo/cookie?name=seat&value=")]
    [InlineData("/echo/cookie?value=a&name=seat")]
    [InlineData("/echo/file?value=")]
    [InlineData("/echo/redirect?value=/articles")]
    [InlineData("/echo/notice?value=")]
    public async Task A_line_end_in_a_value_begins_no_header(string path)
    {
        await using var site = await Site.StartAsync();

        foreach (var end in (string[])["%0d%0a", "%0a", "%0d", "%e5%98%8a%e5%98%8d"])
        {
            var answer = await Raw.SendAsync(site, $"GET {path}{end}Set-Cookie:%20stolen=1{end}{end}%3Cscript%3E HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
            var head = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");

            Assert.StartsWith("HTTP/1.1 ", head[0], StringComparison.Ordinal);
            Assert.All(head.Skip(1), line => Assert.Matches("^[A-Za-z-]+: [^\r\n]*$", line));
            Assert.DoesNotContain(head, line => line.StartsWith("Set-Cookie: stolen", StringComparison.OrdinalIgnoreCase));
        }
    }
}
