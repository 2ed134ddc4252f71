using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Trestle;

/// <summary>Reads a body of messages, a line each, as it comes.</summary>
static class LongPollLines
{
    public delegate void Take(ReadOnlySpan<byte> line);

    /// <param name="most">How many bytes a message may have, before it is written in base64.</param>
    public static async Task ReadAsync(PipeReader body, int most, Take take)
    {
        ReadResult read;

        do
        {
            read = await body.ReadAsync().ConfigureAwait(false);
            var rest = read.Buffer;

            try
            {
                TakeAll(ref rest, read.IsCompleted, take);

                if (rest.Length > Base64.GetMaxEncodedToUtf8Length(most))
                    throw TooLong(most);
            }
            finally
            {
                body.AdvanceTo(rest.Start, rest.End);
            }
        }
        while (!read.IsCompleted);
    }

    static void TakeAll(ref ReadOnlySequence<byte> rest, bool isLast, Take take)
    {
        while (rest.PositionOf((byte)'\n') is { } end)
        {
            TakeLine(rest.Slice(0, end), take);
            rest = rest.Slice(rest.GetPosition(1, end));
        }

        if (!isLast || rest.IsEmpty)
            return;

        TakeLine(rest, take);
        rest = rest.Slice(rest.End);
    }

    public static ChannelProtocolException TooLong(int most) => new(WebSocketCloseStatus.MessageTooBig, $"a message may have {most} bytes");

    static void TakeLine(ReadOnlySequence<byte> line, Take take)
    {
        if (line.IsSingleSegment)
        {
            take(line.FirstSpan);
            return;
        }

        var whole = ArrayPool<byte>.Shared.Rent((int)line.Length);

        try
        {
            line.CopyTo(whole);
            take(whole.AsSpan(0, (int)line.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }
}
