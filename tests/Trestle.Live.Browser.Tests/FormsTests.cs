using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class FormsTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task Only_fields_that_somebody_has_been_at_are_found_fault_with()
    {
        var page = await Browser.OpenLiveAsync("/order");

        await page.GetByLabel("Title").FillAsync("A title that is much too long");

        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["is too long (maximum is 20 characters)"]);

        await page.GetByLabel("Email").FillAsync("x");
        await page.GetByLabel("Email").FillAsync("");

        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["is too long (maximum is 20 characters)", "can't be blank"]);
        await Expect(page.GetByLabel("Email")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task A_form_that_is_submitted_shows_all_faults_and_none_once_they_are_mended()
    {
        var page = await Browser.OpenLiveAsync("/order");

        await page.GetByRole(AriaRole.Button, new() { Name = "Order" }).ClickAsync();
        await Expect(page.Locator(".field-error")).ToHaveTextAsync(["can't be blank", "can't be blank"]);

        await page.GetByLabel("Title").FillAsync("Planks");
        await page.GetByLabel("Email").FillAsync("ann@example.com");
        await page.GetByLabel("Email").PressAsync("Enter");

        await Expect(page.GetByText("Ordered.")).ToBeVisibleAsync();
        await Expect(page.Locator(".field-error")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_field_with_the_focus_keeps_what_is_typed_whatever_the_server_sends()
    {
        var page = await Browser.OpenLiveAsync("/order");
        var title = page.GetByLabel("Title");
        await title.FillAsync("Mine");

        await page.EvaluateAsync("document.querySelector('#server').dispatchEvent(new MouseEvent('click', { bubbles: true }))");

        await Expect(page.Locator("#summary")).ToContainTextAsync("From the server, 1,");
        await Expect(title).ToHaveValueAsync("Mine");

        await title.BlurAsync();
        await page.Locator("#server").ClickAsync();
        await Expect(title).ToHaveValueAsync("From the server, 2");
    }

    [Fact]
    public async Task A_form_is_recovered_when_the_connection_comes_back()
    {
        var page = await Browser.OpenLiveAsync("/order");
        await page.GetByLabel("Title").FillAsync("Planks");
        await page.GetByLabel("Notes").FillAsync("two lines\nof them");
        await page.GetByLabel("own way").FillAsync("mine");
        await page.GetByLabel("forgetful").FillAsync("lost");
        await Expect(page.Locator("#forgotten")).ToHaveTextAsync("lost");

        await CutAsync(page);

        await Expect(page.Locator("#summary")).ToHaveTextAsync("Planks, , checked 1 times, recovered mine");
        await Expect(page.Locator("#forgotten")).ToHaveTextAsync("nothing");
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Planks");
        await Expect(page.GetByLabel("Notes")).ToHaveValueAsync("two lines\nof them");
    }

    [Fact]
    public async Task A_form_is_posted_as_ever_once_its_trigger_is_true()
    {
        var page = await Browser.OpenLiveAsync("/trigger");

        await page.GetByLabel("word").FillAsync("open");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("[role=alert]")).ToHaveTextAsync("That is not the word.");
        await page.GetByLabel("word").FillAsync("sesame");
        await page.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("posted sesame");
    }

    [Fact]
    public async Task Selects_boxes_and_radio_buttons_are_read()
    {
        var page = await Browser.OpenLiveAsync("/choices");
        var chosen = page.Locator("#chosen");

        await page.GetByLabel("size").SelectOptionAsync("m");
        await Expect(chosen).ToHaveTextAsync("size: m, , False, rail,");
        await page.GetByLabel("tags").SelectOptionAsync(["red", "blue"]);
        await Expect(chosen).ToHaveTextAsync("tags: m, red+blue, False, rail,");
        await page.GetByLabel("gift").CheckAsync();
        await Expect(chosen).ToHaveTextAsync("gift: m, red+blue, True, rail,");
        await page.GetByLabel("road").CheckAsync();
        await Expect(chosen).ToHaveTextAsync("by: m, red+blue, True, road,");
        await page.GetByLabel("count").FillAsync("12");
        await Expect(chosen).ToHaveTextAsync("count: m, red+blue, True, road, 12");
    }

    [Fact]
    public async Task A_select_keeps_its_choice_when_it_gets_more_options()
    {
        var page = await Browser.OpenLiveAsync("/choices");
        await page.GetByLabel("tags").SelectOptionAsync(["green"]);
        await Expect(page.Locator("#chosen")).ToHaveTextAsync("tags: s, green, False, rail,");

        await page.Locator("#more").ClickAsync();

        await Expect(page.GetByLabel("tags").Locator("option")).ToHaveTextAsync(["new", "red", "green", "blue"]);
        await Expect(page.GetByLabel("tags")).ToHaveValuesAsync(["green"]);
    }
}
