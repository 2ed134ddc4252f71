using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class PortalTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task What_it_shows_is_elsewhere_takes_events_and_goes_when_it_is_shown_no_longer()
    {
        var page = await Browser.OpenLiveAsync("/portal");
        var place = page.Locator("#portal-target");
        await page.Locator("#toggle").ClickAsync();
        await Expect(place.Locator(".menu")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-phx-main] .menu")).ToHaveCountAsync(0);

        await place.Locator(".one").ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync("1");
        await place.GetByLabel("text").FillAsync("typed there");
        await Expect(place.Locator(".typed")).ToHaveTextAsync("typed there");
        await page.Locator("#toggle").ClickAsync();

        await Expect(place.Locator("*")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_within_another_leads_on_and_follows_the_view()
    {
        var page = await Browser.OpenLiveAsync("/portal");
        await page.Locator("#toggle").ClickAsync();
        var hint = page.Locator("#portal-target > .hint");
        await Expect(hint).ToHaveTextAsync("0 counted");

        await page.Locator("#portal-target .one").ClickAsync();

        await Expect(hint).ToHaveTextAsync("1 counted");
    }

    [Fact]
    public async Task What_is_typed_there_is_recovered_when_the_connection_comes_back()
    {
        var page = await Browser.OpenLiveAsync("/portal?open=true");
        var place = page.Locator("#portal-target");
        await place.GetByLabel("text").FillAsync("kept");
        await Expect(place.Locator(".typed")).ToHaveTextAsync("kept");
        await page.EvaluateAsync("document.querySelector('#portal-target .typed').textContent = 'stale'");

        await CutAsync(page);

        await Expect(place.Locator(".typed")).ToHaveTextAsync("kept");
        await Expect(place.Locator(".menu")).ToHaveCountAsync(1);
    }
}
