using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;

namespace Trestle;

/// <summary>The connection of a browser without WebSockets: what its requests have in common.</summary>
sealed class LongPollSession(LiveConnection connection, LongPollOutbox outbox, string csrfToken)
{
    // A request that asks and one that says something may be there at once.
    readonly Lock taking = new();

    public LongPollOutbox Outbox => outbox;

    /// <summary>Whether a request is of the page that began it. What was never that page's has nothing to be guarded.</summary>
    public bool IsOf(string token, bool isOwn) => token == csrfToken && isOwn == connection.Parameters is not null;

    /// <summary>Notes that the browser is there.</summary>
    public void Hear()
    {
        lock (taking)
            connection.Hear();
    }

    /// <summary>Takes a message: a text as it is, bytes in base64.</summary>
    public void Take(ReadOnlySpan<byte> line)
    {
        // As every text of the protocol begins, and no base64.
        if (line is [] or [(byte)'[', ..])
            Take(line, isBinary: false);
        else
            TakeBytes(line);
    }

    void TakeBytes(ReadOnlySpan<byte> line)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(line.Length));

        try
        {
            if (Base64.DecodeFromUtf8(line, bytes, out _, out var length) != OperationStatus.Done)
                throw new ChannelProtocolException(WebSocketCloseStatus.InvalidPayloadData, "a message is a JSON array, or bytes in base64");

            Take(bytes.AsSpan(0, length), isBinary: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    void Take(ReadOnlySpan<byte> message, bool isBinary)
    {
        var most = connection.Transport.Options.MaxMessageBytes;

        if (message.Length > most)
            throw LongPollLines.TooLong(most);

        lock (taking)
            connection.Take(message, isBinary);
    }
}
