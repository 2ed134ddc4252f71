using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class BindingsTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task A_click_brings_the_values_of_its_element()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#click").ClickAsync();
        await ExpectHeardAsync(page, "click colour=red value=seven");

        await page.Locator("#ticked").ClickAsync();
        await ExpectHeardAsync(page, "click colour=red value=seven; click value=yes");
    }

    [Fact]
    public async Task A_click_elsewhere_is_one_away_and_a_click_inside_is_not()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#inside").ClickAsync();
        await page.Locator("#elsewhere").ClickAsync();

        await Expect(page.Locator("#away")).ToHaveTextAsync("1 clicks away");
    }

    [Fact]
    public async Task Keys_are_heard_and_others_than_the_one_asked_for_are_not()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#entered").PressAsync("a");
        await page.Locator("#entered").PressAsync("Enter");
        await page.Locator("#released").PressAsync("b");

        await ExpectHeardAsync(page, "down Enter3; up b");
    }

    [Fact]
    public async Task Keys_of_the_window_are_heard_wherever_the_focus_is()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("F3");
        await page.Keyboard.PressAsync("F2");

        await ExpectHeardAsync(page, "down Escape; up F2");
    }

    [Fact]
    public async Task The_focus_comes_and_goes()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#focused").FocusAsync();
        await page.Locator("#released").FocusAsync();

        await ExpectHeardAsync(page, "focus; blur");
    }

    [Fact]
    public async Task The_window_gets_and_loses_the_focus()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.EvaluateAsync("window.dispatchEvent(new Event('blur'))");
        await page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");

        await ExpectHeardAsync(page, "window blur; window focus");
    }

    [Fact]
    public async Task Of_many_throttled_clicks_only_the_first_is_sent()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#throttled").ClickAsync();
        await page.Locator("#throttled").ClickAsync();
        await page.Locator("#throttled").ClickAsync();
        await page.Locator("#click").ClickAsync();

        await ExpectHeardAsync(page, "throttled; click colour=red value=seven");
    }

    [Fact]
    public async Task A_debounced_field_is_sent_once_typing_has_paused_or_the_field_is_left()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.GetByLabel("blurred").PressSequentiallyAsync("one");
        await page.GetByLabel("timed").FocusAsync();
        await ExpectHeardAsync(page, "blurred one/");

        // Without a pause between them, however busy the machine is.
        await page.GetByLabel("timed").EvaluateAsync(
            """
            field => {
              for (const text of ["t", "tw", "two"]) {
                field.value = text;
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
              }
            }
            """);
        await ExpectHeardAsync(page, "blurred one/; timed /two");
    }

    [Fact]
    public async Task A_field_may_have_a_handler_of_its_own()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.GetByLabel("own", new() { Exact = true }).FillAsync("x");

        await ExpectHeardAsync(page, "own x");
    }

    [Fact]
    public async Task A_method_is_called_by_its_name()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#named").ClickAsync();

        await ExpectHeardAsync(page, "named 9");
    }

    [Fact]
    public async Task A_button_is_locked_and_says_so_until_its_answer_has_come()
    {
        var page = await Browser.OpenLiveAsync("/bindings?gate=locked");
        var button = page.Locator("#locked");

        await button.ClickAsync();
        await Expect(button).ToHaveTextAsync("Working ...");
        await Expect(button).ToHaveClassAsync("phx-click-loading");

        Gates.Of("locked").SetResult("worked");
        await ExpectHeardAsync(page, "worked");
        await Expect(button).ToHaveTextAsync("locked");
        await Expect(button).Not.ToHaveClassAsync("phx-click-loading");
    }

    [Fact]
    public async Task What_is_to_be_ignored_stays_as_it_was()
    {
        var page = await Browser.OpenLiveAsync("/bindings");

        await page.Locator("#named").ClickAsync();

        await ExpectHeardAsync(page, "named 9");
        await Expect(page.Locator("#still")).ToHaveTextAsync("0 heard");
    }

    static Task ExpectHeardAsync(IPage page, string heard) => Expect(page.Locator("#heard")).ToHaveTextAsync(heard);
}
