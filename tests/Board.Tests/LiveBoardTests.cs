using Board.Records;
using Trestle;

namespace Board.Tests;

/// <summary>The board without a browser.</summary>
public sealed class LiveBoardTests : IAsyncDisposable
{
    readonly TestApp<App> app = new() { Options = new() { IsSeeded = true } };

    [Fact]
    public async Task Cards_keep_their_order_however_they_are_moved()
    {
        var board = await app.OpenLiveAsync("/");

        await MoveAsync(board, "Invite", "ArrowUp");
        Assert.Equal(["Invite the school’s brass band", "Order the ribbon", "Test the bearings with two loaded trains"], Titles(board, 1));

        await MoveAsync(board, "Order", "ArrowDown");
        Assert.Equal(["Invite the school’s brass band", "Test the bearings with two loaded trains", "Order the ribbon"], Titles(board, 1));

        await MoveAsync(board, "Test", "ArrowRight");
        Assert.Equal(["Invite the school’s brass band", "Order the ribbon"], Titles(board, 1));
        Assert.Equal(["Paint the last span", "Test the bearings with two loaded trains", "Print the walking map"], Titles(board, 2));

        await MoveAsync(board, "Paint", "ArrowUp");
        await MoveAsync(board, "Invite", "ArrowLeft");
        Assert.Equal("“Test the bearings with two loaded trains” moved to Doing.", board.Find("#said").TextContent);
    }

    [Fact]
    public async Task What_a_script_makes_up_moves_nothing()
    {
        var board = await app.OpenLiveAsync("/");
        var before = Titles(board, 1);

        await board.PushAsync("Drop", new { Card = 1, Column = 99, Before = (int?)null });
        await board.PushAsync("Drop", new { Card = 99, Column = 1, Before = (int?)null });
        await board.PushAsync("Drop", new { Card = 1, Column = 1, Before = 1 });

        Assert.Equal(before, Titles(board, 1));
        Assert.Equal("", board.Find("#said").TextContent);
    }

    [Fact]
    public async Task A_title_is_wanted_and_not_too_long()
    {
        var board = await app.OpenLiveAsync("/?add=2");

        await board.SubmitAsync("#card-form", new { Title = " ", Notes = "" });
        Assert.Equal("can't be blank", board.Find(".field-error").TextContent);
        await board.FillAsync("#card-form", new { Title = new string('w', 121) });
        Assert.Equal("is too long (maximum is 120 characters)", board.Find(".field-error").TextContent);
        await board.SubmitAsync("#card-form", new { Title = "Sweep the deck", Notes = "" });

        await board.ExpectAsync("#cards-2 > li:last-child a", "Sweep the deck");
        Assert.Equal("/", board.Path);
    }

    [Fact]
    public async Task An_undo_takes_back_what_this_tab_did_and_leaves_what_others_did()
    {
        var (ann, ben) = (await app.OpenLiveAsync("/"), await app.NewVisitor().OpenLiveAsync("/?edit=1"));
        await MoveAsync(ann, "Order", "ArrowRight");
        await ben.SubmitAsync("#card-form", new { Title = "Order two ribbons", Notes = "" });
        await ann.ExpectAsync("#cards-2 > li:first-child a", "Order two ribbons");

        await ann.ClickAsync("#undo");

        await ann.ExpectAsync("#cards-1 > li:first-child a", "Order two ribbons");
        Assert.Equal("Undone: the move of “Order the ribbon”.", ann.Find("#said").TextContent);
        Assert.True(ann.Has("#undo[disabled]"));
        Assert.False(ben.Has("#undo[disabled]"));
    }

    [Fact]
    public async Task A_card_that_somebody_deletes_is_closed_for_who_has_it_open()
    {
        var (ann, ben) = (await app.OpenLiveAsync("/?edit=1"), await app.NewVisitor().OpenLiveAsync("/?edit=1"));

        await ben.ClickAsync("Delete");
        await ann.ExpectAsync("#card-1", count: 0);

        Assert.False(ann.Has("#card-dialog"));
        Assert.Equal("/", ann.Path);
    }

    [Fact]
    public async Task A_picture_is_sent_as_what_it_is_and_anything_else_is_none()
    {
        await app.StartAsync();
        var saved = await app.RunAsync(() => Picture.CreateAsync(new { CardId = 1, Name = "a.png", Content = (byte[])[0x89, 0x50, 0x4E, 0x47, 1] }));
        var refused = await app.RunAsync(() => Picture.CreateAsync(new { CardId = 1, Name = "b.png", Content = "<script>"u8.ToArray() }));

        var answer = await app.GetAsync($"/pictures/{saved.Id}");

        Assert.Equal("image/png", answer.ContentType);
        Assert.Equal(["b.png is no picture that a browser shows."], refused.Errors.FullMessages);
    }

    static Task MoveAsync(TestLiveView board, string title, string key) => board.KeyDownAsync(key, $"[aria-label^='Move {title}']");

    static string[] Titles(TestLiveView board, int column) => [.. board.FindAll($"#cards-{column} > li > a").Select(link => link.TextContent)];

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
