using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Trestle.Live.Tests;

public sealed class UploadTests : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-uploads-");

    LiveSite site = null!;
    ChannelClient client = null!;

    public async ValueTask InitializeAsync()
    {
        site = await LiveSite.StartAsync(new() { UploadFolder = folder.FullName });
        client = await site.JoinAsync("/gallery");
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await site.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_comes_in_pieces_and_is_consumed_when_its_form_is_submitted()
    {
        await ChooseAsync("photos", File("0", "a.txt", 14));
        var allowed = await AllowAsync("photos", File("0", "a.txt", 14));
        Assert.Equal((100, 2, 10, 10_000), Limits(allowed.GetProperty("config")));
        Assert.Equal("ok", await JoinAsync("0", TokenOf(allowed, "0")));

        Assert.Equal("ok", await SendAsync("0", "0123456789"));
        await ProgressAsync("photos", "0", 71);
        Assert.Equal(["a.txt text/plain 71%   cancel"], Entries);

        Assert.Equal("ok", await SendAsync("0", "abcd"));
        await ProgressAsync("photos", "0", 100);
        Assert.Equal(["a.txt text/plain 100% done  cancel"], Entries);
        Assert.Equal("0", Input("photos").GetAttribute("data-phx-done-refs"));

        await client.FormAsync("#gallery", "phx-submit", "");
        Assert.Equal(["a.txt: 0123456789abcd"], Saved);
        Assert.Equal("", Input("photos").GetAttribute("data-phx-active-refs"));
        await client.NextAsync("phx_close");
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told_in_words_and_it_may_not_come()
    {
        await ChooseAsync("photos", File("0", "large.png", 101), File("1", "a.exe", 5, "application/x-msdownload"), File("2", "../b.png", 5));

        Assert.Equal(["are too many files (the most is 2)"], [Text("#errors")]);
        Assert.Equal(
            [
                "large.png text/plain 0%  is larger than 100 B cancel",
                "a.exe application/x-msdownload 0%  is of a kind that is not accepted (accepted: .png, text/*) cancel",
                "b.png text/plain 0%   cancel",
            ], Entries);
        Assert.Equal("0,1", Input("photos").GetAttribute("data-phx-error-refs"));
        var refused = await AllowAsync("photos", File("0", "large.png", 101), File("2", "b.png", 5));
        Assert.Equal("""[["0","refused"],["2","refused"]]""", refused.GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task A_file_that_the_browser_never_listed_is_held_to_the_same_limits()
    {
        var refused = await AllowAsync("photos", File("0", "large.png", 1_000_000));

        Assert.Equal("""[["0","refused"]]""", refused.GetProperty("error").GetRawText());
        Assert.Equal(["large.png text/plain 0%  is larger than 100 B cancel"], Entries);
    }

    [Fact]
    public async Task More_than_was_said_is_not_taken()
    {
        await StartAsync(size: 12);
        await SendAsync("0", "0123456789");

        Assert.Equal("file_size_limit_exceeded", await SendAsync("0", "abc"));

        Assert.Equal(["diff", "phx_close"], await client.NextAsync(count: 2));
        Assert.Equal(["a.txt text/plain 83%  brought more than was said cancel"], Entries);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_piece_larger_than_agreed_is_not_taken()
    {
        await StartAsync(size: 50);

        Assert.Equal("file_size_limit_exceeded", await SendAsync("0", "0123456789a"));

        Assert.Equal(["diff", "phx_close"], await client.NextAsync(count: 2));
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_token_is_good_once_and_for_its_file_alone()
    {
        await ChooseAsync("photos", File("0", "a.txt", 14));
        var token = TokenOf(await AllowAsync("photos", File("0", "a.txt", 14)), "0");

        Assert.Equal("invalid_token", await JoinAsync("0", "guessed"));
        Assert.Equal("ok", await JoinAsync("0", token));
        Assert.Equal("invalid_token", await JoinAsync("1", token));
    }

    [Fact]
    public async Task A_token_of_another_connection_is_none()
    {
        await ChooseAsync("photos", File("0", "a.txt", 14));
        var token = TokenOf(await AllowAsync("photos", File("0", "a.txt", 14)), "0");
        await using var other = await site.JoinAsync("/gallery");

        await other.SendFrameAsync("90", "90", "lvu:0", "phx_join", new { token });

        Assert.Equal("invalid_token", Reason(await other.ReplyAsync("90")));
    }

    [Fact]
    public async Task Pieces_without_a_join_or_over_the_topic_of_a_view_go_nowhere()
    {
        Assert.Equal("unmatched topic", await SendAsync("0", "0123456789"));
        Assert.Equal("unmatched topic", Reason(await PieceAsync(client.Topic, "chunk", "0123")));
    }

    [Fact]
    public async Task Progress_that_a_browser_claims_makes_no_file()
    {
        await StartAsync(size: 14);

        await ProgressAsync("photos", "0", 100);

        Assert.Equal(["a.txt text/plain 0%   cancel"], Entries);
    }

    [Fact]
    public async Task A_browser_that_does_not_wait_for_its_answers_is_cut_off()
    {
        await StartAsync(size: 100);
        var frame = Frame("lvu:0", "chunk", "1", "0");

        for (var piece = 0; piece < 100; piece++)
            await client.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true);

        Assert.Equal(1008, await client.CloseCodeAsync());
        await GoneAsync();
    }

    [Fact]
    public async Task A_cancelled_file_is_gone_at_once()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");
        Assert.Single(folder.GetFiles());

        await client.ClickAsync("#photos button");

        Assert.Empty(Entries);
        await client.NextAsync("phx_close");
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_view_that_dies_in_the_middle_leaves_no_file()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");
        Assert.Single(folder.GetFiles());

        await client.SendEventAsync("click", client.HandlerOf("#crash", "phx-click"), new { value = "" });

        await GoneAsync();
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_middle_leaves_no_file()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");

        await client.DisposeAsync();

        await GoneAsync();
    }

    [Fact]
    public async Task A_file_that_was_sent_and_never_consumed_goes_with_the_view()
    {
        await StartAsync(size: 10);
        await SendAsync("0", "0123456789");

        await client.DisposeAsync();

        await GoneAsync();
    }

    [Fact]
    public async Task A_piece_that_is_too_late_ends_the_file()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");

        site.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["diff", "phx_close"], await client.NextAsync(count: 2));
        Assert.Equal(["a.txt text/plain 71%  took too long cancel"], Entries);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_file_that_is_sent_as_soon_as_it_is_chosen_is_consumed_as_soon_as_it_has_come()
    {
        await ChooseAsync("cover", File("0", "c.txt", 4));
        var allowed = await AllowAsync("cover", File("0", "c.txt", 4));
        await JoinAsync("0", TokenOf(allowed, "0"));
        await SendAsync("0", "abcd");

        await ProgressAsync("cover", "0", 100);

        Assert.Equal(["cover c.txt: abcd"], Saved);
        Assert.True(Input("cover").HasAttribute("data-phx-auto-upload"));
    }

    [Fact]
    public async Task The_only_file_gives_way_to_another_choice()
    {
        await ChooseAsync("cover", File("0", "c.txt", 4));
        await ChooseAsync("cover", File("1", "d.txt", 4));

        Assert.Equal(["d.txt text/plain 0%   cancel"], Entries);
    }

    [Fact]
    public async Task Consuming_before_all_has_come_says_what_to_do()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");

        await client.SendEventAsync("form", client.HandlerOf("#gallery", "phx-submit"), "");
        Assert.Equal(["phx_close", "phx_error"], await client.NextAsync(count: 2));

        Assert.Equal(
            """
            photos was consumed, but a.txt is still coming: 71 % so far.

            Consume it in the handler of the form's submit, which the browser sends after the files. Or in Progress, file by file:

                if (entry.IsDone) await photos.ConsumeAsync(entry, ...);
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task Opening_a_file_that_has_not_come_says_when_to()
    {
        await StartAsync(size: 14);
        await SendAsync("0", "0123456789");

        await client.SendEventAsync("click", client.HandlerOf("#early", "phx-click"), new { value = "" });

        Assert.Equal(
            """
            a.txt was opened, but it is not here: 71 % of it have come.

            Open it while it is consumed: await photos.ConsumeAsync(entry => entry.SaveAsync(path))
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task An_upload_that_is_allowed_twice_says_so()
    {
        await client.SendEventAsync("click", client.HandlerOf("#twice", "phx-click"), new { value = "" });

        Assert.Equal(
            """
            GalleryLive allows the upload "cover" twice.

            Call AllowUpload once for each input, in Mount, and keep what it returns in a field.
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public void A_kind_that_is_none_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => new LiveUploadOptions { Accept = [".png", "jpg"] }.Check());

        Assert.Equal("expected Accept to be endings such as \".png\" and media types such as \"image/*\", got: \"jpg\"", failure.Message);
    }

    [Theory]
    [InlineData(0, 10, "expected MaxEntries to be at least 1, got: 0")]
    [InlineData(1, 200_000, "expected ChunkSize to be between 1 and 131072, got: 200000")]
    public void Options_that_cannot_be_met_are_refused(int entries, int chunk, string message)
    {
        var failure = Assert.Throws<ArgumentException>(() => new LiveUploadOptions { MaxEntries = entries, ChunkSize = chunk }.Check());

        Assert.Equal(message, failure.Message);
    }

    async Task StartAsync(int size)
    {
        await ChooseAsync("photos", File("0", "a.txt", size));
        var allowed = await AllowAsync("photos", File("0", "a.txt", size));
        Assert.Equal("ok", await JoinAsync("0", TokenOf(allowed, "0")));
    }

    async Task ChooseAsync(string input, params object[] files)
    {
        var reference = client.NextRef();
        await client.SendFrameAsync(client.JoinRef, reference, client.Topic, "event", new Dictionary<string, object>
        {
            ["type"] = "form",
            ["event"] = client.HandlerOf("#gallery", "phx-change"),
            ["value"] = "",
            ["meta"] = new { _target = input },
            ["uploads"] = new Dictionary<string, object> { [Input(input).Id!] = files },
        });
        client.Applied(await client.ReplyAsync(reference));
    }

    async Task<JsonElement> AllowAsync(string input, params object[] files)
    {
        var reference = client.NextRef();
        await client.SendFrameAsync(client.JoinRef, reference, client.Topic, "allow_upload", new { @ref = Input(input).Id, entries = files });

        return client.Applied(await client.ReplyAsync(reference));
    }

    async Task ProgressAsync(string input, string entry, int progress)
    {
        var reference = client.NextRef();
        await client.SendFrameAsync(client.JoinRef, reference, client.Topic, "progress", new { @ref = Input(input).Id, entry_ref = entry, progress });
        client.Applied(await client.ReplyAsync(reference));
    }

    async Task<string> JoinAsync(string entry, string token)
    {
        var reference = client.NextRef();
        await client.SendFrameAsync(reference, reference, $"lvu:{entry}", "phx_join", new { token });

        return Reason(await client.ReplyAsync(reference));
    }

    async Task<string> SendAsync(string entry, string piece) => Reason(await PieceAsync($"lvu:{entry}", "chunk", piece));

    async Task<JsonElement> PieceAsync(string topic, string @event, string piece)
    {
        var reference = client.NextRef();
        await client.SendAsync(Frame(topic, @event, reference, piece), WebSocketMessageType.Binary, endOfMessage: true);

        return await client.ReplyAsync(reference);
    }

    static byte[] Frame(string topic, string @event, string reference, string piece)
    {
        byte[][] names = [Encoding.UTF8.GetBytes("9"), Encoding.UTF8.GetBytes(reference), Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(@event)];

        return [0, .. names.Select(name => (byte)name.Length), .. names.SelectMany(name => name), .. Encoding.UTF8.GetBytes(piece)];
    }

    // A process that ends takes its file along: its end is what is waited for.
    async Task GoneAsync()
    {
        for (var watch = Stopwatch.StartNew(); site.Node.Snapshot().Any(process => process.Name == "UploadProcess"); await Task.Yield())
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "the writer is still there");

        Assert.Empty(folder.GetFiles());
    }

    static object File(string reference, string name, long size, string type = "text/plain") => new { @ref = reference, name, size, type, relative_path = "", last_modified = 1 };

    static string TokenOf(JsonElement allowed, string entry) => allowed.GetProperty("entries").GetProperty(entry).GetString()!;

    static (int, int, int, int) Limits(JsonElement config) => (
        config.GetProperty("max_file_size").GetInt32(), config.GetProperty("max_entries").GetInt32(),
        config.GetProperty("chunk_size").GetInt32(), config.GetProperty("chunk_timeout").GetInt32());

    static string Reason(JsonElement reply) =>
        reply.GetProperty("response").TryGetProperty("reason", out var reason) ? reason.GetString()! : reply.GetProperty("status").GetString()!;

    AngleSharp.Dom.IElement Input(string name) => client.Page.QuerySelector($"[name={name}]")!;

    string[] Entries => [.. client.Page.QuerySelectorAll("#photos > li").Select(entry => entry.TextContent)];

    string[] Saved => Text("#saved") is { Length: > 0 } text ? text.Split("; ") : [];

    string Text(string selector) => client.Page.QuerySelector(selector)!.TextContent;
}
