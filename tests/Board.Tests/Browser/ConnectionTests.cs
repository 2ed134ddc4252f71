using Trestle;
using static Microsoft.Playwright.Assertions;

namespace Board.Tests;

/// <summary>What is left when the connection was lost.</summary>
public sealed class ConnectionTests : BoardTest
{
    [Fact]
    public async Task A_card_being_written_keeps_its_text_and_the_board_is_as_others_have_made_it()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));
        await OpenCardAsync(ann, "Paint the last span");
        await ann.GetByLabel("Notes").FillAsync("Three coats, says the");
        await ann.EvaluateAsync("liveSocket.disconnect()");
        await DragAsync(ben, Card(ben, "Order"), Card(ben, "Survey"));
        await Expect(Cards(ben, 3).First).ToHaveTextAsync("Order the ribbon");
        await Expect(ann.GetByText("The connection is lost. Trying again.")).ToBeVisibleAsync();
        await ann.GetByLabel("Notes").PressSequentiallyAsync(" foreman.");

        await ann.EvaluateAsync("liveSocket.connect()");
        await TestBrowser.ExpectLiveAsync(ann);

        await Expect(ann.GetByLabel("Notes")).ToHaveValueAsync("Three coats, says the foreman.");
        await Expect(Cards(ann, 3).First).ToHaveTextAsync("Order the ribbon");
        await PressAsync(ann, "Save");
        await Expect(Card(ben, "Paint").Locator(".notes")).ToHaveTextAsync("Three coats, says the foreman.");
    }

    [Fact]
    public async Task What_was_done_before_can_be_undone_and_who_is_here_is_here_again()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));
        await DragAsync(ann, Card(ann, "Order"), Card(ann, "Paint"));
        await Expect(ann.Locator("#undo")).ToBeEnabledAsync();

        await CutAsync(ann);
        await TestBrowser.ExpectLiveAsync(ann);

        await Expect(ben.Locator("#people > li")).ToHaveCountAsync(2);
        await ann.Locator("#undo").ClickAsync();
        await Expect(Cards(ben, 1).First).ToHaveTextAsync("Order the ribbon");
    }
}
