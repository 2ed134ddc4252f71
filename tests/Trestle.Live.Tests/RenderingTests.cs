using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class RenderingTests
{
    [Fact]
    public async Task A_hundred_messages_that_wait_cost_one_render_and_one_push()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/tally");
        var (view, log) = await WatchAsync(site, client);
        var gate = new TaskCompletionSource();

        view.Send(new TallyLive.Hold(gate.Task));
        for (var i = 0; i < 100; i++)
            view.Send(new TallyLive.Add(1));
        var before = log.Count;
        gate.SetResult();

        await client.NextAsync("diff");
        Assert.Equal("101", client.Page.QuerySelector("#tally")!.TextContent);
        Assert.Equal(1, log.Count - before);
        Assert.Equal("{}", (await client.EventAsync("click", "Look", new { })).GetRawText());
    }

    [Fact]
    public async Task What_the_answer_to_an_event_has_shown_is_not_rendered_again()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/tally");
        var (view, log) = await WatchAsync(site, client);
        var gate = new TaskCompletionSource();

        view.Send(new TallyLive.Hold(gate.Task));
        view.Send(new TallyLive.Add(1));
        var look = await client.SendEventAsync("click", "Look", new { });
        await client.BeatAsync(); // the socket has passed on what came before
        var before = log.Count;
        gate.SetResult();

        client.Applied(await client.ReplyAsync(look));
        Assert.Equal("2", client.Page.QuerySelector("#tally")!.TextContent);
        view.Send(new TallyLive.Add(1));
        await client.NextAsync("diff");
        Assert.Equal("3", client.Page.QuerySelector("#tally")!.TextContent);
        Assert.Equal(2, log.Count - before);
    }

    // One change before, so that nothing has to be learned of the page any more.
    static async Task<(Pid View, TallyLive.RenderLog Log)> WatchAsync(LiveSite site, ChannelClient client)
    {
        var view = site.Node.Snapshot().Single(process => process.Name == nameof(TallyLive)).Pid;
        var log = new TallyLive.RenderLog();
        view.Send(log);
        view.Send(new TallyLive.Add(1));
        await client.NextAsync("diff");

        return (view, log);
    }
}
