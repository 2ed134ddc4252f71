using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

/// <summary>A live view that many see at once.</summary>
public sealed class SharedTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task What_one_reader_does_all_see()
    {
        var (first, second) = (await OpenAsync("Paris"), await OpenAsync("Paris"));
        await first.Locator("#add").ClickAsync();

        await PressAsync(first, "tick Paris");
        await Expect(Clock(first)).ToHaveTextAsync("Paris 1");
        await Expect(Clock(second)).ToHaveTextAsync("Paris 1");
        await PressAsync(second, "tick Paris");
        await second.GetByLabel("note of Paris").FillAsync("sunny");

        await Expect(Clock(first)).ToHaveTextAsync("Paris 2");
        await Expect(first.Locator(".note")).ToHaveTextAsync("sunny");
        await Expect(first.Locator("#count")).ToHaveTextAsync("1");
        await Expect(second.Locator("#count")).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task Who_comes_later_or_comes_back_sees_it_as_it_is()
    {
        var first = await OpenAsync("Vienna");
        await PressAsync(first, "tick Vienna");
        await Expect(Clock(first)).ToHaveTextAsync("Vienna 1");

        var second = await OpenAsync("Vienna");
        await Expect(Clock(second)).ToHaveTextAsync("Vienna 1");
        await first.Locator("#next").ClickAsync();
        await Expect(first.Locator("h1")).ToHaveTextAsync("next");
        await PressAsync(second, "tick Vienna");
        await first.GoBackAsync();
        await ExpectLiveAsync(first);
        await CutAsync(second);
        await ExpectLiveAsync(second);
        await PressAsync(first, "tick Vienna");

        await Expect(Clock(first)).ToHaveTextAsync("Vienna 3");
        await Expect(Clock(second)).ToHaveTextAsync("Vienna 3");
    }

    [Fact]
    public async Task After_a_crash_all_see_it_anew_and_their_pages_went_on()
    {
        var (first, second) = (await OpenAsync("Madrid"), await OpenAsync("Madrid"));
        await first.Locator("#add").ClickAsync();
        await PressAsync(first, "tick Madrid");
        await Expect(Clock(second)).ToHaveTextAsync("Madrid 1");

        await PressAsync(second, "crash Madrid");
        await Expect(Clock(first)).ToHaveTextAsync("Madrid 0");
        await Expect(Clock(second)).ToHaveTextAsync("Madrid 0");
        await ExpectLiveAsync(first);
        await ExpectLiveAsync(second);
        await PressAsync(first, "tick Madrid");

        await Expect(Clock(second)).ToHaveTextAsync("Madrid 1");
        await Expect(first.Locator("#count")).ToHaveTextAsync("1");
    }

    async Task<IPage> OpenAsync(string city)
    {
        var page = await Browser.OpenLiveAsync($"/square/{city}");
        await ExpectLiveAsync(page);

        return page;
    }

    static ILocator Clock(IPage page) => page.Locator("#tower .clock");

    static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    static Task ExpectLiveAsync(IPage page) => Expect(page.Locator("#tower")).ToHaveClassAsync(new Regex(@"\bphx-connected\b"));
}
