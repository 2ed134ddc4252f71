using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class NavigationTests
{
    [Fact]
    public async Task Goes_to_another_address_of_the_view_and_keeps_what_it_has()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems?page=2");
        await client.ClickAsync("#add");

        var response = await client.PatchAsync("/shelf/novels?page=3");

        Assert.Equal("novels 3", response.GetProperty("diff").GetProperty("t").GetString());
        Assert.Equal("page 3, 2 times asked", TextOf(client, "#page"));
        Assert.Equal("/shelf/novels", TextOf(client, "#path"));
        Assert.Equal("/shelf/novels?page=3", TextOf(client, "#location"));
        Assert.Equal("1", TextOf(client, "#add"));
    }

    [Fact]
    public async Task A_parameter_that_the_new_address_lacks_is_as_it_was_at_first()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems?page=2");

        await client.PatchAsync("/shelf/poems");

        Assert.Equal("page 1, 2 times asked", TextOf(client, "#page"));
    }

    [Fact]
    public async Task A_view_changes_its_own_address()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        await client.ClickAsync("#next");
        var push = await client.NextAsync("live_patch");

        Assert.Equal("""{"to":"/shelf/poems?page=2","kind":"push"}""", push[4].GetRawText());
        Assert.Equal("page 2, 2 times asked", TextOf(client, "#page"));
    }

    [Fact]
    public async Task A_message_changes_the_address_as_an_event_does()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        site.ViewOf<ShelfLive>().Pid.Send(new ShelfLive.Turn(9));
        await client.NextAsync("live_patch");
        await client.NextAsync("diff");

        Assert.Equal("page 9, 2 times asked", TextOf(client, "#page"));
    }

    [Fact]
    public async Task An_address_that_is_not_right_is_put_right_before_the_page_is_shown()
    {
        await using var site = await LiveSite.StartAsync();

        var asked = await site.GetAsync("/shelf/old");
        await using var client = await site.JoinAsync("/shelf/poems");
        var joined = await client.NavigateAsync("/shelf/old");

        Assert.Equal("/shelf/new", asked.Headers.Location!.ToString());
        Assert.Equal("""{"to":"/shelf/new","kind":"replace"}""", joined.GetProperty("response").GetProperty("live_patch").GetRawText());
        Assert.Equal("new", TextOf(client, "h1"));
    }

    [Fact]
    public async Task Leaves_the_address_of_another_view_to_the_client()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        foreach (var path in new[] { "/counter", "/login", "/nowhere", "/desk", "/shelf/poems?page=many" })
            Assert.Equal("""{"link_redirect":true}""", (await client.PatchAsync(path)).GetRawText());
    }

    [Theory]
    [InlineData("#lost", "ShelfLive patched to \"/counter\", which is no address of its own.\n\nFor another live view there is Navigate(\"/counter\"), for any other page Redirect(\"/counter\").")]
    [InlineData("#circle", "ShelfLive was patched 20 times in a row, last to \"/shelf/circle\".\n\nLet HandleParams call PutPatch only when the address is not right yet.")]
    public async Task Says_what_is_wrong_with_a_patch(string button, string text)
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        await client.SendEventAsync("click", client.HandlerOf(button, "phx-click"), new { });

        await client.NextAsync("phx_error");

        Assert.Equal(text, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task Joins_another_view_of_the_live_session_over_the_same_connection()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        await client.NavigateAsync("/counter");
        await client.ClickAsync("#add");

        Assert.Equal("1", TextOf(client, "#count"));
    }

    [Fact]
    public async Task Comes_back_after_a_lost_connection_to_where_it_has_gone()
    {
        await using var site = await LiveSite.StartAsync();
        var page = await site.OpenAsync("/shelf/poems");
        await using var patched = await site.ConnectAsync(page, "/shelf/novels?page=4");

        await patched.JoinAsync(mounts: 1);

        Assert.Equal("page 4, 1 times asked", TextOf(patched, "#page"));
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/guarded?secret=yes")]
    [InlineData("/login?name=Eve")]
    [InlineData("/nowhere")]
    [InlineData("/articles/seven")]
    [InlineData("http://elsewhere.example/counter")]
    public async Task Has_the_page_loaded_whose_rules_only_a_request_can_pass(string address)
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        var reply = await client.NavigateAsync(address);

        Assert.Equal("""{"status":"error","response":{"reason":"unauthorized"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task A_page_admits_to_no_other_view_but_by_navigation()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.ConnectAsync("/shelf/poems");

        var reply = await client.JoinAsync(url: new Uri(site.Address, "/counter").ToString());

        Assert.Equal("""{"status":"error","response":{"reason":"unauthorized"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Asks_the_hook_of_a_live_session_at_every_door()
    {
        await using var site = await LiveSite.StartAsync();
        await site.GetAsync("/login?name=Ann");
        var page = await site.OpenAsync("/desk");
        await using var signedIn = await site.ConnectAsync(page, "/desk");
        await signedIn.JoinAsync();

        var loans = await signedIn.NavigateAsync("/loans");

        Assert.Equal("ok", loans.GetProperty("status").GetString());
        Assert.Equal("Loans of Ann", TextOf(signedIn, "h1"));

        site.SignOut();
        await using var signedOut = await site.ConnectAsync(page, "/desk");
        var refused = await signedOut.JoinAsync();
        var refusedToo = await signedOut.NavigateAsync("/loans");
        var asked = await site.GetAsync("/loans");

        Assert.StartsWith("""{"redirect":{"to":"/told","flash":""", refused.GetProperty("response").GetRawText(), StringComparison.Ordinal);
        Assert.StartsWith("""{"redirect":{"to":"/told","flash":""", refusedToo.GetProperty("response").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("/told", asked.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_live_session_has_a_layout_of_its_own()
    {
        await using var site = await LiveSite.StartAsync();
        await site.GetAsync("/login?name=Ann");

        Assert.Equal("Readers:", (await site.OpenAsync("/desk")).Title);
    }

    [Fact]
    public async Task A_connected_view_reads_the_session_and_cannot_change_it()
    {
        await using var site = await LiveSite.StartAsync();
        await site.GetAsync("/login?name=Ann");
        await using var client = await site.JoinAsync("/desk");

        Assert.Equal("Desk of Ann", TextOf(client, "h1"));

        await client.SendEventAsync("click", client.HandlerOf("#steal", "phx-click"), new { });
        await client.NextAsync("phx_error");

        Assert.Equal(
            """
            A live view changed its session, but a session is written with the answer to a request.

            Let a form of the page post to a controller, and change the session there.
            """,
            await site.Log.FirstFailure);
    }

    [Fact]
    public async Task What_a_view_leaves_for_the_next_goes_with_the_navigation()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        var left = (await client.ClickAsync("#desk")).GetProperty("live_redirect");
        await client.NextAsync("phx_close");
        await client.NavigateAsync(left.GetProperty("to").GetString()!, left.GetProperty("flash").GetString());

        Assert.Equal("push", left.GetProperty("kind").GetString());
        Assert.Equal("Mind the step.", TextOf(client, ".flash"));

        await client.EventAsync("click", "lv:clear-flash", new { key = "Notice" });
        Assert.Equal("", TextOf(client, ".flash"));
    }

    [Fact]
    public async Task A_flash_that_nobody_here_has_sealed_is_none()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        var reply = await client.NavigateAsync("/shelf/other", "forged");

        Assert.Equal("ok", reply.GetProperty("status").GetString());
        Assert.Equal("", TextOf(client, ".flash"));
    }

    [Fact]
    public async Task What_a_view_leaves_for_a_page_comes_by_the_cookie_of_the_client()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shelf/poems");

        var left = (await client.ClickAsync("#load")).GetProperty("redirect");
        site.Cookies.Add(new System.Net.Cookie("__phoenix_flash__", left.GetProperty("flash").GetString(), "/", site.Address.Host));

        Assert.Equal("Not here.", await (await site.GetAsync("/told")).Content.ReadAsStringAsync());
        Assert.Equal("nothing", await (await site.GetAsync("/told")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_the_written_page_has_shown_the_joined_one_shows_again_but_only_once()
    {
        await using var site = await LiveSite.StartAsync();
        await site.GetAsync("/login?name=Ann");
        var page = await site.OpenAsync("/desk?note=Hello");
        await using var client = await site.ConnectAsync(page, "/desk");

        await client.JoinAsync(url: new Uri(site.Address, "/desk").ToString());
        Assert.Equal("Hello", TextOf(client, ".flash"));

        await client.JoinAsync(url: new Uri(site.Address, "/desk").ToString(), mounts: 1);
        Assert.Equal("", TextOf(client, ".flash"));
    }

    [Fact]
    public void A_link_goes_one_way_or_the_other()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Rendering.Rendered.Html(new Rendering.Pages.Signpost()));

        Assert.Equal(
            """
            expected a LiveLink to have either Patch or Navigate, got: both, "/a" and "/b"

            Patch stays in the view, Navigate goes to another. For any other page write <a href="...">.
            """,
            failure.Message);
    }

    static string TextOf(ChannelClient client, string selector) => client.Page.QuerySelector(selector)!.TextContent;
}
