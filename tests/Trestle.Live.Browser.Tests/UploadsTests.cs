using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class UploadsTests(Stage stage) : StageTest(stage)
{
    static readonly byte[] picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Files_are_shown_before_they_are_sent_and_consumed_after()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.GetByLabel("photos").SetInputFilesAsync([Picture("a.png", 200_000), Picture("b.png", 100)]);
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["a.png", "b.png"]);
        var shown = page.Locator("#photos img").First;
        await Expect(shown).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^blob:"));
        await Expect(shown).ToHaveJSPropertyAsync("naturalWidth", 1);

        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync([Saved("a.png", 200_000), Saved("b.png", 100)]);
        await Expect(page.Locator("#photos li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_wrong_with_a_choice_is_told_at_once_and_nothing_is_sent()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.GetByLabel("photos").SetInputFilesAsync([Picture("large.png", 300_001), new() { Name = "a.txt", MimeType = "text/plain", Buffer = picture }, Picture("c.png", 100)]);
        await Expect(page.Locator("#errors")).ToHaveTextAsync("are too many files (the most is 2)");
        await Expect(page.Locator("#photos .fault")).ToHaveTextAsync(["is larger than 293 KB", "is of a kind that is not accepted (accepted: image/*)", ""]);
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "cancel large.png" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "cancel a.txt" }).ClickAsync();
        await Expect(page.Locator("#errors")).ToHaveTextAsync("");
        await Expect(page.Locator("#saved li")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync([Saved("c.png", 100)]);
    }

    [Fact]
    public async Task A_file_may_be_sent_as_soon_as_it_is_chosen()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.GetByLabel("cover").SetInputFilesAsync(Picture("cover.png", 5500));
        await Expect(page.Locator("#saved li")).ToHaveTextAsync(["cover " + Saved("cover.png", 5500)]);
        await page.GetByLabel("cover").SetInputFilesAsync(Picture("again.png", 10));

        await Expect(page.Locator("#saved li")).ToHaveTextAsync(["cover " + Saved("cover.png", 5500), "cover " + Saved("again.png", 10)]);
    }

    [Fact]
    public async Task Files_may_be_dropped()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.EvaluateAsync(
            """
            () => {
              const dropped = new DataTransfer();
              dropped.items.add(new File(["dropped"], "dropped.png", { type: "image/png" }));
              document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: dropped }));
            }
            """);
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["dropped.png"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync([$"dropped.png: 7 bytes, sum {"dropped".Sum(letter => letter)}"]);
    }

    [Fact]
    public async Task Files_may_be_chosen_one_after_the_other()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.GetByLabel("photos").SetInputFilesAsync(Picture("a.png", 100));
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["a.png"]);
        await page.GetByLabel("photos").SetInputFilesAsync(Picture("b.png", 200));
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["a.png", "b.png"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync([Saved("a.png", 100), Saved("b.png", 200)]);
    }

    [Fact]
    public async Task A_script_may_send_the_file_elsewhere()
    {
        var page = await Browser.OpenLiveAsync("/uploads");

        await page.GetByLabel("film").SetInputFilesAsync(Picture("film.png", 300));
        await page.GetByRole(AriaRole.Button, new() { Name = "note" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync(["film.png is elsewhere"]);
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-depot", "/depot/film.png 300");
    }

    [Fact]
    public async Task A_lost_connection_in_the_middle_leaves_a_page_that_can_send_again()
    {
        var page = await Browser.OpenLiveAsync("/uploads");
        await page.GetByLabel("photos").SetInputFilesAsync(Picture("a.png", 100_000));
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["a.png"]);

        await CutAsync(page);
        await Expect(page.Locator("#photos li")).ToHaveCountAsync(0);
        await TestBrowser.ExpectLiveAsync(page);
        await page.GetByLabel("photos").SetInputFilesAsync(Picture("b.png", 100_000));
        await Expect(page.Locator("#photos .name")).ToHaveTextAsync(["b.png"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "save" }).ClickAsync();

        await Expect(page.Locator("#saved li")).ToHaveTextAsync([Saved("b.png", 100_000)]);
    }

    static FilePayload Picture(string name, int length) => new() { Name = name, MimeType = "image/png", Buffer = BytesOf(length) };

    // A picture of one point, and more: browsers do not mind what follows.
    static byte[] BytesOf(int length) => [.. picture.Take(length), .. Enumerable.Range(0, Math.Max(0, length - picture.Length)).Select(at => (byte)at)];

    static string Saved(string name, int length) => $"{name}: {length} bytes, sum {BytesOf(length).Sum(one => (long)one)}";
}
