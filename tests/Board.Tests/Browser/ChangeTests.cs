using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Board.Tests;

/// <summary>What one does to a card, by a key, by a button, by a file, and back again.</summary>
public sealed class ChangeTests : BoardTest
{
    // The least that is a PNG: one point.
    static readonly byte[] picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Moves_edits_and_deletions_are_undone_from_the_last_to_the_first()
    {
        var page = await OpenAsync("Ann Ash");
        await DragAsync(page, Card(page, "Order"), Card(page, "Survey"));
        await OpenCardAsync(page, "Print the walking map");
        await page.GetByLabel("Title").FillAsync("Print the map");
        await PressAsync(page, "Save");
        await Expect(Cards(page, 2).Last).ToHaveTextAsync("Print the map");
        await OpenCardAsync(page, "Choose the lamps");
        await PressAsync(page, "Delete");
        await Expect(Cards(page, 3)).ToHaveTextAsync(["Order the ribbon", "Survey the north pier"]);
        var undo = page.Locator("#undo");

        await Expect(undo).ToHaveTextAsync("Undo deleting “Choose the lamps”");
        await undo.ClickAsync();
        await Expect(Cards(page, 3)).ToHaveTextAsync(["Order the ribbon", "Survey the north pier", "Choose the lamps"]);
        await Expect(undo).ToHaveTextAsync("Undo the edit of “Print the map”");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Cards(page, 2).Last).ToHaveTextAsync("Print the walking map");
        await Expect(undo).ToHaveTextAsync("Undo the move of “Order the ribbon”");
        await undo.ClickAsync();
        await Expect(Cards(page, 1).First).ToHaveTextAsync("Order the ribbon");
        await Expect(Cards(page, 3)).ToHaveTextAsync(["Survey the north pier", "Choose the lamps"]);
        await Expect(undo).ToBeDisabledAsync();
    }

    [Fact]
    public async Task The_arrow_keys_move_a_card_and_stay_with_it()
    {
        var page = await OpenAsync("Ann Ash");
        var grip = page.GetByRole(AriaRole.Button, new() { Name = "Move Invite the school’s brass band" });
        await Expect(grip).ToHaveAccessibleDescriptionAsync("Move it with the arrow keys.");
        await grip.FocusAsync();

        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Cards(page, 1).First).ToHaveTextAsync("Invite the school’s brass band");
        await Expect(grip).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Cards(page, 2).First).ToHaveTextAsync("Invite the school’s brass band");

        await Expect(grip).ToBeFocusedAsync();
        await Expect(page.GetByText("“Invite the school’s brass band” moved to Doing.")).ToHaveRoleAsync(AriaRole.Status);
    }

    [Fact]
    public async Task The_buttons_of_an_open_card_move_it_and_escape_closes_it()
    {
        var page = await OpenAsync("Ann Ash");
        await OpenCardAsync(page, "Order the ribbon");

        await PressAsync(page, "To the next column");
        await Expect(Cards(page, 2).First).ToHaveTextAsync("Order the ribbon");
        await PressAsync(page, "Down");
        await Expect(Cards(page, 2)).ToHaveTextAsync(["Paint the last span", "Order the ribbon", "Print the walking map"]);

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.EndsWith("/", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_sent_to_an_open_card_and_shown_on_it_everywhere()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));
        await OpenCardAsync(ann, "Order the ribbon");

        await ann.GetByLabel("Pictures, up to 2 MB each").SetInputFilesAsync(new FilePayload { Name = "ribbon.png", MimeType = "image/png", Buffer = picture });

        await Expect(ann.GetByRole(AriaRole.Img, new() { Name = "ribbon.png" })).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(Card(ben, "Order").Locator("img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await PressAsync(ann, "Remove ribbon.png");
        await Expect(Card(ben, "Order").Locator("img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_calls_itself_a_picture_and_a_file_that_is_too_large_are_not_kept()
    {
        var page = await OpenAsync("Ann Ash");
        await OpenCardAsync(page, "Order the ribbon");
        var files = page.GetByLabel("Pictures, up to 2 MB each");

        await files.SetInputFilesAsync(new FilePayload { Name = "page.png", MimeType = "image/png", Buffer = "<script>alert(1)</script>"u8.ToArray() });
        await Expect(page.Locator("#said")).ToHaveTextAsync("page.png is no picture that a browser shows.");
        await files.SetInputFilesAsync(new FilePayload { Name = "large.png", MimeType = "image/png", Buffer = new byte[2_000_001] });

        await Expect(page.Locator(".coming .field-error")).ToHaveTextAsync("is larger than 1.9 MB");
        await Expect(page.Locator(".shots img")).ToHaveCountAsync(0);
    }
}
