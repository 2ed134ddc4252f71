using System.Text;

namespace Trestle.Live.Tests;

public class UpgradeHeadTests
{
    const string Plain =
        "GET /live/websocket?_csrf_token=a%20b&vsn=2.0.0 HTTP/1.1\r\nHost: shop.example\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: a=1\r\nX-Two:  one \r\nx-two: two\r\n\r\n";

    [Fact]
    public void Reads_a_plain_one()
    {
        var head = UpgradeHead.Parse(Encoding.ASCII.GetBytes(Plain + "what follows"))!;

        Assert.Equal(("/live/websocket", "?_csrf_token=a%20b&vsn=2.0.0", Plain.Length), (head.Path, head.Query, head.Length));
        Assert.Equal<string>(["shop.example", "a=1", "one,two"], [head.Headers.Host.ToString(), head.Headers.Cookie.ToString(), head.Headers["X-Two"].ToString()]);
    }

    [Theory]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("GET ", "get ")]
    [InlineData("Host: shop.example\r\n", "")]
    [InlineData("Cookie: a=1", "Host: other.example")]
    [InlineData("Cookie: a=1", "Cookie: a=1\r\n  and more")]
    [InlineData("Cookie: a=1", "Cookie : a=1")]
    [InlineData("Cookie: a=1", "Cookie")]
    [InlineData("Cookie: a=1", ": a=1")]
    [InlineData("Cookie: a=1", "Cookie: a=\u0001")]
    [InlineData("Cookie: a=1", "Cookie: a=\u00e9")]
    [InlineData("Cookie: a=1", "Cookie: a=1\nX: 2")]
    [InlineData("Cookie: a=1", "Content-Length: 5")]
    [InlineData("Cookie: a=1", "Transfer-Encoding: chunked")]
    [InlineData("keep-alive, Upgrade", "keep-alive")]
    [InlineData("WebSocket\r\n", "h2c\r\n")]
    [InlineData("Version: 13", "Version: 8")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "short")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQAA")]
    [InlineData("vsn=2.0.0", "vsn=2.0.0#part")]
    public void Leaves_to_Kestrel_what_is_not_plain(string part, string other)
    {
        Assert.Contains(part, Plain, StringComparison.Ordinal);

        Assert.Null(UpgradeHead.Parse(Encoding.Latin1.GetBytes(Plain.Replace(part, other, StringComparison.Ordinal))));
    }

    [Fact]
    public void Leaves_to_Kestrel_a_head_of_very_many_lines() =>
        Assert.Null(UpgradeHead.Parse(Encoding.ASCII.GetBytes(Plain.Replace("Cookie: a=1\r\n", string.Concat(Enumerable.Repeat("X: 1\r\n", 100)), StringComparison.Ordinal))));

    [Theory]
    [InlineData("", null)]
    [InlineData("GET /live/web", null)]
    [InlineData("GET /live/websocket", null)]
    [InlineData("GET /live/websocket?", true)]
    [InlineData("GET /live/websocket HTTP/1.1", true)]
    [InlineData("GET /live/websockets", false)]
    [InlineData("GET /lives", false)]
    [InlineData("POST /live/websocket", false)]
    public void Tells_from_the_first_bytes(string beginning, bool? isLive) =>
        Assert.Equal(isLive, UpgradeHead.IsLive(Encoding.ASCII.GetBytes(beginning)));
}
