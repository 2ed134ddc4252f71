using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Trestle;

/// <summary>Sends over the socket itself: at once what the network takes, on the thread that has something to say; the rest waits.</summary>
sealed class DirectOutbox(LiveTransport transport, Socket socket) : Outbox(transport)
{
    const byte Final = 0x80;
    const int MostReason = 123;
    const int MostHead = 10;

    const int HasWritten = 1;
    const int HasRead = 2;

    int ended;

    public Socket Socket => socket;

    protected override ReadOnlyMemory<byte> Packed(ReadOnlySpan<byte> message, FrameKind kind)
    {
        var frame = new byte[message.Length + MostHead];

        return frame.AsMemory(0, Pack(kind, message, frame));
    }

    protected override ReadOnlyMemory<byte> SendNow(ReadOnlySpan<byte> message, FrameKind kind)
    {
        var buffer = DirectBuffer.Writing(message.Length + MostHead);
        ReadOnlySpan<byte> frame = buffer.AsSpan(0, Pack(kind, message, buffer));

        try
        {
            var sent = socket.Send(frame, SocketFlags.None, out var error);

            return error switch
            {
                SocketError.Success => frame[sent..].ToArray(),
                SocketError.WouldBlock => frame.ToArray(),
                // Gone: the reader sees it too, and ends the connection.
                _ => default(ReadOnlyMemory<byte>),
            };
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    // https://www.rfc-editor.org/rfc/rfc6455#section-5.2
    static int Pack(FrameKind kind, ReadOnlySpan<byte> message, Span<byte> frame)
    {
        frame[0] = (byte)(Final | (byte)kind);
        int head;

        if (message.Length < 126)
        {
            frame[1] = (byte)message.Length;
            head = 2;
        }
        else if (message.Length <= ushort.MaxValue)
        {
            frame[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)message.Length);
            head = 4;
        }
        else
        {
            frame[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)message.Length);
            head = 10;
        }

        message.CopyTo(frame[head..]);

        return head + message.Length;
    }

    protected override async ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
            message = message[await socket.SendAsync(message, SocketFlags.None).ConfigureAwait(false)..];
    }

    protected override ValueTask WriteCloseAsync(WebSocketCloseStatus status, string reason)
    {
        var payload = new byte[2 + MostReason];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)status);
        Encoding.UTF8.GetEncoder().Convert(reason, payload.AsSpan(2), flush: true, out _, out var length, out _);
        var frame = new byte[payload.Length + MostHead];

        return WriteAsync(frame.AsMemory(0, Pack(FrameKind.Close, payload.AsSpan(0, 2 + length), frame)));
    }

    protected override void Ended() => End(HasWritten);

    /// <summary>Nothing will be read any more.</summary>
    public void ReadingEnded() => End(HasRead);

    // Whichever is the second to end disposes: the last words are written when reading has ended, and the client's read after our close.
    void End(int half)
    {
        var before = Interlocked.Or(ref ended, half);

        if (before == (HasRead | HasWritten) || (before | half) != (HasRead | HasWritten))
            return;

        Dispose();
        socket.Dispose();
        Transport.Left();
    }

    protected override void Abort() => socket.Dispose();
}
