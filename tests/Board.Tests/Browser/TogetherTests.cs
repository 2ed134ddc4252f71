using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Board.Tests;

/// <summary>Two people at one board.</summary>
public sealed class TogetherTests : BoardTest
{
    [Fact]
    public async Task A_card_that_one_drags_moves_for_the_other()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));

        await DragAsync(ann, Card(ann, "Invite"), Card(ann, "Print"));

        foreach (var page in (IPage[])[ann, ben])
        {
            await Expect(Cards(page, 1)).ToHaveTextAsync(["Order the ribbon", "Test the bearings with two loaded trains"]);
            await Expect(Cards(page, 2)).ToHaveTextAsync(["Paint the last span", "Invite the school’s brass band", "Print the walking map"]);
        }

        await Expect(ann.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_card_that_is_dragged_below_all_others_is_the_last()
    {
        var ann = await OpenAsync("Ann Ash");

        await DragAsync(ann, Card(ann, "Order"), Card(ann, "Choose"), y: 60);

        await Expect(Cards(ann, 3)).ToHaveTextAsync(["Survey the north pier", "Choose the lamps", "Order the ribbon"]);
    }

    [Fact]
    public async Task A_drag_that_is_let_go_where_it_began_is_no_click()
    {
        var ann = await OpenAsync("Ann Ash");

        await DragAsync(ann, Card(ann, "Order"), Card(ann, "Order"));

        await Expect(ann.Locator("#said")).ToBeEmptyAsync();
        await Expect(ann.Locator("dialog")).ToHaveCountAsync(0);
        await OpenCardAsync(ann, "Order the ribbon");
        await Expect(ann.Locator("dialog")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_card_that_one_adds_and_mends_appears_for_the_other()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));

        await ann.GetByRole(AriaRole.Link, new() { Name = "Add a card to Doing" }).ClickAsync();
        await ann.GetByLabel("Title").FillAsync("Hang the lamps");
        await PressAsync(ann, "Add");
        await Expect(Cards(ben, 2).Last).ToHaveTextAsync("Hang the lamps");
        await Expect(ann.Locator("dialog")).ToHaveCountAsync(0);

        await OpenCardAsync(ann, "Hang the lamps");
        await ann.GetByLabel("Title").FillAsync("Hang twelve lamps");
        await ann.GetByLabel("Notes").FillAsync("From both sides.");
        await PressAsync(ann, "Save");

        await Expect(Cards(ben, 2).Last).ToHaveTextAsync("Hang twelve lamps");
        await Expect(Card(ben, "Hang").Locator(".notes")).ToHaveTextAsync("From both sides.");
    }

    [Fact]
    public async Task Everybody_sees_who_is_here_and_who_has_gone()
    {
        var (ann, ben) = (await OpenAsync("Ann Ash"), await OpenAsync("Ben Birch"));

        foreach (var page in (IPage[])[ann, ben])
            foreach (var name in (string[])["Ann Ash", "Ben Birch"])
                await Expect(page.Locator("#people").GetByText(name)).ToHaveCountAsync(1);

        await ben.CloseAsync();
        await Expect(ann.Locator("#people > li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_name_is_there_again_on_the_next_page()
    {
        var ann = await OpenAsync("Ann Ash");
        await ann.GetByLabel("You are").PressAsync("Tab");
        await Expect(ann.Locator("#people > li")).ToHaveTextAsync(["AAAnn Ash"]);

        await ann.ReloadAsync();

        await Expect(ann.Locator("#people > li")).ToHaveTextAsync(["AAAnn Ash"]);
        await Expect(ann.GetByLabel("You are")).ToHaveValueAsync("Ann Ash");
    }

    [Fact]
    public async Task A_pointer_is_seen_at_the_card_it_is_at_whatever_the_window()
    {
        var ann = await OpenAsync("Ann Ash");
        var ben = await OpenAsync("Ben Birch", options: new() { ViewportSize = new() { Width = 900, Height = 700 } });
        await Expect(ann.Locator("#people > li")).ToHaveCountAsync(2);

        await Card(ann, "Paint").HoverAsync();

        var cursor = ben.Locator(".cursor");
        await Expect(cursor).ToHaveTextAsync("Ann Ash");
        await ben.WaitForFunctionAsync(
            """
            () => {
              const cursor = document.querySelector(".cursor").getBoundingClientRect();
              const card = [...document.querySelectorAll(".card")].find((one) => one.textContent.includes("Paint")).getBoundingClientRect();
              return cursor.left > card.left && cursor.left < card.right && cursor.top > card.top && cursor.top < card.bottom + 20;
            }
            """);
        await ann.CloseAsync();
        await Expect(cursor).ToHaveCountAsync(0);
    }
}
