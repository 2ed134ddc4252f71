using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Docs.Tests.Snippets;

public sealed class LivePagesTests(LibraryOnSocket app) : LibraryTest(app)
{
    [Fact]
    public async Task A_list_is_turned_over_page_by_page_and_leads_to_a_book()
    {
        var page = await Browser.OpenLiveAsync("/browse/a");
        await page.EvaluateAsync("window.isSame = true");

        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Books with a, page 2");
        await Expect(page.Locator("#seen")).ToHaveTextAsync("2 pages seen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the first" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Books with a, page 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Any book" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.isSame === true"));
    }

    [Fact]
    public async Task A_live_session_is_for_those_whom_its_hook_lets_in()
    {
        var page = await Browser.OpenAsync("/rename/1");

        await Expect(page.Locator("[role=alert]")).ToHaveTextAsync("That is for staff.");
    }

    [Fact]
    public async Task A_finder_searches_while_somebody_types_and_speaks_with_scripts()
    {
        await App.PostAsync("/books", new { Title = "Suspension", Author = "A. Wire" });
        var page = await Browser.OpenLiveAsync("/finder");

        await page.GetByLabel("Words").PressSequentiallyAsync("Suspens");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
        await Expect(page.Locator("#chosen")).ToHaveTextAsync("Suspension");
        await Expect(page.GetByLabel("Words")).ToBeFocusedAsync();
        await Expect(page).ToHaveTitleAsync("SUSPENSION");

        await page.Locator("#copy").ClickAsync();
        await Expect(page.Locator("#copy")).ToHaveTextAsync("Copied 1 times");
        await page.GetByRole(AriaRole.Button, new() { Name = "Help" }).FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#found li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Notes_are_listed_by_the_browser_and_a_draft_survives_a_lost_connection()
    {
        var page = await Browser.OpenLiveAsync("/visitors");
        await Expect(page.Locator("h1")).ToContainTextAsync("books");
        await page.GetByLabel("Note").FillAsync("Well kept.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave a note" }).ClickAsync();
        await Expect(page.Locator("#notes li")).ToHaveTextAsync("Well kept. Strike out");

        await page.GetByLabel("Note").FillAsync("And");
        await Expect(page.Locator("#draft")).ToHaveTextAsync("3 letters");
        await page.EvaluateAsync("liveSocket.socket.conn.close(4000)");

        await Expect(page.Locator("#draft")).ToHaveTextAsync("3 letters, kept by your browser");
    }

    [Fact]
    public async Task Lists_are_imported_file_by_file()
    {
        var page = await Browser.OpenLiveAsync("/lists");

        await page.GetByLabel("Lists").SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = "old.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("Cantilever\nBascule\n") },
            new() { Name = "photo.png", MimeType = "image/png", Buffer = [1, 2, 3] },
        });
        await Expect(page.Locator("em")).ToHaveTextAsync("It is of a kind that is not accepted (accepted: .txt, text/csv).");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave out" }).Nth(1).ClickAsync();
        await Expect(page.Locator("em")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();

        await Expect(page.Locator("#imported")).ToHaveTextAsync("2 books of 1 list imported.");
    }
}
