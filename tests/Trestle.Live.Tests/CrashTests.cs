using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

public class CrashTests
{
    [Fact]
    public async Task Tells_the_browser_and_starts_afresh_when_it_joins_again()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");
        await client.ClickAsync("#add");

        await client.SendEventAsync("click", client.HandlerOf("#crash", "phx-click"), new { value = "" });
        var error = await client.NextAsync("phx_error");
        await client.JoinAsync();

        Assert.Equal(client.Topic, error[2].GetString());
        Assert.Equal("0", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Logs_each_crash_once_with_the_last_event_and_how_often_it_crashed_before()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/counter");

        for (var crash = 0; crash < 2; crash++)
        {
            await client.SendEventAsync("click", client.HandlerOf("#crash", "phx-click"), new { value = "" });
            await client.NextAsync("phx_error");
            await client.JoinAsync();
        }

        Assert.Equal(
            [
                "CounterLive crashed. Last message: Click. Restarts: 0.",
                "CounterLive crashed. Last message: Click. Restarts: 1.",
            ],
            site.Log.Lines);
    }

    [Fact]
    public async Task Leaves_other_views_alone()
    {
        await using var site = await LiveSite.StartAsync();
        await using var crashing = await site.JoinAsync("/counter");
        await using var other = await site.JoinAsync("/counter");
        await other.ClickAsync("#add");

        await crashing.SendEventAsync("click", crashing.HandlerOf("#crash", "phx-click"), new { value = "" });
        await crashing.NextAsync("phx_error");
        await other.ClickAsync("#add");

        Assert.Equal("2", other.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Refuses_the_join_when_mounting_crashes()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.ConnectAsync("/broken");

        var reply = await client.JoinAsync();

        Assert.Equal("""{"status":"error","response":{"reason":"join crashed"}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Leaves_others_responsive_while_one_loops_for_ever()
    {
        await using var site = await LiveSite.StartAsync();
        await using var looping = await site.JoinAsync("/counter");
        await using var other = await site.JoinAsync("/counter");
        CounterLive.Stop = false;

        try
        {
            for (var i = 0; i < 4; i++)
            {
                await using var more = await site.JoinAsync("/counter");
                await more.SendEventAsync("click", more.HandlerOf("#loop", "phx-click"), new { value = "" });
            }

            await looping.SendEventAsync("click", looping.HandlerOf("#loop", "phx-click"), new { value = "" });
            await looping.SendFrameAsync(null, "90", "phoenix", "heartbeat", new { });
            await looping.ReplyAsync("90");
            await other.ClickAsync("#add");

            Assert.Equal("1", other.Page.QuerySelector("#count")!.TextContent);
            Assert.Equal("0", (await site.OpenAsync("/counter")).QuerySelector("#count")!.TextContent);
        }
        finally
        {
            CounterLive.Stop = true;
        }
    }

    [Fact]
    public async Task Kills_a_looping_view_some_time_after_its_socket_has_gone()
    {
        await using var site = await LiveSite.StartAsync();
        CounterLive.Stop = false;

        try
        {
            var client = await site.JoinAsync("/counter");
            var view = site.ViewOf<CounterLive>().Pid;
            var socket = site.Node.Snapshot().Single(process => process.Name == nameof(LiveSocket)).Pid;
            await client.SendEventAsync("click", client.HandlerOf("#loop", "phx-click"), new { value = "" });
            var ended = await EndedAsync(site.Node, socket);
            await client.DisposeAsync();

            // The socket's process sets the timer when it hears of the end; before that there is nothing to move.
            while (!ended.IsCompleted)
            {
                site.Time.Advance(TimeSpan.FromSeconds(5));
                await Task.Yield();
            }

            Assert.Equal(ExitReason.Normal, await ended);
            Assert.False(view.IsAlive);
        }
        finally
        {
            CounterLive.Stop = true;
        }
    }

    /// <summary>Once it is watched: how it ends.</summary>
    static async Task<Task<ExitReason>> EndedAsync(Node node, Pid pid)
    {
        var watched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<ExitReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Spawn(async () =>
        {
            Self.Monitor(pid);
            watched.SetResult();
            ended.SetResult((await Self.ReceiveAsync<Down>()).Reason);
        });

        await watched.Task.WaitAsync(TimeSpan.FromSeconds(10));

        return ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
