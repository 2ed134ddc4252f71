using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle;

/// <summary>A browser's connection to its live views, frame by frame.</summary>
sealed class LiveWire(WebSocket socket) : IAsyncDisposable
{
    // A page may be as deep as it likes.
    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4096 };

    readonly byte[] buffer = new byte[16 * 1024];

    Task<JsonElement?>? reading;
    int lastRef;

    public string NextRef() => (++lastRef).ToString(CultureInfo.InvariantCulture);

    public async Task SendAsync(string? joinRef, string reference, string topic, string @event, object payload)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes<object?[]>([joinRef, reference, topic, @event, payload]);

        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // Whoever reads next sees the same.
        }
    }

    /// <summary>The next frame; null once the server has closed. Throws <see cref="TimeoutException"/> when none comes; it may be read later.</summary>
    public async Task<JsonElement?> ReceiveAsync(TimeSpan patience)
    {
        reading ??= ReadAsync();
        var frame = await reading.WaitAsync(patience);
        reading = null;

        return frame;
    }

    /// <summary>What the server said when it closed.</summary>
    public string Farewell => $"{(int?)socket.CloseStatus} {socket.CloseStatusDescription}".Trim();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State == WebSocketState.Open)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // It closes just now.
        }

        socket.Dispose();
    }

    async Task<JsonElement?> ReadAsync()
    {
        var message = new MemoryStream();

        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);

                if (part.MessageType == WebSocketMessageType.Close)
                    return null;

                message.Write(buffer.AsSpan(0, part.Count));

                if (part.EndOfMessage)
                    return JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length), Deep);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return null;
        }
    }

    static bool IsGone(Exception failure) =>
        failure is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;
}
