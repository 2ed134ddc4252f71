using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Blog.Tests;

/// <summary>Sends what no browser and no HTTP client would.</summary>
static class Wire
{
    /// <summary>
    /// Sends the bytes of the text as they are, then those that come after the answer's head, and reads until the server closes.
    /// </summary>
    public static async Task<string> SendAsync(Uri blog, string text, string after = "")
    {
        using var timeout = new CancellationTokenSource(Patience.Short);
        using var client = new TcpClient();
        await client.ConnectAsync(blog.Host, blog.Port, timeout.Token);

        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), timeout.Token);
        var head = after == "" ? "" : await ReadHeadAsync(stream, timeout.Token);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(after), timeout.Token);

        return head + await ReadToEndAsync(stream, timeout.Token);
    }

    static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = "";
        var next = new byte[1];

        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next, cancellation);
            head += (char)next[0];
        }

        return head;
    }

    static async Task<string> ReadToEndAsync(NetworkStream stream, CancellationToken cancellation)
    {
        using var answer = new MemoryStream();

        try
        {
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (IOException)
        {
            // Cut off: what had been sent was not read to its end.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>Opens the socket of live pages.</summary>
    public static async Task<ClientWebSocket> ConnectAsync(Uri blog, string query = "vsn=2.0.0", string? origin = null)
    {
        using var timeout = new CancellationTokenSource(Patience.Short);
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        await socket.ConnectAsync(new UriBuilder(blog) { Scheme = "ws", Path = "/live/websocket", Query = query }.Uri, timeout.Token);

        return socket;
    }

    public static Task SendAsync(this ClientWebSocket socket, byte[] message, WebSocketMessageType type = WebSocketMessageType.Text) =>
        socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None).WaitAsync(Patience.Short);

    /// <summary>The next message; null when the server has closed.</summary>
    public static async Task<string?> ReadAsync(this ClientWebSocket socket)
    {
        using var timeout = new CancellationTokenSource(Patience.Short);
        using var message = new MemoryStream();
        var buffer = new byte[4096];

        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, timeout.Token);
            await message.WriteAsync(buffer.AsMemory(0, part.Count), timeout.Token);

            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }

    /// <summary>Reads on until the server closes; why it did.</summary>
    public static async Task<(int Code, string? Reason)> ClosedAsync(this ClientWebSocket socket)
    {
        while (await socket.ReadAsync() is not null) { }

        if (socket.State == WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);
    }
}
