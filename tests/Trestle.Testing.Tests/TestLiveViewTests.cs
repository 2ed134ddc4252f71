using Trestle.Testing.Tests.Kiosk.Live;

namespace Trestle.Testing.Tests;

public sealed class TestLiveViewTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Fact]
    public async Task A_click_by_text_or_by_selector_shows_what_it_has_changed()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.ClickAsync("Add one");
        await board.ClickAsync("#add");

        Assert.Equal("2", board.Find("#count").TextContent);
        Assert.Equal("many", board.Find("#count").ClassName);
        Assert.True(board.HasText("Board of north, page 1 2"));
    }

    [Fact]
    public async Task A_click_takes_the_values_of_its_element_along()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.ClickAsync("Add three");
        Assert.Equal("step=3 value=v", board.Find("#said").TextContent);
        await board.ClickAsync("#box");
        Assert.Equal("value=x", board.Find("#said").TextContent);
    }

    [Fact]
    public async Task Of_several_that_read_alike_one_is_clicked_by_where_it_stands()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.ClickAsync("Remove", within: "#word-one");

        Assert.Equal(["two Remove"], board.FindAll("ul li").Select(row => row.TextContent));
        Assert.True(board.Has("ul li", count: 1));
        Assert.True(board.Has("ul li button", "Remove", count: 1));
        Assert.False(board.Has("ul li", "one Remove"));
    }

    [Fact]
    public async Task The_page_around_the_view_is_there_as_well()
    {
        await using var board = await app.OpenLiveAsync("/board/north?page=4");

        Assert.Equal("Greeting", board.Find("nav").TextContent);
        Assert.Equal(("north 4", "/board/north?page=4"), (board.Title, board.Path));
    }

    [Fact]
    public async Task Focus_and_keys_and_clicks_elsewhere_reach_the_view()
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        string Said() => board.Find("#said").TextContent;

        await board.FocusAsync("#search");
        Assert.Equal("focused", Said());
        await board.KeyDownAsync("a", "#search"); // it waits for Enter
        Assert.Equal("focused", Said());
        await board.KeyDownAsync("Enter", "#search");
        Assert.Equal("pressed Enter", Said());
        await board.BlurAsync("#search");
        Assert.Equal("blurred", Said());
        await board.KeyUpAsync("Escape");
        Assert.Equal("pressed Escape", Said());
        await board.TriggerAsync("click-away", "#menu");
        Assert.Equal("away", Said());
    }

    [Fact]
    public async Task Named_events_reach_their_methods_and_bring_the_reply_back()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        var moved = await board.PushAsync<BoardLive.Point>("Moved", new { x = 4 });
        Assert.Equal((5, "moved 4"), (moved.X, board.Find("#said").TextContent));
        await board.ClickAsync("Push");
        Assert.Equal("told 9", board.Find("#said").TextContent);
        Assert.Equal(
            "BoardLive at /board/north has answered nothing to \"Told\".",
            (await Assert.ThrowsAsync<VisitException>(() => board.PushAsync<int>("Told", new { step = "1" }))).Message);
    }

    [Fact]
    public async Task What_the_view_pushes_to_scripts_can_be_read()
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        Assert.Equal("BoardLive at /board/north has pushed no event \"draw\". It has pushed none.",
            Assert.Throws<VisitException>(() => board.Pushed<BoardLive.Point>("draw")).Message);

        await board.ClickAsync("Draw");

        Assert.Equal(
            "BoardLive at /board/north has pushed no event \"drew\". It has pushed: draw.",
            Assert.Throws<VisitException>(() => board.Pushed<BoardLive.Point>("drew")).Message);
        Assert.Equal(3, board.Pushed<BoardLive.Point>("draw").X);
    }

    [Fact]
    public async Task A_message_is_handled_and_shown_when_sending_it_returns()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.SendAsync(new BoardLive.Counted(5));
        await board.SendAsync(new BoardLive.Line("second"));

        Assert.Equal("5", board.Find("#count").TextContent);
        Assert.Equal(["first", "second"], board.FindAll("#lines li").Select(line => line.TextContent));
    }

    [Fact]
    public async Task What_another_process_publishes_is_waited_for()
    {
        await using var one = await app.OpenLiveAsync("/board/north");
        await using var two = await app.NewVisitor().OpenLiveAsync("/board/south");
        app.Node.Spawn(() =>
        {
            app.Node.PubSub.Publish(new BoardLive.Counted(2));
            return Task.CompletedTask;
        });

        await one.ExpectAsync("#count", "2");
        await two.ExpectAsync("#count", "2");
    }

    [Fact]
    public async Task A_hook_before_the_mount_decides_by_the_session()
    {
        var (known, stranger) = (app.NewVisitor(), app.NewVisitor());
        await known.GetAsync("/visits");

        await using var office = await known.OpenLiveAsync("/office");

        Assert.Equal("Office of I", office.Find("h1").TextContent);
        Assert.Equal("GET /greeting (200) holds no live view. It reads:\n\n    Welcome",
            (await Assert.ThrowsAsync<VisitException>(() => stranger.OpenLiveAsync("/office"))).Message);
    }

    [Fact]
    public async Task A_view_is_as_quick_as_a_process()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        for (var clicks = 0; clicks < 200; clicks++)
            await board.ClickAsync("#add");

        Assert.Equal("200", board.Find("#count").TextContent);
    }

    [Fact]
    public async Task What_the_view_has_forgotten_stays_on_the_page()
    {
        await using var till = await app.OpenLiveAsync("/receipt");
        await till.ClickAsync("Print");
        await till.ClickAsync("Next");

        Assert.Equal(("Next, please", "Milk Bread"), (till.Find("h1").TextContent, Lines()));

        // Neither of the two is looked at before the other is there.
        till.Pid.Send(new[] { "Salt" });
        till.Pid.Send("Last one");
        await till.ExpectAsync("h1", "Last one");
        Assert.Equal("Salt", Lines());

        await till.ClickAsync("Tear off");
        Assert.Equal("", Lines());

        string Lines() => string.Join(' ', till.FindAll("[phx-update=ignore] p").Select(line => line.TextContent));
    }
}
