using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed partial class CommandsTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task Elements_are_shown_and_hidden_without_the_server_and_stay_so_after_a_render()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        var hidden = page.Locator("#hidden");
        await Expect(hidden).ToBeHiddenAsync();

        await page.Locator("#show").ClickAsync();
        await Expect(hidden).ToBeVisibleAsync();
        await Expect(hidden).ToHaveClassAsync("shown wide");

        await page.Locator("#render").ClickAsync();
        await Expect(page.Locator("#classes")).ToHaveTextAsync("classes, rendered 1 times");
        await Expect(hidden).ToBeVisibleAsync();

        await page.Locator("#hide").ClickAsync();
        await Expect(hidden).ToBeHiddenAsync();
        await page.Locator("#toggle").ClickAsync();
        await Expect(hidden).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Classes_come_and_go_and_stay_after_a_render()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#add").ClickAsync();
        await Expect(page.Locator("#classes")).ToHaveClassAsync("one two");
        await page.Locator("#remove").ClickAsync();
        await page.Locator("#render").ClickAsync();

        await Expect(page.Locator("#classes")).ToHaveTextAsync("classes, rendered 1 times");
        await Expect(page.Locator("#classes")).ToHaveClassAsync("two");
    }

    [Fact]
    public async Task A_target_is_the_nearest_around_or_those_within()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#flip-closest").ClickAsync();
        await page.Locator("#inner").ClickAsync();

        await Expect(page.Locator("#closest")).ToHaveClassAsync("flipped");
        await Expect(page.Locator("#inner b")).ToHaveClassAsync("found");
    }

    [Fact]
    public async Task Attributes_are_set_removed_and_swapped()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        var attributes = page.Locator("#attributes");

        await page.Locator("#set").ClickAsync();
        await Expect(attributes).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(attributes).Not.ToHaveAttributeAsync("data-old", Anything());

        await page.Locator("#swap").ClickAsync();
        await Expect(attributes).ToHaveAttributeAsync("data-side", "right");
        await page.Locator("#swap").ClickAsync();
        await Expect(attributes).ToHaveAttributeAsync("data-side", "left");
    }

    [Fact]
    public async Task A_command_is_an_event_for_scripts()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#dispatch").ClickAsync();

        await Expect(page.Locator("#copy")).ToHaveAttributeAsync("data-copied", "copied");
    }

    [Fact]
    public async Task A_command_pushes_an_event_with_values_to_a_method()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#push").ClickAsync();

        await Expect(page.Locator("#pushed")).ToHaveTextAsync("seven is 7");
        await Expect(page.Locator("#pushed-note")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_focus_moves_and_is_given_back()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#focus").ClickAsync();
        await Expect(page.Locator("#second")).ToBeFocusedAsync();

        await page.Locator("#focus-first").ClickAsync();
        await Expect(page.Locator("#first")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#focus-first")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_command_goes_to_another_address_of_the_view_or_to_another_view()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        await MarkAsync(page);

        await page.Locator("#patch").ClickAsync();
        await Expect(page.Locator("#location")).ToHaveTextAsync("/commands?page=2");
        await page.Locator("#navigate").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Hall");
        Assert.True(await IsMarkedAsync(page));
    }

    [Fact]
    public async Task A_command_runs_those_of_another_element()
    {
        var page = await Browser.OpenLiveAsync("/commands");

        await page.Locator("#exec").ClickAsync();

        await Expect(page.Locator("#menu")).ToHaveClassAsync("open");
    }

    [Fact]
    public async Task A_transition_has_its_classes_while_it_lasts()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        var shaken = page.Locator("#shaken");

        await page.Locator("#transit").ClickAsync();

        await Expect(shaken).ToHaveClassAsync(new Regex("shake"));
        await Expect(shaken).Not.ToHaveClassAsync(new Regex("shake"));
    }

    [Fact]
    public async Task What_a_person_has_opened_stays_open_after_a_render()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        await page.Locator("summary").ClickAsync();

        await page.Locator("#render").ClickAsync();

        await Expect(page.Locator("#details")).ToHaveTextAsync("detailsmore, 1");
        await Expect(page.Locator("#details")).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task An_element_runs_commands_when_it_comes_and_when_it_goes()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        await Expect(page.Locator("#greeted")).ToHaveClassAsync("mounted");

        await page.Locator("#render").ClickAsync();
        await page.Locator("#render").ClickAsync();

        await Expect(page.Locator("#leaving")).ToHaveCountAsync(0);
        await Expect(page.Locator("#copy")).ToHaveAttributeAsync("data-copied", "gone");
    }

    [Fact]
    public async Task An_element_runs_commands_when_the_connection_is_lost_and_when_it_is_back()
    {
        var page = await Browser.OpenLiveAsync("/commands");
        var link = page.Locator("#link");
        await page.EvaluateAsync("liveSocket.disconnect()");
        await Expect(link).ToHaveAttributeAsync("data-link", "down");

        await page.EvaluateAsync("liveSocket.connect()");

        await Expect(link).ToHaveAttributeAsync("data-link", "up");
    }

    [GeneratedRegex(".*")]
    private static partial Regex Anything();
}
