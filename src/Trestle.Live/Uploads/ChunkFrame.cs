using System.Net.WebSockets;
using System.Text;

namespace Trestle;

/// <summary>A piece of a file, as the client sends it: five bytes that say kind and lengths, four names, and the piece.</summary>
sealed record ChunkFrame(string JoinRef, string Ref, string Topic, string Event, byte[] Bytes)
{
    const int Lengths = 5;

    public static ChunkFrame Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length < Lengths || message[0] != 0 || message.Length < Lengths + message[1] + message[2] + message[3] + message[4])
            throw new ChannelProtocolException(WebSocketCloseStatus.InvalidMessageType, "a binary message is a piece of a file");

        var rest = message[Lengths..];

        return new(Take(ref rest, message[1]), Take(ref rest, message[2]), Take(ref rest, message[3]), Take(ref rest, message[4]), rest.ToArray());
    }

    static string Take(ref ReadOnlySpan<byte> rest, int length)
    {
        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];

        return text;
    }
}
