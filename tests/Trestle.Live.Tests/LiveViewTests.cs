using System.Text.Json;
using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class LiveViewTests
{
    [Fact]
    public async Task Writes_the_page_before_any_browser_has_connected()
    {
        await using var site = await LiveSite.StartAsync();

        var page = await site.OpenAsync("/counter");

        Assert.Equal("Counter", page.Title);
        Assert.Equal("0", page.QuerySelector("[data-phx-main] #count")!.TextContent);
        Assert.Equal("", page.QuerySelector("[data-phx-main]")!.GetAttribute("data-phx-static"));
    }

    [Fact]
    public async Task Joins_and_shows_the_same_page()
    {
        await using var site = await LiveSite.StartAsync();
        var written = await site.OpenAsync("/counter");
        await using var client = await site.ConnectAsync("/counter");

        var reply = await client.JoinAsync();

        Assert.Equal("1.2.12", reply.GetProperty("response").GetProperty("liveview_version").GetString());
        Assert.Equal("Counter", reply.GetProperty("response").GetProperty("rendered").GetProperty("t").GetString());
        Assert.Equal(written.QuerySelector("[data-phx-main]")!.InnerHtml, client.Page.Body!.InnerHtml);
    }

    [Fact]
    public async Task Stands_in_the_layout_it_names_fills_its_sections_once_and_keeps_no_piece_of_itself()
    {
        await using var site = await LiveSite.StartAsync();
        var page = await site.OpenAsync("/section");
        await using var client = await site.JoinAsync("/section");

        await client.ClickAsync("#add");
        await client.ClickAsync("#add");

        Assert.Equal("<b>nothing</b> counted", page.QuerySelector("aside")!.InnerHtml);
        Assert.Equal("0", page.QuerySelector("main [data-phx-main] #add")!.TextContent);
        Assert.Equal("2", client.Page.QuerySelector("#add")!.TextContent);
    }

    [Fact]
    public async Task Answers_a_click_with_what_it_changed()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.ClickAsync("#add");
        await client.ClickAsync("#add");

        Assert.Equal("2", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Refuses_a_form_that_is_none_and_goes_on_as_it_was()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/form");
        await client.FormAsync("#article", "phx-change", "title=Kept", "title");

        await client.FormAsync("#article", "phx-submit", "title=%zz");

        Assert.Equal("Kept", client.Page.QuerySelector("input")!.GetAttribute("value"));
        Assert.StartsWith("FormLive refused an event: ", Assert.Single(site.Log.Lines));
        await client.FormAsync("#article", "phx-submit", "title=Mended");
        Assert.Equal("Saved Mended", client.Page.QuerySelector(".saved")!.TextContent);
    }

    [Fact]
    public async Task Answers_an_event_that_nothing_on_the_page_handles()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        var unknown = await client.EventAsync("click", "~0123456789abcdef", new { value = "" });
        var named = await client.EventAsync("click", "lv:clear-flash", new { });

        Assert.Equal("{}", unknown.GetRawText());
        Assert.Equal("{}", named.GetRawText());
    }

    [Fact]
    public async Task Reads_a_form_as_a_params_record()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/form");

        await client.FormAsync("#article", "phx-change", "_unused_body=&title=Bob+%26+co%C3%A9", "title");

        Assert.Equal("9 characters, target title", client.Page.QuerySelector("p")!.TextContent);
        Assert.Equal("Bob & coé", client.Page.QuerySelector("input")!.GetAttribute("value"));

        await client.FormAsync("#article", "phx-submit", "title=%3Cscript%3E");

        Assert.Equal("Saved <script>", client.Page.QuerySelector(".saved")!.TextContent);
    }

    [Fact]
    public async Task Keeps_rows_by_their_keys()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/rows");

        await client.ClickAsync("#reverse");
        Assert.Equal(["row-3", "row-2", "row-1"], RowsOf(client));

        await client.ClickAsync("#row-2 button");
        Assert.Equal(["row-3", "row-1"], RowsOf(client));

        var reversed = await client.ClickAsync("#reverse");
        Assert.Equal(["row-1", "row-3"], RowsOf(client));
        Assert.Contains("\"km\":true", reversed.GetRawText(), StringComparison.Ordinal);

        static string?[] RowsOf(ChannelClient client) => [.. client.Page.QuerySelectorAll("li").Select(row => row.Id)];
    }

    [Fact]
    public async Task Pushes_what_a_published_fact_changed()
    {
        await using var site = await LiveSite.StartAsync();
        await using var one = await site.JoinAsync("/counter");
        await using var two = await site.JoinAsync("/counter");

        site.Node.PubSub.Publish(new CounterLive.Counted(5));

        foreach (var client in new[] { one, two })
        {
            var push = await client.NextAsync("diff");

            Assert.Equal(JsonValueKind.Null, push[1].ValueKind);
            Assert.Equal("5", client.Page.QuerySelector("#count")!.TextContent);
        }
    }

    [Fact]
    public async Task Renders_once_for_the_messages_that_wait_together()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        // Published by one process in one turn, while the view's process may be anywhere: at most as many renders as messages.
        for (var i = 0; i < 100; i++)
            site.Node.PubSub.Publish(new CounterLive.Counted(1));

        var pushes = 0;

        while (client.Page.QuerySelector("#count")!.TextContent != "100")
        {
            await client.NextAsync("diff");
            pushes++;
        }

        Assert.InRange(pushes, 1, 99);
    }

    [Fact]
    public async Task Takes_a_message_it_has_sent_to_itself_for_later()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        await client.ClickAsync("#wait");
        site.Time.Advance(TimeSpan.FromSeconds(30));
        await client.NextAsync("diff");

        Assert.Equal("10", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Sends_a_new_title_along()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        var response = await client.ClickAsync("#name");

        Assert.Equal("""{"diff":{"t":"Counted 0"}}""", response.GetRawText());
    }

    [Fact]
    public async Task Redirects_from_an_event_and_ends()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        var response = await client.ClickAsync("#away");
        await client.NextAsync("phx_close");

        Assert.Equal("""{"redirect":{"to":"/elsewhere"}}""", response.GetRawText());
    }

    [Fact]
    public async Task Redirects_from_a_message_and_ends()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        site.ViewOf<CounterLive>().Pid.Send(new CounterLive.Leave("/elsewhere"));
        var push = await client.NextAsync("redirect");
        await client.NextAsync("phx_close");

        Assert.Equal("""{"to":"/elsewhere"}""", push[4].GetRawText());
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    public void A_view_redirects_nobody_to_another_site(string to) => Assert.Equal(
        $"""
        expected a redirect to a path of this application, got: "{to}"

        Begin the path with one "/": Redirect(to: "/articles"). For another site say so: RedirectAway(new("https://...")).
        """,
        Assert.Throws<ArgumentException>(() => new Straying().Go(to)).Message);

    sealed class Straying : LiveView
    {
        public void Go(string to) => Redirect(to);
    }

    [Fact]
    public async Task Redirects_before_it_is_ever_shown()
    {
        await using var site = await LiveSite.StartAsync();

        var response = await site.GetAsync("/moved");

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal("/counter", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Fills_parameters_from_the_address()
    {
        await using var site = await LiveSite.StartAsync();
        var written = await site.OpenAsync("/articles/7?page=3&id=9");
        await using var client = await site.JoinAsync("/articles/7?page=3&id=9");

        Assert.Equal("Article 7, page 3, written, /articles/7", written.QuerySelector("p")!.TextContent);
        Assert.Equal("Article 7, page 3, connected, /articles/7", client.Page.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public async Task A_connected_view_knows_the_address_it_was_opened_at()
    {
        await using var site = await LiveSite.StartAsync();
        var written = await site.OpenAsync("/articles/7");
        await using var client = await site.JoinAsync("/articles/7");

        Assert.Matches("^http://127.0.0.1:[0-9]+/articles/7$", written.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(written.QuerySelector("a")!.OuterHtml, client.Page.QuerySelector("a")!.OuterHtml);
    }

    [Fact]
    public async Task Answers_404_when_a_parameter_does_not_fit()
    {
        await using var site = await LiveSite.StartAsync();

        var response = await site.GetAsync("/articles/seven");

        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task Answers_a_call_as_any_process_does()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");
        await client.ClickAsync("#add");

        var count = await site.ViewOf<CounterLive>().CallAsync(new CounterLive.GetCount());

        Assert.Equal(1, count);
    }
}
