using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class LiveChildTests
{
    [Fact]
    public async Task The_written_page_has_what_the_views_within_it_show()
    {
        await using var site = await LiveSite.StartAsync();

        var page = await site.OpenAsync("/nest");

        var main = page.QuerySelector("[data-phx-main]")!;
        var clock = page.GetElementById("clock-Rome")!;
        Assert.Equal(["Rome 3", "Oslo 3"], page.QuerySelectorAll(".clock").Select(one => one.TextContent));
        Assert.Equal("/nest", clock.QuerySelector(".at")!.TextContent);
        Assert.Equal((main.Id, ""), (clock.GetAttribute("data-phx-parent-id"), clock.GetAttribute("data-phx-session")));
        Assert.Equal("", page.Title);

        // A sticky one is joined by itself, as a root.
        var player = page.GetElementById("player")!;
        Assert.True(player.HasAttribute("data-phx-sticky"));
        Assert.False(player.HasAttribute("data-phx-parent-id"));
        Assert.NotEqual("", player.GetAttribute("data-phx-session"));
    }

    [Fact]
    public async Task Each_is_a_process_with_a_topic_of_its_own_and_changes_by_itself()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, oslo) = await JoinNestAsync(site);
        await using var _ = client;

        var ticked = await rome.ClickAsync(".tick");
        Assert.Equal("Rome 4", rome.Page.QuerySelector(".clock")!.TextContent);
        Assert.DoesNotContain("Oslo", ticked.GetRawText(), StringComparison.Ordinal);

        site.Node.PubSub.Publish(new ClockLive.Tick(10));
        var first = await client.NextAsync("diff");
        var second = await client.NextAsync("diff");
        Assert.Equal([oslo.Topic, rome.Topic], new[] { first[2].GetString(), second[2].GetString() }.Order());
        Assert.Equal(2, site.Node.Snapshot().Count(process => process.Name == nameof(ClockLive)));
        Assert.Equal("0 ", client.Page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Its_parent_sends_its_token_once_and_nothing_of_what_it_shows()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, _) = await JoinNestAsync(site);
        await using var __ = client;
        var session = rome.SessionOnPage;

        var added = await client.ClickAsync("#add");

        Assert.Equal("""{"diff":{"0":"1"}}""", added.GetRawText());
        Assert.Equal(session, rome.SessionOnPage);
        Assert.Equal("", client.Page.GetElementById("clock-Rome")!.InnerHtml);
    }

    [Fact]
    public async Task The_page_keeps_its_own_title()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/nest");
        var clock = new ChildClient(client, "clock-Rome");

        var joined = await clock.JoinAsync();

        Assert.False(joined.GetProperty("response").GetProperty("rendered").TryGetProperty("t", out _));
    }

    [Fact]
    public async Task A_crash_of_it_leaves_its_parent_as_it_was_and_it_is_joined_again()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, oslo) = await JoinNestAsync(site);
        await using var _ = client;
        await client.ClickAsync("#add");
        await oslo.ClickAsync(".tick");

        await rome.SendClickAsync(".crash");
        await rome.NextAsync("phx_error");
        await rome.JoinAsync(mounts: 1);

        Assert.Equal("Rome 3", rome.Page.QuerySelector(".clock")!.TextContent);
        await client.ClickAsync("#add");
        await oslo.ClickAsync(".tick");
        Assert.Equal("2 ", client.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Oslo 5", oslo.Page.QuerySelector(".clock")!.TextContent);
    }

    [Fact]
    public async Task It_ends_with_its_parent_and_not_as_a_crash()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/nest");
        var clock = new ChildClient(client, "clock-Rome");
        await clock.JoinAsync();

        await client.SendEventAsync("click", client.HandlerOf("#crash", "phx-click"), new { });

        await client.NextAsync("phx_error");
        await clock.NextAsync("phx_close");
        Assert.DoesNotContain(site.Node.Snapshot(), process => process.Name == nameof(ClockLive));
    }

    [Fact]
    public async Task One_whose_parent_has_gone_cannot_be_joined_and_no_page_is_loaded_for_it()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, _) = await JoinNestAsync(site);
        await using var __ = client;
        var former = rome.SessionOnPage;
        await client.JoinAsync(mounts: 1);
        Assert.NotEqual(former, rome.SessionOnPage);
        await client.NextAsync(3);

        var refused = await rome.JoinAsync(former);

        Assert.Equal("""{"status":"error","response":{"reason":"its parent has gone"}}""", refused.GetRawText());
        Assert.Equal("ok", (await rome.JoinAsync(mounts: 1)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_has_no_address()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, _) = await JoinNestAsync(site);
        await using var __ = client;

        // A token of it admits to itself alone, whatever address a browser names.
        await rome.JoinAsync(redirect: new Uri(site.Address, "/counter").ToString());
        Assert.Equal("Rome 3", rome.Page.QuerySelector(".clock")!.TextContent);

        await rome.SendClickAsync(".patch");
        Assert.Equal(["phx_close", "phx_error"], await client.NextAsync(2));
        Assert.Equal(
            """
            ClockLive patched to "/nest?page=2", but it is a part of a page and has no address.

            Let the page's own view do so, or send the browser to another one: Navigate("/nest?page=2").
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task It_sends_the_browser_to_another_page()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, _) = await JoinNestAsync(site);
        await using var __ = client;

        var left = await rome.ClickAsync(".leave");

        Assert.Equal("""{"live_redirect":{"to":"/counter","kind":"push"}}""", left.GetRawText());
    }

    [Fact]
    public async Task What_it_keeps_at_the_browser_is_of_its_own_page_alone()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, rome, _) = await JoinNestAsync(site);
        await using var __ = client;
        var token = (await rome.ClickAsync(".tick")).GetProperty("diff").GetProperty("e")[0][1].GetProperty("token").GetString();
        await using var other = await site.JoinAsync("/nest");
        var elsewhere = new ChildClient(other, "clock-Rome");

        await rome.JoinAsync(mounts: 1, checkpoint: token);
        await elsewhere.JoinAsync(mounts: 1, checkpoint: token);

        Assert.Equal("Rome 4", rome.Page.QuerySelector(".clock")!.TextContent);
        Assert.Equal("Rome 3", elsewhere.Page.QuerySelector(".clock")!.TextContent);
    }

    [Fact]
    public async Task A_sticky_one_goes_on_when_the_page_s_view_gives_way_to_another()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/nest");
        var (clock, player) = (new ChildClient(client, "clock-Rome"), new ChildClient(client, "player"));
        await clock.JoinAsync();
        await player.JoinAsync();
        await player.ClickAsync("#add");

        await client.NavigateAsync("/nest/next");

        Assert.Equal("Next", client.Page.QuerySelector("h1")!.TextContent);
        Assert.True(client.Page.GetElementById("player")!.HasAttribute("data-phx-sticky"));
        await player.ClickAsync("#add");
        Assert.Equal("2", player.Page.QuerySelector("#count")!.TextContent);
        Assert.DoesNotContain(site.Node.Snapshot(), process => process.Name is nameof(ClockLive) or nameof(NestLive));
    }

    [Fact]
    public async Task A_sticky_one_is_asked_the_rules_of_its_live_session_when_it_comes_back()
    {
        await using var site = await LiveSite.StartAsync();
        await site.GetAsync("/login?name=Ann");
        var page = await site.OpenAsync("/desk/nest");
        var session = page.GetElementById("player")!.GetAttribute("data-phx-session");
        site.SignOut();
        await using var client = await site.ConnectAsync(page, "/desk/nest");

        var refused = await new ChildClient(client, "player").JoinAsync(session);

        Assert.Equal("error", refused.GetProperty("status").GetString());
        Assert.True(refused.GetProperty("response").TryGetProperty("redirect", out _), refused.GetRawText());
    }

    [Theory]
    [InlineData("nameless",
        """
        A LiveChild shows ClockLive, but has no id, by which the browser finds it.

        Give it one: <LiveChild TView="ClockLive" Id="..." />.
        """)]
    [InlineData("twice",
        """
        The page shows two live views with the id "clock", and the browser would take them for one.

        Give each an id of its own: <LiveChild TView="..." Id="clock-@city.Id" />.
        """)]
    [InlineData("unfit",
        """
        ClockLive cannot be shown with Start="soon": a value does not fit its property.

        A LiveChild is given what an address can hold: texts, numbers, dates.
        """)]
    public async Task What_is_wrong_with_it_is_told_with_what_to_do(string how, string message)
    {
        await using var site = await LiveSite.StartAsync();

        await site.GetAsync($"/nest/wrong/{how}");

        Assert.Equal(message, await site.Log.FirstFailure);
    }

    [Fact]
    public void It_stands_in_live_views_alone_and_a_portal_leads_somewhere()
    {
        var context = new ViewContext { Path = "/", Services = new ServiceCollection().BuildServiceProvider() };

        var homeless = Assert.Throws<InvalidOperationException>(() => HtmlRenderer.Text(Show<LiveChild<ClockLive>>(("Id", "clock")), context));
        var aimless = Assert.Throws<InvalidOperationException>(() => HtmlRenderer.Text(Show<LivePortal>(("Id", "menu")), context));

        Assert.Equal(
            """
            ClockLive is shown by a LiveChild that stands in no live view.

            Show it in one, or give it a route of its own: Live<ClockLive>("/...").
            """, homeless.Message);
        Assert.Equal(
            """
            A LivePortal needs an id, and the place that it leads to, got: Id="menu" To=""

                <LivePortal Id="menu" To="#overlays">...</LivePortal>
            """, aimless.Message);
    }

    static RenderFragment Show<TComponent>(params (string Name, object Value)[] parameters)
        where TComponent : Component => builder =>
    {
        builder.OpenComponent<TComponent>(0);

        foreach (var (name, value) in parameters)
            builder.AddComponentParameter(1, name, value);

        builder.CloseComponent();
    };

    static async Task<(ChannelClient Client, ChildClient Rome, ChildClient Oslo)> JoinNestAsync(LiveSite site)
    {
        var client = await site.JoinAsync("/nest");
        var (rome, oslo) = (new ChildClient(client, "clock-Rome"), new ChildClient(client, "clock-Oslo"));
        await rome.JoinAsync();
        await oslo.JoinAsync();

        return (client, rome, oslo);
    }
}
