using AngleSharp.Dom;
using Trestle.Live.Tests.Pages;

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
    public async Task Takes_none_that_was_tampered_with_wherever_that_was()
    {
        await using var site = await LiveSite.StartAsync();
        var (page, token) = await WriteAsync(site, "#add");

        for (var at = 0; at < token.Length; at += 9)
        {
            await using var client = await site.ConnectAsync(page, "/draft");
            await client.JoinAsync(mounts: 1, checkpoint: $"{token[..at]}{(token[at] == 'x' ? 'y' : 'x')}{token[(at + 1)..]}");

            Assert.Equal((at, ", 0, Ann, new"), (at, TextOf(client)));
        }
    }

    [Theory]
    [InlineData("""{"words":{"first":1},"Name":"Bo","gone":true}""", ", 0, Bo, restored")]
    [InlineData("""{"words":["kept"],"count":7}""", "kept, 0, ?, restored")]
    [InlineData("{}", ", 0, ?, restored")]
    public async Task Of_another_version_of_the_view_it_takes_what_still_fits_and_is_still_marked(string values, string shown)
    {
        await using var site = await LiveSite.StartAsync();
        var page = await site.OpenAsync("/draft");
        var id = page.QuerySelector("[data-phx-main]")!.Id!;
        var token = site.Release.Checkpoints.Protect(id, typeof(DraftLive).FullName!, System.Text.Encoding.UTF8.GetBytes(values));
        await using var client = await site.ConnectAsync(page, "/draft");

        await client.JoinAsync(mounts: 1, checkpoint: token);

        Assert.Equal(shown, TextOf(client));
    }

    [Fact]
    public async Task Takes_none_that_is_as_old_as_a_page_may_not_be()
    {
        await using var site = await LiveSite.StartAsync();
        var (page, token) = await WriteAsync(site, "#add");
        var id = page.QuerySelector("[data-phx-main]")!.Id!;

        site.Time.Advance(TimeSpan.FromDays(14));
        Assert.NotNull(site.Release.Checkpoints.Unprotect(token, id, typeof(DraftLive).FullName!));
        site.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(site.Release.Checkpoints.Unprotect(token, id, typeof(DraftLive).FullName!));

        // The page is as old: it is loaded anew, and begins anew.
        await using var client = await site.ConnectAsync(page, "/draft");
        var reply = await client.JoinAsync(mounts: 1, checkpoint: token);
        Assert.Equal("""{"reason":"stale"}""", reply.GetProperty("response").GetRawText());
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
