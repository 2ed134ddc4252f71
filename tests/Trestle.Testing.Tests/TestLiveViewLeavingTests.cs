using Trestle.Testing.Tests.Kiosk.Live;

namespace Trestle.Testing.Tests;

public sealed class TestLiveViewLeavingTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Theory]
    [InlineData("Next page", "/board/north?page=2", "north 2")]
    [InlineData("Put", "/board/patched", "patched 1")]
    [InlineData("Patch by script", "/board/js", "js 1")]
    public async Task A_patch_changes_the_address_and_the_view_stays(string click, string path, string title)
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        await board.ClickAsync("Add one");

        await board.ClickAsync(click);

        Assert.Equal((path, title, "1", null), (board.Path, board.Title, board.Find("#count").TextContent, board.LeftFor));
        await board.PatchAsync("/board/north");
        Assert.Equal("Board of north, page 1", board.Find("h1").TextContent);
    }

    [Theory]
    [InlineData("Leave", "Mind the step.")]
    [InlineData("Shelf", "")]
    [InlineData("Go by script", "")]
    public async Task Another_view_is_gone_to_over_the_connection_and_messages_go_along(string click, string notice)
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.ClickAsync(click);
        Assert.Equal("/shelf", board.LeftFor);
        Assert.Equal(notice, board.Notice ?? "");
        await board.FollowAsync();

        Assert.Equal(("/shelf", "Shelf", notice), (board.Path, board.Find("h1").TextContent, board.Find(".flash").TextContent));
        await board.ClickAsync("Board");
        await board.FollowAsync();
        Assert.Equal("back 1", board.Title);
    }

    [Fact]
    public async Task A_message_may_make_a_view_leave()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.SendAsync(new BoardLive.Away());

        Assert.Equal("/shelf", board.LeftFor);
    }

    [Fact]
    public async Task A_page_is_gone_to_with_the_messages_of_the_view()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.ClickAsync("Load");

        Assert.Equal(("/flash", "Taken."), (board.LeftFor, board.Notice));
        Assert.Equal("Taken.", (await board.FollowPageAsync()).Find("h1").TextContent);
        Assert.StartsWith("GET /flash (200) holds no live view.", (await Assert.ThrowsAsync<VisitException>(board.FollowAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_view_is_left_for()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        await board.PatchAsync("/shelf");

        Assert.Equal(("/shelf", "/board/north"), (board.LeftFor, board.Path));
        await board.FollowAsync();
        Assert.Equal("Shelf", board.Find("h1").TextContent);
    }

    [Fact]
    public async Task A_view_of_another_live_session_has_its_page_loaded()
    {
        var visitor = app.NewVisitor();
        await visitor.GetAsync("/visits");
        await using var shelf = await visitor.OpenLiveAsync("/shelf");

        await shelf.PatchAsync("/office");
        await shelf.FollowAsync();

        Assert.Equal("Office of I", shelf.Find("h1").TextContent);
    }

    [Fact]
    public async Task A_view_may_leave_as_soon_as_it_is_connected()
    {
        await using var view = await app.OpenLiveAsync("/two/leaving");

        await view.FollowAsync();

        Assert.Equal("/shelf", view.Path);
    }

    [Fact]
    public async Task Who_has_left_takes_no_events()
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        Assert.Equal(
            "BoardLive at /board/north has not left its page, so there is nowhere to follow it to.",
            (await Assert.ThrowsAsync<VisitException>(board.FollowAsync)).Message);
        await board.ClickAsync("Leave");

        Assert.Equal(
            "BoardLive at /board/north has left for /shelf.\n\nGo along with it: await view.FollowAsync();",
            (await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Add one"))).Message);
    }
}
