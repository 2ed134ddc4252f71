using System.Buffers;
using System.Net.WebSockets;

namespace Trestle;

/// <summary>Reads whole messages from a WebSocket, however they are fragmented, up to a size.</summary>
sealed class MessageReader(WebSocket socket, int maxBytes) : IDisposable
{
    const int FirstBuffer = 4096;

    byte[]? buffer;

    /// <summary>Whether the last message was bytes, and no text.</summary>
    public bool IsBinary { get; private set; }

    /// <summary>The next message, valid until the next call; null once the client has closed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync()
    {
        Release();

        // A socket waits most of its life: it waits without a buffer.
        var wake = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).ConfigureAwait(false);

        if (wake.MessageType == WebSocketMessageType.Close)
            return null;

        IsBinary = wake.MessageType == WebSocketMessageType.Binary;

        if (wake.EndOfMessage)
            return ReadOnlyMemory<byte>.Empty;

        var length = 0;

        while (true)
        {
            MakeRoom(length);

            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
            length += part.Count;

            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            IsBinary = part.MessageType == WebSocketMessageType.Binary;

            if (length > maxBytes)
                throw new ChannelProtocolException(WebSocketCloseStatus.MessageTooBig, $"a message may have {maxBytes} bytes");

            if (part.EndOfMessage)
                return buffer.AsMemory(0, length);
        }
    }

    void MakeRoom(int length)
    {
        if (buffer is null)
        {
            buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        }
        else if (length == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    void Release()
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);

        buffer = null;
    }

    public void Dispose() => Release();
}
