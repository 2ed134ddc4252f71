using Library;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Docs.Tests.Snippets;

// snippet: browser-base
public sealed class LibraryOnSocket : TestApp<App>
{
    public LibraryOnSocket() => Options = new() { Listens = true, IsSeeded = true };
}

[Trait("Needs", "Browser")]
public abstract class LibraryTest(LibraryOnSocket app) : SystemTest<App>(app), IClassFixture<LibraryOnSocket>
{
    protected override string? FailedTest =>
        TestContext.Current.TestState is { Result: TestResult.Failed } ? TestContext.Current.TestMethod!.MethodName : null;
}
// end snippet

// snippet: browser-first
public sealed class CatalogTests(LibraryOnSocket app) : LibraryTest(app)
{
    [Fact]
    public async Task A_new_book_appears_in_an_open_catalogue()
    {
        var catalog = await Browser.OpenLiveAsync("/catalog");

        await App.PostAsync("/books", new { Title = "The Arch", Author = "R. Stone" });

        await Expect(catalog.Locator("#books > li").First).ToHaveTextAsync("The Arch by R. Stone");
    }

    [Fact]
    public async Task A_book_is_renamed_in_its_form()
    {
        var page = await Browser.OpenLiveAsync("/catalog/1");

        await page.GetByLabel("Title").FillAsync("The Long Viaduct");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByText("The Long Viaduct")).ToBeVisibleAsync();
    }
}
// end snippet
