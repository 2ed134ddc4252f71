using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>The opcodes of RFC 6455.</summary>
enum FrameKind : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>The head of a frame that a client sends.</summary>
readonly record struct FrameHead(FrameKind Kind, bool IsFinal, long Length, int Size)
{
    const int MaskSize = 4;
    const int MostOfControl = 125;

    public bool IsControl => Kind >= FrameKind.Close;

    /// <summary>Reads a head; false when not all of it is there. Throws for what no client may send.</summary>
    // https://www.rfc-editor.org/rfc/rfc6455#section-5.2
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHead head)
    {
        head = default;

        if (bytes.Length < 2)
            return false;

        var (first, second) = (bytes[0], bytes[1]);

        if ((first & 0x70) != 0)
            throw Fault("a frame has bits set that nothing was agreed on");

        if ((second & 0x80) == 0)
            throw Fault("a frame of a client is masked");

        var kind = (FrameKind)(first & 0xf);

        if (!Enum.IsDefined(kind))
            throw Fault($"there is no frame of kind {first & 0xf}");

        var (length, size) = (second & 0x7f) switch
        {
            126 when bytes.Length >= 4 => (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4),
            127 when bytes.Length >= 10 => (BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 10),
            126 or 127 => (0L, 0),
            var said => (said, 2),
        };

        if (length < 0)
            throw Fault("a frame has a length below zero");

        head = new(kind, (first & 0x80) != 0, length, size + MaskSize);

        if (head.IsControl && (!head.IsFinal || (second & 0x7f) > MostOfControl))
            throw Fault("a control frame comes in one piece, and is small");

        return size > 0 && bytes.Length >= head.Size;
    }

    /// <summary>Takes the mask off the payload that follows the head.</summary>
    public static void Unmask(ReadOnlySpan<byte> mask, Span<byte> payload)
    {
        var key = MemoryMarshal.Read<uint>(mask);
        var wide = MemoryMarshal.Cast<byte, ulong>(payload);
        var wideKey = ((ulong)key << 32) | key;

        for (var at = 0; at < wide.Length; at++)
            wide[at] ^= wideKey;

        for (var at = wide.Length * sizeof(ulong); at < payload.Length; at++)
            payload[at] ^= mask[at % MaskSize];
    }

    public static ChannelProtocolException Fault(string reason) => new(WebSocketCloseStatus.ProtocolError, reason);
}
