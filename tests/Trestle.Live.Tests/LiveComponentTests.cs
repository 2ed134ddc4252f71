using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class LiveComponentTests
{
    [Fact]
    public async Task Is_on_the_page_before_any_browser_has_connected()
    {
        await using var site = await LiveSite.StartAsync();

        var page = await site.OpenAsync("/cart");

        Assert.Equal(
            ["plum 0 at 2, mounted 1, updated 1", "fig 0 at 2, mounted 1, updated 1"],
            page.QuerySelectorAll(".count").Select(line => line.TextContent));
    }

    [Fact]
    public async Task Each_of_a_class_has_fields_of_its_own_and_only_what_changed_in_it_is_sent()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        var response = await client.ClickAsync("#line-fig .add");

        Assert.Equal(["plum 0 at 2, mounted 1, updated 1", "fig 1 at 2, mounted 1, updated 1"], LinesOf(client));
        Assert.Equal("""{"diff":{"c":{"2":{"2":"1"}}}}""", response.GetRawText());
    }

    [Fact]
    public async Task The_join_sends_it_beside_the_view_with_the_element_that_the_client_marks()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.ConnectAsync("/cart");

        var rendered = (await client.JoinAsync()).GetProperty("response").GetProperty("rendered");

        Assert.Equal(["1", "2"], rendered.GetProperty("c").EnumerateObject().Select(component => component.Name));
        Assert.Equal(1, rendered.GetProperty("c").GetProperty("1").GetProperty("r").GetInt32());
        Assert.Equal("1", client.Page.QuerySelector("#line-plum")!.GetAttribute("data-phx-component"));
    }

    [Fact]
    public async Task It_tells_its_view_and_its_view_tells_it()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");
        await client.ClickAsync("#line-plum .add");

        await client.ClickAsync("#line-plum .buy");
        Assert.Equal("2", client.Page.QuerySelector("h1")!.TextContent);

        await client.ClickAsync("#dearer");
        await client.ClickAsync("#same");
        Assert.Equal(["plum 1 at 3, mounted 1, updated 2", "fig 0 at 3, mounted 1, updated 2"], LinesOf(client));
    }

    [Fact]
    public async Task An_event_by_name_reaches_the_one_it_is_for()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        var response = await client.EventAsync("click", "Tell", new { word = "told" }, cid: 2);

        Assert.Equal(["", "told"], client.Page.QuerySelectorAll(".said").Select(said => said.TextContent));
        Assert.Equal("2", client.Page.QuerySelector("#line-fig .name")!.GetAttribute("phx-target"));
        Assert.Equal("fig", response.GetProperty("diff").GetProperty("r").GetString());
        Assert.Equal("""[["told",{"id":"fig"}]]""", response.GetProperty("diff").GetProperty("e").GetRawText());
        Assert.Equal("{}", (await client.EventAsync("click", "Tell", new { word = "told" }, cid: 77)).GetRawText());
        Assert.Equal("{}", (await client.EventAsync("click", "Hidden", new { word = "told" }, cid: 2)).GetRawText());
    }

    [Fact]
    public async Task A_message_reaches_the_one_it_is_for()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");
        var view = site.ViewOf<CartLive>().Pid;

        view.Send(LiveComponent.MessageTo<CartLine>("gone", new CartLine.Say("nobody")));
        view.Send("hello");
        await client.NextAsync("diff");

        Assert.Equal(["", "hello"], client.Page.QuerySelectorAll(".said").Select(said => said.TextContent));
    }

    [Fact]
    public async Task It_moves_with_its_key_and_keeps_what_it_has()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");
        await client.ClickAsync("#line-fig .add");

        var response = await client.ClickAsync("#reverse");

        Assert.Equal(["fig 1 at 2, mounted 1, updated 1", "plum 0 at 2, mounted 1, updated 1"], LinesOf(client));
        Assert.False(response.GetProperty("diff").TryGetProperty("c", out _));
    }

    [Fact]
    public async Task One_that_comes_later_is_mounted_then()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        var response = await client.ClickAsync("#add");

        Assert.Equal("pear 0 at 2, mounted 1, updated 1", LinesOf(client).Last());
        Assert.Equal(["3"], response.GetProperty("diff").GetProperty("c").EnumerateObject().Select(component => component.Name));
    }

    [Fact]
    public async Task One_may_hold_others()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");
        await client.ClickAsync("#line-fig .add");
        await client.ClickAsync("#line-fig .add");

        await client.ClickAsync("#line-fig small");
        await client.ClickAsync("#line-fig .add");

        Assert.Equal("3 of fig, read 1", client.Page.QuerySelector("small")!.TextContent);
    }

    [Fact]
    public async Task One_that_was_hidden_and_is_shown_again_is_as_it_was_until_the_browser_has_dropped_it()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");
        await client.ClickAsync("#line-fig .add");

        await client.ClickAsync("#hide");
        await client.AskAsync("cids_will_destroy", new { cids = new[] { 1, 2 } });
        var again = await client.ClickAsync("#hide");
        Assert.Equal("fig 1 at 2, mounted 1, updated 1", LinesOf(client).Last());
        Assert.True(again.GetProperty("diff").GetProperty("c").GetProperty("2").TryGetProperty("s", out _));
        Assert.Equal("""{"cids":[]}""", (await client.AskAsync("cids_destroyed", new { cids = new[] { 1, 2 } })).GetRawText());

        await client.ClickAsync("#hide");
        await client.AskAsync("cids_will_destroy", new { cids = new[] { 1, 2 } });
        Assert.Equal("""{"cids":[1,2]}""", (await client.AskAsync("cids_destroyed", new { cids = new[] { 1, 2 } })).GetRawText());
        await client.ClickAsync("#hide");
        Assert.Equal(["plum 0 at 2, mounted 1, updated 1", "fig 0 at 2, mounted 1, updated 1"], LinesOf(client));
    }

    [Fact]
    public async Task A_list_of_components_that_is_none_is_answered_as_an_unknown_event()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        Assert.Equal("unmatched event", (await client.AskAsync("cids_destroyed", new { cids = "all" })).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_crash_of_one_is_a_crash_of_its_view()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        await client.SendEventAsync("click", client.HandlerOf("#line-fig .crash", "phx-click"), new { value = "" });

        await client.NextAsync("phx_error");
        Assert.Contains("fig is rotten", await site.Log.FirstFailure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nameless", "CartNote has no id, which tells it from others of its class on the page.\n\nGive it one: <CartNote Id=\"...\" />.")]
    [InlineData("roots", "TwoRoots has not one element at its root, by which the browser finds it.\n\nPut all of it into one: <div>...</div>.")]
    [InlineData("row", "A row of a stream has a CartNote, but the view does not have it any more after it was sent.\n\nShow it where the view keeps what is around it, or let it inherit Component.")]
    public async Task What_it_cannot_be_is_said(string how, string message)
    {
        await using var site = await LiveSite.StartAsync();

        Assert.Contains(message, (await Assert.ThrowsAsync<InvalidOperationException>(() => site.OpenAsync($"/loose/{how}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_of_one_name_are_refused()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/cart");

        await client.SendEventAsync("click", client.HandlerOf("#twice", "phx-click"), new { value = "" });

        await client.NextAsync("phx_error");
        Assert.Contains(
            "The page has two CartLine with the id \"plum\", and both would be the same one.\n\nGive each an id of its own: <CartLine Id=\"@line.Id\" />.",
            await site.Log.FirstFailure, StringComparison.Ordinal);
    }

    static string[] LinesOf(ChannelClient client) => [.. client.Page.QuerySelectorAll(".count").Select(line => line.TextContent)];
}
