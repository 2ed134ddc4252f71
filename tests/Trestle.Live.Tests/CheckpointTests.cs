using AngleSharp.Dom;

namespace Trestle.Live.Tests;

public class CheckpointTests
{
    [Fact]
    public async Task Gives_a_view_that_comes_back_what_it_had()
    {
        await using var site = await LiveSite.StartAsync();
        var (page, token) = await WriteAsync(site, "#add", "#count");
        await using var client = await site.ConnectAsync(page, "/draft");

        await client.JoinAsync(mounts: 1, checkpoint: token);

        Assert.Equal("word, 0, Ann, restored", TextOf(client));
    }

    [Fact]
    public async Task Tells_the_browser_only_of_changes()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/draft");

        var counted = await client.ClickAsync("#count");
        var added = await client.ClickAsync("#add");

        Assert.False(counted.GetProperty("diff").TryGetProperty("e", out _));
        Assert.Equal("trestle:checkpoint", added.GetProperty("diff").GetProperty("e")[0][0].GetString());
        Assert.DoesNotContain("word", added.GetProperty("diff").GetProperty("e").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Takes_no_other_page_s_and_none_at_the_first_join(int mounts, bool isOtherPage)
    {
        await using var site = await LiveSite.StartAsync();
        var (page, token) = await WriteAsync(site, "#add");
        await using var client = await site.ConnectAsync(isOtherPage ? await site.OpenAsync("/draft") : page, "/draft");

        await client.JoinAsync(mounts: mounts, checkpoint: token);

        Assert.Equal(", 0, Ann, new", TextOf(client));
    }

    [Fact]
    public async Task Takes_none_that_is_forged()
    {
        await using var site = await LiveSite.StartAsync();
        var (page, token) = await WriteAsync(site, "#add");
        await using var client = await site.ConnectAsync(page, "/draft");

        await client.JoinAsync(mounts: 1, checkpoint: token[..^1] + (token[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(", 0, Ann, new", TextOf(client));
    }

    [Fact]
    public async Task A_view_that_crashed_begins_without_it()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/draft");
        var token = TokenOf(await client.ClickAsync("#add"));

        await client.SendEventAsync("click", client.HandlerOf("#crash", "phx-click"), new { });
        await client.NextAsync("phx_error");
        var again = await client.JoinAsync(mounts: 1, checkpoint: token);

        Assert.Equal(", 0, Ann, new", TextOf(client));
        Assert.Contains("\"token\":null", again.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_is_not_kept_and_said()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/draft");

        var response = await client.ClickAsync("#long");

        Assert.Contains("\"token\":null", response.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            "DraftLive has 20027 bytes in its [Checkpoint] fields, and a browser keeps 16384. A lost connection will lose them: keep large values in records.",
            Assert.Single(site.Log.Lines));
    }

    static async Task<(IDocument Page, string Token)> WriteAsync(LiveSite site, params string[] buttons)
    {
        var page = await site.OpenAsync("/draft");
        await using var client = await site.ConnectAsync(page, "/draft");
        await client.JoinAsync();
        string? token = null;

        foreach (var button in buttons)
            token = TokenOf(await client.ClickAsync(button)) ?? token;

        return (page, token!);
    }

    static string? TokenOf(System.Text.Json.JsonElement response) =>
        response.GetProperty("diff").TryGetProperty("e", out var events) ? events[0][1].GetProperty("token").GetString() : null;

    static string TextOf(ChannelClient client) => client.Page.QuerySelector("#draft")!.TextContent;
}
