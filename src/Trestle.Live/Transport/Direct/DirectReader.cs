using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Unicode;

namespace Trestle;

// Between two messages a connection has no buffer: it waits with an empty read until something is there, and then reads into room of the
// thread. Only what came in part is kept, in a buffer from the pool, until the rest of it comes.

/// <summary>Reads a live connection's messages from its socket.</summary>
sealed class DirectReader(LiveConnection connection, DirectOutbox outbox)
    : SocketAsyncEventArgs(true), IThreadPoolWorkItem
{
    // A client that never stops must let others have the thread.
    const int ReadsInARow = 16;

    byte[]? kept;
    int keptLength;
    Fragments? fragments;

    /// <summary>After a fault in the frames themselves nobody knows where one ends: the rest is only read away.</summary>
    bool isDeaf;

    /// <summary>Begins on another thread: something may be there already.</summary>
    public void Begin() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Run();

    protected override void OnCompleted(SocketAsyncEventArgs e) => Run();

    void Run()
    {
        WebSocketCloseStatus? status = null;

        try
        {
            for (var reads = 0; reads < ReadsInARow; reads++)
            {
                if (!TryRead(out var isOver, ref status))
                {
                    if (outbox.Socket.ReceiveAsync(this))
                        return;
                }
                else if (isOver)
                {
                    End(status);
                    return;
                }
            }

            Begin();
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            // Cut off, by us.
            End(status);
        }
    }

    /// <summary>False when nothing is there to be read.</summary>
    bool TryRead(out bool isOver, ref WebSocketCloseStatus? status)
    {
        isOver = false;
        var buffer = kept ?? DirectBuffer.Reading;
        var read = outbox.Socket.Receive(buffer.AsSpan(keptLength), SocketFlags.None, out var error);

        if (error == SocketError.WouldBlock)
            return false;

        if (error != SocketError.Success)
            connection.Outbox.Lost();

        isOver = error != SocketError.Success || read == 0 || !Take(buffer, keptLength + read, ref status);

        return true;
    }

    /// <summary>Takes the frames that are there in whole, and keeps what is left. False once the client has closed.</summary>
    bool Take(byte[] buffer, int length, ref WebSocketCloseStatus? status)
    {
        var rest = buffer.AsSpan(0, length);
        var wanted = 0;

        try
        {
            while (!isDeaf && FrameHead.TryRead(rest, out var head))
            {
                RequireFits(head);
                wanted = (int)(head.Size + head.Length);

                if (rest.Length < wanted)
                    break;

                var payload = rest[head.Size..wanted];
                FrameHead.Unmask(rest[(head.Size - 4)..head.Size], payload);
                rest = rest[wanted..];
                wanted = 0;

                if (!Take(head, payload, ref status))
                    return false;
            }
        }
        catch (ChannelProtocolException fault)
        {
            isDeaf = true;
            connection.Outbox.Close(fault.Status, fault.Message);
        }

        Keep(buffer, isDeaf ? [] : rest, wanted);

        return true;
    }

    bool Take(FrameHead head, Span<byte> payload, ref WebSocketCloseStatus? status)
    {
        switch (head.Kind)
        {
            case FrameKind.Close:
                status = StatusOf(payload);
                return false;
            case FrameKind.Ping:
                connection.Hear();
                outbox.Send(payload, FrameKind.Pong);
                return true;
            case FrameKind.Pong:
                return true;
        }

        if (head.Kind == FrameKind.Continuation != fragments is not null)
            throw FrameHead.Fault(fragments is null ? "a message goes on that has not begun" : "a message begins within another");

        if (head is { IsFinal: true, Kind: not FrameKind.Continuation })
        {
            Deliver(payload, head.Kind == FrameKind.Binary);
            return true;
        }

        fragments ??= new(head.Kind == FrameKind.Binary);
        fragments.Bytes.Write(payload);

        if (!head.IsFinal)
        {
            connection.Hear();
        }
        else
        {
            var whole = fragments;
            fragments = null;
            Deliver(whole.Bytes.WrittenSpan, whole.IsBinary);
        }

        return true;
    }

    void Deliver(ReadOnlySpan<byte> message, bool isBinary)
    {
        if (!isBinary && !Utf8.IsValid(message))
            throw new ChannelProtocolException(WebSocketCloseStatus.InvalidPayloadData, "a text is not Unicode");

        try
        {
            connection.Take(message, isBinary);
        }
        catch (ChannelProtocolException fault)
        {
            // The frames are right, what they say is not: the client's own close is still to be heard.
            connection.Outbox.Close(fault.Status, fault.Message);
        }
    }

    void RequireFits(FrameHead head)
    {
        var most = connection.Transport.Options.MaxMessageBytes;

        if (head.Length + (head.IsControl ? 0 : fragments?.Bytes.WrittenCount ?? 0) > most)
            throw new ChannelProtocolException(WebSocketCloseStatus.MessageTooBig, $"a message may have {most} bytes");
    }

    // https://www.rfc-editor.org/rfc/rfc6455#section-7.4
    static WebSocketCloseStatus? StatusOf(ReadOnlySpan<byte> payload) => payload.Length switch
    {
        0 => null,
        1 => WebSocketCloseStatus.ProtocolError,
        _ => BinaryPrimitives.ReadUInt16BigEndian(payload) switch
        {
            var code => code is >= 1000 and <= 1003 or >= 1007 and <= 1014 or >= 3000 and <= 4999
                ? (WebSocketCloseStatus)code
                : WebSocketCloseStatus.ProtocolError,
        },
    };

    /// <summary>Keeps the part of a frame until the rest of it comes.</summary>
    void Keep(byte[] buffer, ReadOnlySpan<byte> rest, int wanted)
    {
        if (rest.IsEmpty)
        {
            Release();
            return;
        }

        var room = Math.Max(wanted, rest.Length + 1);

        // Only the thread's own buffer has to be left; one that is kept may be large enough.
        if (!ReferenceEquals(buffer, kept) || buffer.Length < room)
        {
            var larger = ArrayPool<byte>.Shared.Rent(room);
            rest.CopyTo(larger);
            Release();
            kept = larger;
        }
        else
        {
            rest.CopyTo(buffer);
        }

        keptLength = rest.Length;
    }

    void Release()
    {
        if (kept is not null)
            ArrayPool<byte>.Shared.Return(kept);

        (kept, keptLength) = (null, 0);
    }

    void End(WebSocketCloseStatus? status)
    {
        Release();
        LiveTransport.Ended(connection, status);
        outbox.ReadingEnded();
        Dispose();
    }

    /// <summary>The parts of a message so far.</summary>
    sealed class Fragments(bool isBinary)
    {
        public bool IsBinary => isBinary;

        public ArrayBufferWriter<byte> Bytes { get; } = new();
    }
}
