using System.Buffers.Binary;
using System.Text;

namespace Trestle.Bench;

/// <summary>As much of MessagePack as Blazor's hub messages need, each behind its length (SignalR's framing).</summary>
static class MessagePack
{
    const byte Null = 0xc0;
    const int Invocation = 1;

    /// <summary>A call of the hub that wants no answer.</summary>
    public static byte[] Call(string method, params object?[] arguments)
    {
        List<byte> message = [0x96, Invocation, 0x80, Null];
        Write(message, method);
        Write(message, arguments);
        message.Add(0x90);

        List<byte> framed = [];

        for (var rest = message.Count; ; rest >>= 7)
        {
            framed.Add((byte)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80));

            if (rest < 0x80)
                return [.. framed, .. message];
        }
    }

    static void Write(List<byte> message, object? value)
    {
        switch (value)
        {
            case null:
                message.Add(Null);
                break;
            case bool flag:
                message.Add((byte)(flag ? 0xc3 : 0xc2));
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                message.AddRange([0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
                message.AddRange(bytes);
                break;
            case long number:
                Span<byte> wide = stackalloc byte[9];
                wide[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(wide[1..], number);
                message.AddRange(wide);
                break;
            case object?[] list:
                message.Add((byte)(0x90 | list.Length));
                Array.ForEach(list, item => Write(message, item));
                break;
            default:
                throw new BenchException($"MessagePack has no {value.GetType().Name} here.");
        }
    }

    /// <summary>The length before a message; false when not all of it is there.</summary>
    public static bool TryLength(ReadOnlySpan<byte> bytes, out int head, out int length)
    {
        (head, length) = (0, 0);

        for (var shift = 0; head < bytes.Length && head < 5; shift += 7)
        {
            var part = bytes[head++];
            length |= (part & 0x7f) << shift;

            if (part < 0x80)
                return bytes.Length >= head + length;
        }

        return false;
    }

    /// <summary>The kind of a message, the method that it calls, and what follows; no method for other kinds.</summary>
    public static (int Kind, string Method) Read(ref ReadOnlySpan<byte> message)
    {
        Take(ref message, 1); // an array
        var kind = Take(ref message, 1)[0];

        if (kind != Invocation)
            return (kind, "");

        Skip(ref message); // headers
        Skip(ref message); // the invocation's id
        var method = Encoding.UTF8.GetString(Text(ref message));
        Take(ref message, 1); // the array of arguments

        return (kind, method);
    }

    public static long Number(ref ReadOnlySpan<byte> message)
    {
        var head = Take(ref message, 1)[0];

        return head switch
        {
            < 0x80 => head,
            0xcc => Take(ref message, 1)[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(Take(ref message, 2)),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(ref message, 4)),
            0xcf or 0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(ref message, 8)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(ref message, 4)),
            _ => throw new BenchException($"expected a number, got the head {head:x}"),
        };
    }

    public static ReadOnlySpan<byte> Text(ref ReadOnlySpan<byte> message)
    {
        var head = Take(ref message, 1)[0];

        return Take(ref message, head switch
        {
            >= 0xa0 and < 0xc0 => head & 0x1f,
            0xd9 or 0xc4 => Take(ref message, 1)[0],
            0xda or 0xc5 => BinaryPrimitives.ReadUInt16BigEndian(Take(ref message, 2)),
            0xdb or 0xc6 => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(ref message, 4)),
            _ => throw new BenchException($"expected a text, got the head {head:x}"),
        });
    }

    /// <summary>Only what stands before a method's name: nothing, an empty map, a text.</summary>
    static void Skip(ref ReadOnlySpan<byte> message)
    {
        if (message[0] is Null or 0x80)
            Take(ref message, 1);
        else
            Text(ref message);
    }

    static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, int count)
    {
        var taken = message[..count];
        message = message[count..];

        return taken;
    }
}
