using System.Text;

namespace Trestle.Live.Tests;

/// <summary>The frames of RFC 6455, where the server reads them itself.</summary>
public class DirectFrameTests
{
    const string Heartbeat = """[null,"7","phoenix","heartbeat",{}]""";
    const string Answer = """[null,"7","phoenix","phx_reply",{"status":"ok","response":{}}]""";

    [Theory]
    [InlineData("a frame without a mask", 1002, 0x81, 0x02, 0x7b, 0x7d)]
    [InlineData("a bit that nothing was agreed on", 1002, 0xc1, 0x80, 0, 0, 0, 0)]
    [InlineData("a kind that there is not", 1002, 0x83, 0x80, 0, 0, 0, 0)]
    [InlineData("a control frame that there is not", 1002, 0x8b, 0x80, 0, 0, 0, 0)]
    [InlineData("a ping in parts", 1002, 0x09, 0x80, 0, 0, 0, 0)]
    [InlineData("a ping that is too large", 1002, 0x89, 0xfe, 0, 126, 0, 0, 0, 0)]
    [InlineData("a part without a beginning", 1002, 0x80, 0x80, 0, 0, 0, 0)]
    [InlineData("a message within another", 1002, 0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0)]
    [InlineData("a length below zero", 1002, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)]
    [InlineData("a length that nobody has", 1009, 0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0)]
    [InlineData("a close of half a code", 1002, 0x88, 0x81, 0, 0, 0, 0, 0x03)]
    [InlineData("a close with a code that is not sent", 1002, 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed)]
    public async Task Closes_on(string what, int code, params int[] bytes)
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);

        await client.SendAsync([.. bytes.Select(value => (byte)value)]);

        Assert.True(code == await client.CloseCodeAsync(), what);
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Hangs_up_when_the_client_has_closed_too()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);

        await client.SendAsync(RawClient.Frame(0x88, [0x03, 0xe8]));

        Assert.Equal(1000, await client.CloseCodeAsync());
        Assert.Equal("", await client.RestAsync());
    }

    [Fact]
    public async Task Answers_a_ping_with_what_it_carries()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);

        await client.SendAsync([.. RawClient.Frame(0x8a, "unasked"u8), .. RawClient.Frame(0x89, "are you there?"u8, mask: 0x01020304)]);
        var (first, payload) = await client.FrameAsync();

        Assert.Equal((0x8a, "are you there?"), (first, Encoding.UTF8.GetString(payload)));
    }

    [Fact]
    public async Task A_ping_between_the_parts_of_a_message_belongs_to_none()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);
        var (begin, end) = (Encoding.UTF8.GetBytes(Heartbeat[..9]), Encoding.UTF8.GetBytes(Heartbeat[9..]));

        await client.SendAsync([.. RawClient.Frame(0x01, begin), .. RawClient.Frame(0x89, []), .. RawClient.Frame(0x80, end)]);

        Assert.Equal(0x8a, (await client.FrameAsync()).First);
        Assert.Equal(Answer, await client.TextAsync());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xdeadbeefu)]
    public async Task Reads_messages_however_the_network_cuts_them(uint mask)
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);
        byte[] three = [.. RawClient.Text(Heartbeat, mask), .. RawClient.Text(Heartbeat.PadRight(300), mask), .. RawClient.Text(Heartbeat.PadRight(70_000), mask)];

        await client.SendAsync(three);

        for (var message = 0; message < 3; message++)
            Assert.Equal(Answer, await client.TextAsync());

        foreach (var part in three.Take(400).Chunk(1).Concat(three.Skip(400).Chunk(9_000)))
            await client.SendAsync(part);

        for (var message = 0; message < 3; message++)
            Assert.Equal(Answer, await client.TextAsync());
    }

    [Fact]
    public async Task Takes_what_comes_right_behind_the_request()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.DialAsync(site);

        await client.SendAsync([.. Encoding.ASCII.GetBytes(client.Head), .. RawClient.Text(Heartbeat)]);

        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", await client.HeadAsync(), StringComparison.Ordinal);
        Assert.Equal(Answer, await client.TextAsync());
    }

    [Fact]
    public async Task Ends_a_connection_whose_client_does_not_answer_its_close()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.OpenAsync(site);

        await client.SendAsync(RawClient.Text("{}"));
        Assert.Equal(1002, await client.CloseCodeAsync());
        site.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<IOException>(async () => Assert.Equal("", await client.RestAsync()));
    }
}
