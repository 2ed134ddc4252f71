using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class SharedViewTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task One_process_shows_it_to_all_and_a_page_is_written_with_what_it_shows_now()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, _) = await JoinAsync(site);
        await using var __ = first;
        await GoalAsync(site, "Ann");

        var page = await site.OpenAsync("/stadium");

        Assert.Equal("Rome 1", page.QuerySelector("#score .score")!.TextContent);
        Assert.Equal("Ann", page.QuerySelector("#score li")!.TextContent);
        Assert.Single(site.Node.Snapshot(), process => process.Name == nameof(ScoreLive));
    }

    [Fact]
    public async Task What_has_changed_is_told_to_all_who_look()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;

        await GoalAsync(site, "Ann");

        var (told, alike) = (await score.NextAsync("diff"), await same.NextAsync("diff"));
        Assert.Equal(told.GetRawText(), alike.GetRawText());
        Assert.Equal("Rome 1", score.Page.QuerySelector(".score")!.TextContent);
        Assert.Equal("Ann", same.Page.QuerySelector("li")!.TextContent);
    }

    [Fact]
    public async Task Who_comes_later_is_shown_all_and_then_what_changes()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;
        await GoalAsync(site, "Ann");
        await score.NextAsync("diff");

        var (second, late) = await JoinAsync(site);
        await using var __ = second;
        Assert.Equal(["Ann"], late.Page.QuerySelectorAll("li").Select(line => line.TextContent));

        await GoalAsync(site, "Bob");
        await score.NextAsync("diff");
        await late.NextAsync("diff");
        Assert.Equal(["Ann", "Bob"], late.Page.QuerySelectorAll("li").Select(line => line.TextContent));
        Assert.Equal(score.Page.Body!.InnerHtml, late.Page.Body!.InnerHtml);
    }

    [Fact]
    public async Task An_event_of_one_reader_is_answered_and_shows_at_all()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;

        var answer = await score.ClickAsync(".goal");

        Assert.Equal("{}", answer.GetRawText());
        await score.NextAsync("diff");
        await same.NextAsync("diff");
        Assert.Equal("Rome 1", score.Page.QuerySelector(".score")!.TextContent);
        Assert.Equal("Rome 1", same.Page.QuerySelector(".score")!.TextContent);
    }

    [Fact]
    public async Task A_script_that_asks_is_answered_alone_and_all_are_told_what_is_pushed()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;

        var answer = await score.ClickAsync(".cheer");

        Assert.Equal("""{"diff":{"r":"Rome!"}}""", answer.GetRawText());
        var pushed = """{"e":[["cheered",{"team":"Rome"}]]}""";
        Assert.Equal((pushed, pushed), ((await score.NextAsync("diff")).GetRawText(), (await same.NextAsync("diff")).GetRawText()));
    }

    [Fact]
    public async Task Another_with_other_values_is_another()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, rome) = await JoinAsync(site, "/stadium?team=Rome");
        var (second, oslo) = await JoinAsync(site, "/stadium?team=Oslo");
        await using var _ = first;
        await using var __ = second;

        await oslo.ClickAsync(".goal");
        await oslo.NextAsync("diff");

        Assert.Equal("Oslo 1", oslo.Page.QuerySelector(".score")!.TextContent);
        await rome.ClickAsync(".goal");
        await rome.NextAsync("diff");
        Assert.Equal("Rome 1", rome.Page.QuerySelector(".score")!.TextContent);
        Assert.Equal(2, site.Node.Snapshot().Count(process => process.Name == nameof(ScoreLive)));
    }

    [Fact]
    public async Task Who_leaves_is_told_nothing_more_and_the_others_go_on()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;

        var leaving = second.NextRef();
        await second.SendFrameAsync(same.JoinRef, leaving, same.Topic, "phx_leave", new { });
        await second.ReplyAsync(leaving);
        await same.NextAsync("phx_close");
        await GoalAsync(site, "Ann");
        await score.NextAsync("diff");

        // It has told all by now, and the next that its page hears is of the page itself.
        await site.ViewOf<ScoreLive>().CallAsync(new ScoreLive.CountGoals());
        await second.SendEventAsync("click", second.HandlerOf("#crash", "phx-click"), new { });
        await second.NextAsync("phx_error");
    }

    [Fact]
    public async Task It_goes_on_for_a_while_when_nobody_looks_and_then_ends()
    {
        await using var site = await LiveSite.StartAsync();
        var ended = await site.NextAsync<ScoreLive.Ended>("ends");
        var (first, score) = await JoinAsync(site);
        await GoalAsync(site, "Ann");
        await score.NextAsync("diff");
        await first.DisposeAsync();

        var (second, same) = await JoinAsync(site);
        Assert.Equal("Rome 1", same.Page.QuerySelector(".score")!.TextContent);
        await second.DisposeAsync();
        await EndAsync(site, ended);

        Assert.Equal(new ScoreLive.Ended("Rome", ExitReason.Normal), await ended);
        var (third, anew) = await JoinAsync(site);
        await using var _ = third;
        Assert.Equal("Rome 0", anew.Page.QuerySelector(".score")!.TextContent);
    }

    [Fact]
    public async Task A_crash_of_it_leaves_the_pages_as_they_were_and_it_is_joined_again()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;
        await first.ClickAsync("#add");

        await score.SendClickAsync(".crash");
        await score.NextAsync("phx_error");
        await same.NextAsync("phx_error");

        Assert.Equal("ok", (await score.JoinAsync(mounts: 1)).GetProperty("status").GetString());
        Assert.Equal("Rome 0", score.Page.QuerySelector(".score")!.TextContent);
        await first.ClickAsync("#add");
        Assert.Equal("2", first.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("the ball is lost", (await site.Log.FirstFailure).Split('\n')[0]);
    }

    [Fact]
    public async Task It_ends_for_the_page_whose_own_view_ends_and_for_no_other()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        var (second, same) = await JoinAsync(site);
        await using var _ = first;
        await using var __ = second;
        var session = score.SessionOnPage;

        await first.SendEventAsync("click", first.HandlerOf("#crash", "phx-click"), new { });
        await first.NextAsync("phx_error");
        await score.NextAsync("phx_close");

        var refused = await score.JoinAsync(session);
        Assert.Equal("""{"status":"error","response":{"reason":"its parent has gone"}}""", refused.GetRawText());
        await same.ClickAsync(".goal");
        await same.NextAsync("diff");
        Assert.Equal("Rome 1", same.Page.QuerySelector(".score")!.TextContent);
    }

    [Fact]
    public async Task One_that_is_slow_to_render_rests_four_times_as_long_and_whoever_comes_waits_for_the_next()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;
        var view = site.ViewOf<ScoreLive>();
        view.Pid.Send(new ScoreLive.RenderBy(() =>
        {
            site.Time.Advance(TimeSpan.FromMilliseconds(10));
            return "10 ms";
        }));
        await score.NextAsync("diff");

        await GoalAsync(site, "Ann");
        await GoalAsync(site, "Bob");
        await using var second = await site.ConnectAsync("/stadium");
        await second.JoinAsync();
        var late = new ChildClient(second, "score");
        var joining = late.JoinAsync();
        await first.BeatAsync();
        Assert.False(joining.IsCompleted);

        while (!joining.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await joining;
        await score.NextAsync("diff");
        Assert.Equal("Rome 2", late.Page.QuerySelector(".score")!.TextContent);
        Assert.Equal(["Ann", "Bob"], score.Page.QuerySelectorAll("li").Select(line => line.TextContent));
    }

    [Fact]
    public async Task Changed_code_is_shown_to_all_and_what_it_has_kept_it_keeps()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;
        await score.ClickAsync(".goal");
        await score.NextAsync("diff");

        site.ViewOf<ScoreLive>().Pid.Send(CodeChanged.Message);
        var whole = await score.NextAsync("diff");

        Assert.True(whole.TryGetProperty("s", out var __), whole.GetRawText());
        Assert.Equal("Rome 1", score.Page.QuerySelector(".score")!.TextContent);
    }

    [Theory]
    [InlineData("leave",
        """
        ScoreLive is shared, and sends its browser to "/counter", but it has as many as look at it.

        Show a link there, or let a view of the page itself go there.
        """)]
    [InlineData("child",
        """
        ScoreLive is shared, and shows ClockLive in a LiveChild, which belongs to one page.

        Show ClockLive on the page itself, or as a component.
        """)]
    [InlineData("stream",
        """
        ScoreLive is shared, and shows a stream, whose rows it does not have any more when the next reader comes.

        Show a list that the view keeps: it is sent once to each reader, and what changes in it once to all.
        """)]
    [InlineData("temporary",
        """
        ScoreLive is shared, and shows a temporary value, which it does not have any more when the next reader comes.

        Keep it in a field: it is sent once to each reader.
        """)]
    [InlineData("token",
        """
        ScoreLive is shared, and asks for CsrfToken, which is for one reader alone: others would be shown it.

        Take what asks for it, such as a form that is sent to a controller, out of ScoreLive.
        """)]
    [InlineData("upload",
        """
        ScoreLive is shared, and allows the upload "photos", but a file comes from one reader.

        Let the page's own view take it.
        """)]
    public async Task What_is_for_one_reader_it_has_not(string how, string message)
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;

        if (how == "leave")
            await score.SendClickAsync(".leave");
        else
            site.ViewOf<ScoreLive>().Pid.Send(new ScoreLive.Err(how));

        await score.NextAsync("phx_error");
        Assert.Equal(message, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task One_that_cannot_be_mounted_fails_the_pages_that_show_it_until_it_can()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;
        var rain = site.Node.Spawn(() => Self.ReceiveAsync<string>().AsTask());
        site.Node.Registry.Register("rain", rain);

        await score.SendClickAsync(".crash");
        await score.NextAsync("phx_error");
        var refused = await score.JoinAsync(mounts: 1);
        var page = await site.GetAsync("/stadium");

        Assert.Equal("""{"status":"error","response":{"reason":"join crashed"}}""", refused.GetRawText());
        Assert.Equal(500, (int)page.StatusCode);
        Assert.Equal(2, site.Log.Failures.Count(failure => failure.StartsWith("no play today", StringComparison.Ordinal)));

        rain.Exit(ExitReason.Killed);

        while (rain.IsAlive)
            await Task.Yield();

        Assert.Equal("ok", (await score.JoinAsync(mounts: 2)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_is_not_mounted_to_send_readers_away()
    {
        await using var site = await LiveSite.StartAsync();

        await site.GetAsync("/stadium?team=Nobody");

        Assert.Equal(
            """
            ScoreLive is shared, and sends its browser to "/counter", but it has as many as look at it.

            Show a link there, or let a view of the page itself go there.
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task It_is_not_sticky()
    {
        await using var site = await LiveSite.StartAsync();

        await site.GetAsync("/nest/wrong/sticky");

        Assert.Equal(
            """
            ClockLive is both Shared and Sticky. A shared view goes on without any page, and is shown again at once.

            Leave Sticky out: <LiveChild TView="ClockLive" Id="clock" Shared="true" />.
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task A_process_can_ask_it()
    {
        await using var site = await LiveSite.StartAsync();
        var (first, score) = await JoinAsync(site);
        await using var _ = first;
        await score.ClickAsync(".goal");

        Assert.Equal(1, await site.ViewOf<ScoreLive>().CallAsync(new ScoreLive.CountGoals()));
    }

    static async Task<(ChannelClient Client, ChildClient Score)> JoinAsync(LiveSite site, string path = "/stadium")
    {
        var client = await site.JoinAsync(path);
        var score = new ChildClient(client, "score");
        var joined = await score.JoinAsync();
        Assert.Equal("ok", joined.GetProperty("status").GetString());

        return (client, score);
    }

    /// <summary>Scores; when it returns the view has been told.</summary>
    static async Task GoalAsync(LiveSite site, string scorer)
    {
        site.Node.PubSub.Publish(new ScoreLive.Goal("Rome", scorer));
        await site.ViewOf<ScoreLive>().CallAsync(new ScoreLive.CountGoals());
    }

    /// <summary>Lets time pass until it has ended, however much happens meanwhile.</summary>
    static async Task EndAsync(LiveSite site, Task ended)
    {
        var limit = TimeProvider.System.GetTimestamp();

        while (!ended.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < Patience, "It does not end.");
            site.Node.PubSub.Publish(new ScoreLive.Goal("Rome", "Eve"));
            site.Time.Advance(Linger);
            await Task.Yield();
        }
    }
}
