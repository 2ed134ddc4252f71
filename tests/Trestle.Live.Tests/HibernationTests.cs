using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class HibernationTests
{
    static readonly TimeSpan patience = new LiveOptions().HibernateAfter;

    [Fact]
    public async Task A_view_lets_go_of_what_it_can_make_again_when_nothing_has_come_for_a_while()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shrinking");

        await RestAsync(site, patience);
        await client.ClickAsync("#look");

        Assert.Equal(("nothing", "1"), (TextOf(client, "#held"), TextOf(client, "#shrunk")));
    }

    [Fact]
    public async Task Once_each_time_it_rests_and_not_before()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/shrinking");

        await RestAsync(site, patience / 2);
        await client.ClickAsync("#look");
        await RestAsync(site, patience * 0.9);
        await client.ClickAsync("#look");
        Assert.Equal(("2 lines", "0"), (TextOf(client, "#held"), TextOf(client, "#shrunk")));

        await RestAsync(site, patience);
        await RestAsync(site, patience);
        await client.ClickAsync("#load");
        Assert.Equal(("2 lines", "1"), (TextOf(client, "#held"), TextOf(client, "#shrunk")));

        await RestAsync(site, patience);
        await client.ClickAsync("#look");
        Assert.Equal(("nothing", "2"), (TextOf(client, "#held"), TextOf(client, "#shrunk")));
    }

    // Whether it rests it looks when its timer rings: that has to have been handled.
    static async Task RestAsync(LiveSite site, TimeSpan time)
    {
        site.Time.Advance(time);
        await Sys.GetStateAsync(site.ViewOf<ShrinkingLive>().Pid);
    }

    static string TextOf(ChannelClient client, string selector) => client.Page.QuerySelector(selector)!.TextContent;
}
