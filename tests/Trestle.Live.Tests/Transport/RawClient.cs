using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Trestle.Live.Tests;

/// <summary>A connection that says exactly the bytes it is told to, in the pieces it is told.</summary>
sealed class RawClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly TcpClient client = new() { NoDelay = true };

    /// <summary>The request of a browser that opens a live connection from a page it was served.</summary>
    public string Head { get; private init; } = "";

    public NetworkStream Stream => client.GetStream();

    public static async Task<RawClient> DialAsync(LiveSite site, string more = "")
    {
        var page = await site.OpenAsync("/counter");
        var token = page.QuerySelector("meta[name=csrf-token]")!.GetAttribute("content")!;
        var client = new RawClient
        {
            Head =
                $"GET /live/websocket?_csrf_token={token}&vsn=2.0.0 HTTP/1.1\r\nHost: {site.Address.Authority}\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                + $"Origin: http://{site.Address.Authority}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + $"Cookie: {site.Cookies.GetCookieHeader(site.Address)}\r\n{more}\r\n",
        };
        await client.client.ConnectAsync(site.Address.Host, site.Address.Port).WaitAsync(Patience);

        return client;
    }

    /// <summary>With the connection opened already.</summary>
    public static async Task<RawClient> OpenAsync(LiveSite site)
    {
        var client = await DialAsync(site);
        await client.SendAsync(client.Head);
        Assert.StartsWith("HTTP/1.1 101 ", await client.HeadAsync(), StringComparison.Ordinal);

        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public Task SendAsync(params byte[] bytes) => Stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>A frame as a client sends it: masked, but for the author of a test by nothing.</summary>
    public static byte[] Frame(byte first, ReadOnlySpan<byte> payload, uint mask = 0)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(key, mask);
        var masked = payload.ToArray();

        for (var at = 0; at < masked.Length; at++)
            masked[at] ^= key[at % 4];

        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0xfe, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0xff, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };

        return [first, .. length, .. key, .. masked];
    }

    public static byte[] Text(string text, uint mask = 0) => Frame(0x81, Encoding.UTF8.GetBytes(text), mask);

    /// <summary>The head of an HTTP answer.</summary>
    public async Task<string> HeadAsync()
    {
        var head = new StringBuilder();

        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await TakeAsync(1))[0]);

        return head.ToString();
    }

    /// <summary>The next frame's first byte, and what it carries.</summary>
    public async Task<(byte First, byte[] Payload)> FrameAsync()
    {
        var head = await TakeAsync(2);
        var length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await TakeAsync(2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await TakeAsync(8)),
            var said => said,
        };

        return (head[0], await TakeAsync(length));
    }

    public async Task<string> TextAsync()
    {
        var (first, payload) = await FrameAsync();
        Assert.Equal(0x81, first);

        return Encoding.UTF8.GetString(payload);
    }

    public async Task<int> CloseCodeAsync()
    {
        var (first, payload) = await FrameAsync();
        Assert.Equal(0x88, first);

        return BinaryPrimitives.ReadUInt16BigEndian(payload);
    }

    /// <summary>Whatever still comes until the server hangs up.</summary>
    public async Task<string> RestAsync()
    {
        using var rest = new MemoryStream();
        await Stream.CopyToAsync(rest).WaitAsync(Patience);

        return Encoding.Latin1.GetString(rest.ToArray());
    }

    async Task<byte[]> TakeAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);

        return bytes;
    }

    public void Dispose() => client.Dispose();
}
