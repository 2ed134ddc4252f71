namespace Trestle.Bench.Tests;

public class MessagePackTests
{
    [Fact]
    public void Reads_what_it_has_written()
    {
        ReadOnlySpan<byte> framed = MessagePack.Call("JS.RenderBatch", 7L, "text", null, true);

        Assert.True(MessagePack.TryLength(framed, out var head, out var length));
        Assert.Equal(framed.Length, head + length);

        var message = framed[head..];
        Assert.Equal((1, "JS.RenderBatch"), MessagePack.Read(ref message));
        Assert.Equal(7, MessagePack.Number(ref message));
        Assert.Equal("text"u8, MessagePack.Text(ref message));
    }

    [Fact]
    public void Says_when_not_all_of_a_message_is_there()
    {
        var framed = MessagePack.Call("OnRenderCompleted", new string('a', 300));

        Assert.Equal([0x80], [(byte)(framed[0] & 0x80)]);
        Assert.False(MessagePack.TryLength(framed.AsSpan(0, framed.Length - 1), out _, out _));
        Assert.False(MessagePack.TryLength([0x80], out _, out _));
    }
}
