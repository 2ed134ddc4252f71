namespace Trestle.Testing.Tests;

public sealed class TestLiveViewFailureTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Fact]
    public async Task A_crash_fails_the_test_with_the_exception_and_the_view_comes_back_fresh()
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        await board.ClickAsync("Add one");

        var crash = await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Crash"));

        Assert.Equal(
            """
            BoardLive at /board/north crashed: InvalidOperationException: the board broke

            The exception within says where. A browser would join it anew by now: await view.ReconnectAsync();
            """, crash.Message);
        Assert.IsType<InvalidOperationException>(crash.InnerException);
        Assert.StartsWith("BoardLive at /board/north has crashed.", (await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Add one"))).Message, StringComparison.Ordinal);

        await board.ReconnectAsync();
        Assert.Equal("0", board.Find("#count").TextContent);
    }

    [Fact]
    public async Task A_lost_connection_comes_back_with_what_was_kept()
    {
        await using var board = await app.OpenLiveAsync("/board/north");
        await board.ClickAsync("Add one");
        await board.ClickAsync("Push");

        await board.ReconnectAsync();

        Assert.Equal(("1", ""), (board.Find("#count").TextContent, board.Find("#said").TextContent));
    }

    [Fact]
    public async Task What_is_not_on_the_page_is_named_beside_what_is()
    {
        await using var shelf = await app.OpenLiveAsync("/shelf");

        Assert.Equal("ShelfLive at /shelf has no element that matches \"#lost\". It reads:\n\n    Shelf\n    Board",
            Assert.Throws<VisitException>(() => shelf.Find("#lost")).Message);
        Assert.Equal("ShelfLive at /shelf has nothing that reads or matches \"Sell it\". It has: \"Greeting\", \"Board\".",
            (await Assert.ThrowsAsync<VisitException>(() => shelf.ClickAsync("Sell it"))).Message);
        Assert.Equal("ShelfLive at /shelf has nothing that reads or matches \"p > a\" within \"h1\". It has nothing to click.",
            (await Assert.ThrowsAsync<VisitException>(() => shelf.ClickAsync("p > a", within: "h1"))).Message);
        Assert.Equal("\"h1\" of ShelfLive at /shelf takes no clicks: it has no handler, and is no link and no button of a form.",
            (await Assert.ThrowsAsync<VisitException>(() => shelf.ClickAsync("h1"))).Message);
        Assert.Equal("\"h1\" of ShelfLive at /shelf has no phx-focus. It has: .",
            (await Assert.ThrowsAsync<VisitException>(() => shelf.FocusAsync("h1"))).Message);
    }

    [Fact]
    public async Task A_click_that_does_nothing_or_is_unclear_says_so()
    {
        await using var board = await app.OpenLiveAsync("/board/north");

        Assert.Equal("\"Closed\" of BoardLive at /board/north is disabled, so clicking it does nothing.",
            (await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Closed"))).Message);
        Assert.Equal("\"Idle\" of BoardLive at /board/north takes no clicks: it has no handler, and is no link and no button of a form.",
            (await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Idle"))).Message);
        Assert.Equal(
            """
            BoardLive at /board/north has 2 elements that read or match "Remove". Say where the one is:

                await view.ClickAsync("Remove", within: "#article-7");
            """, (await Assert.ThrowsAsync<VisitException>(() => board.ClickAsync("Remove"))).Message);
    }

    [Fact]
    public async Task What_does_not_come_is_waited_for_no_longer_than_it_is_worth()
    {
        await using var shelf = await app.OpenLiveAsync("/shelf");
        shelf.Patience = TimeSpan.Zero;

        Assert.Equal("ShelfLive at /shelf has not come to have 2 x \"li\" that reads \"Book\" within 0 s. It reads:\n\n    Shelf\n    Board",
            (await Assert.ThrowsAsync<VisitException>(() => shelf.ExpectAsync("li", "Book", count: 2))).Message);
    }

    [Fact]
    public async Task A_view_that_has_no_second_life_says_why()
    {
        Assert.StartsWith("GET /two/missing (200) was written, but its connected view does not answer there: \"unauthorized\".",
            (await Assert.ThrowsAsync<VisitException>(() => app.OpenLiveAsync("/two/missing"))).Message, StringComparison.Ordinal);
        var broken = await Assert.ThrowsAsync<VisitException>(() => app.OpenLiveAsync("/two/broken"));
        Assert.StartsWith("TwoFacedLive at /two/broken crashed: InvalidOperationException: it has no second face", broken.Message, StringComparison.Ordinal);
    }
}
