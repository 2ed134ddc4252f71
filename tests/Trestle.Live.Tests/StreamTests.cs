using Trestle.Live.Tests.Pages;
using Trestle.Live.Tests.Rendering;
using Trestle.Live.Tests.Rendering.Pages;
using static Trestle.Live.Tests.Pages.ChatLive;

namespace Trestle.Live.Tests;

public class StreamTests
{
    [Fact]
    public async Task Writes_and_joins_what_is_there_at_first()
    {
        await using var site = await LiveSite.StartAsync();
        var written = await site.OpenAsync("/chat");
        await using var client = await site.JoinAsync("/chat");

        Assert.Equal(["empty", "message-1", "message-2"], written.QuerySelectorAll("#messages > li").Select(row => row.Id));
        Assert.Equal(["empty", "message-1", "message-2"], RowsOf(client));
        Assert.Equal(written.QuerySelector("#messages")!.InnerHtml, client.Page.QuerySelector("#messages")!.InnerHtml);
    }

    [Fact]
    public async Task Sends_a_row_once_and_forgets_it()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        Change(site, messages => messages.Insert(new(3, "three")));
        var push = (await client.NextAsync("diff"))[4].GetRawText();
        Change(site, messages => messages.Insert(new(0, "zero"), at: 0));
        await client.NextAsync("diff");
        var renamed = (await client.ClickAsync("#rename")).GetRawText();

        Assert.Contains("three", push, StringComparison.Ordinal);
        Assert.DoesNotContain("one", push, StringComparison.Ordinal);
        Assert.Equal(["empty", "message-0", "message-1", "message-2", "message-3"], RowsOf(client));
        Assert.DoesNotContain("message-", renamed, StringComparison.Ordinal);
        Assert.Equal(["empty", "message-0", "message-1", "message-2", "message-3"], RowsOf(client));
        Assert.Equal("Renamed", client.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Changes_a_row_where_it_stands_and_only_there_when_told()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        Change(site, messages =>
        {
            messages.Insert(new(1, "new words"));
            messages.Insert(new(9, "never seen"), updateOnly: true);
        });
        await client.NextAsync("diff");

        Assert.Equal(["empty", "message-1", "message-2"], RowsOf(client));
        Assert.Equal(["new", "words"], client.Page.QuerySelectorAll("#message-1 b").Select(word => word.TextContent));
    }

    [Fact]
    public async Task Deletes_limits_and_begins_anew()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        await client.EventAsync("click", "Delete", new { id = 1 });
        Assert.Equal(["empty", "message-2"], RowsOf(client));

        Change(site, messages =>
        {
            messages.Insert(new(5, "five"), at: 0, limit: 2);
            messages.Insert(new(6, "six"), at: 0, limit: 2);
        });
        await client.NextAsync("diff");
        Assert.Equal(["empty", "message-6", "message-5"], RowsOf(client));

        Change(site, messages => messages.Reset([new(7, "seven")]));
        await client.NextAsync("diff");
        Assert.Equal(["empty", "message-7"], RowsOf(client));
    }

    [Fact]
    public async Task What_was_put_in_and_taken_out_before_it_was_sent_is_not_sent()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        Change(site, messages =>
        {
            messages.Insert(new(3, "three"));
            messages.Delete(new(3, "three"));
        });
        var push = (await client.NextAsync("diff"))[4].GetRawText();

        Assert.DoesNotContain("three", push, StringComparison.Ordinal);
        Assert.Equal(["empty", "message-1", "message-2"], RowsOf(client));
    }

    [Fact]
    public async Task Waits_while_it_is_not_shown()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        await client.ClickAsync("#hide");
        Change(site, messages => messages.Insert(new(3, "three")));
        await client.ClickAsync("#hide");

        Assert.Contains("message-3", RowsOf(client));
    }

    [Fact]
    public async Task A_view_has_as_many_streams_as_it_likes()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/chat");

        Assert.Equal(["other"], client.Page.QuerySelectorAll("#others > li").Select(row => row.Id));
    }

    [Fact]
    public void Says_what_is_wrong_with_a_stream()
    {
        Assert.Equal(
            """
            A row of a stream has a handler, @onclick, but the view does not have it any more after it was sent.

            Let it call a method by name: phx-click="@nameof(Delete)" phx-value-id="@message.Id", with [LiveEvent] void Delete(ClickEvent click).
            """,
            Failure(new RowHandler()));
        Assert.Equal(
            """
            A StreamList was gone over outside of an element with phx-update="stream", where nothing would be kept of it.

            Put the foreach into one that has an id: <ul id="messages" phx-update="stream">. For a list that the view keeps, take a List.
            """,
            Failure(new LooseStream()));
        Assert.Equal(
            """
            An element has phx-update="stream", but shows no StreamList.

            Let a foreach in it go over one: @foreach (var message in messages) { <li id="@messages.IdOf(message)">...</li> }
            """,
            Failure(new EmptyStream()));
        Assert.Equal(
            """
            A stream has 1 rows to show, one, but its element holds 0 elements with such an id.

            Give each row the id that its list says: <li id="@messages.IdOf(message)">.
            """,
            Failure(new NamelessRow()));
        Assert.Equal(
            """
            The page shows one StreamList twice, but the browser keeps each of its rows in one place.

            Show it once. For a second list, take a second StreamList, with other ids: new StreamList<Message>(message => $"copy-{message.Id}").
            """,
            Failure(new DoubledStream()));
    }

    static string Failure(Component page) => Assert.Throws<InvalidOperationException>(() => Rendered.Html(page)).Message;

    static void Change(LiveSite site, Action<StreamList<Message>> of) => site.ViewOf<ChatLive>().Pid.Send(new Change(of));

    static IEnumerable<string?> RowsOf(ChannelClient client) => client.Page.QuerySelectorAll("#messages > li").Select(row => row.Id);
}
