namespace Trestle.Live.Tests;

public class NamedEventTests
{
    [Fact]
    public async Task Calls_the_method_that_a_binding_names()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/events");

        await client.ClickAsync("#named");

        Assert.Equal("told", client.Page.QuerySelector("#told")!.TextContent);
    }

    [Fact]
    public async Task Gives_a_hook_what_the_method_returns()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/events");

        var response = await client.EventAsync("hook", "moved", new { x = 1, y = 2 });
        var later = await client.EventAsync("hook", "Later", new { });

        Assert.Equal("""{"x":2,"y":2}""", response.GetProperty("diff").GetProperty("r").GetRawText());
        Assert.Equal("1 2", client.Page.QuerySelector("#told")!.TextContent);
        Assert.Equal("""{"diff":{"r":7}}""", later.GetRawText());
    }

    [Fact]
    public async Task Reads_a_click_and_a_form_as_handlers_do()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/events");

        await client.EventAsync("click", "Click", new { value = "v" });
        Assert.Equal("v", client.Page.QuerySelector("#told")!.TextContent);

        await client.EventAsync("form", "Typed", "word=arch");
        Assert.Equal("arch", client.Page.QuerySelector("#told")!.TextContent);
    }

    [Fact]
    public async Task Refuses_what_does_not_fit_and_what_is_not_meant_for_the_browser()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/events");

        Assert.Equal("{}", (await client.EventAsync("hook", "moved", new { x = "wide" })).GetRawText());
        Assert.Equal("{}", (await client.EventAsync("hook", "Hidden", new { })).GetRawText());
        Assert.StartsWith("EventsLive refused an event: expected a Position for Moved, but it does not fit: ", Assert.Single(site.Log.Lines));
    }

    [Fact]
    public async Task Tells_scripts_what_no_markup_says()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/events");

        var response = await client.ClickAsync("#push");

        Assert.Equal("""{"diff":{"e":[["draw",{"x":3,"name":"a\u0022b"}]]}}""", response.GetRawText());
    }
}
