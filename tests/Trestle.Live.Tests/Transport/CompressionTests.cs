using System.IO.Compression;
using System.Text;

namespace Trestle.Live.Tests;

public class CompressionTests
{
    const string Offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

    [Theory]
    [InlineData(true, Offer, true)]
    [InlineData(true, "", false)]
    [InlineData(false, Offer, false)]
    public async Task Compresses_where_it_is_told_to_and_the_browser_can(bool isWanted, string offer, bool isCompressed)
    {
        await using var site = await LiveSite.StartAsync(new() { Compress = isWanted });
        using var client = await RawClient.DialAsync(site, offer);
        await client.SendAsync(client.Head);

        var head = await client.HeadAsync();
        await client.SendAsync(RawClient.Text("""[null,"7","phoenix","heartbeat",{}]"""));
        var (first, payload) = await client.FrameAsync();

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Equal(isCompressed, head.Contains("\r\nSec-WebSocket-Extensions: permessage-deflate", StringComparison.Ordinal));
        Assert.Equal(isCompressed ? 0xc1 : 0x81, first);
        Assert.Equal(
            """[null,"7","phoenix","phx_reply",{"status":"ok","response":{}}]""",
            isCompressed ? await InflatedAsync(payload) : Encoding.UTF8.GetString(payload));
        Assert.Equal(isWanted ? 0 : 1, site.DirectConnections);
    }

    [Fact]
    public async Task A_page_lives_over_a_compressed_connection()
    {
        await using var site = await LiveSite.StartAsync(new() { Compress = true });
        await using var client = await site.JoinAsync("/counter");

        await client.ClickAsync("#add");
        await client.ClickAsync("#add");

        Assert.Equal("2", client.Page.QuerySelector("#count")!.TextContent);
    }

    // https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2
    static async Task<string> InflatedAsync(byte[] payload)
    {
        using var reader = new StreamReader(new DeflateStream(new MemoryStream([.. payload, 0, 0, 0xff, 0xff]), CompressionMode.Decompress));

        return await reader.ReadToEndAsync();
    }
}
