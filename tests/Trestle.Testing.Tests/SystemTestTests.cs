using Trestle.Testing.Tests.Kiosk;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Testing.Tests;

public sealed class KioskOnSocket : TestApp<KioskApp>
{
    public KioskOnSocket() => Options = new() { Listens = true };
}

[Trait("Needs", "Browser")]
public sealed class SystemTestTests(KioskOnSocket app) : SystemTest<KioskApp>(app), IClassFixture<KioskOnSocket>
{
    protected override string? FailedTest => TestContext.Current.TestState is { Result: TestResult.Failed } ? TestContext.Current.TestMethod!.MethodName : null;

    [Fact]
    public async Task A_browser_fills_a_form()
    {
        var page = await Browser.OpenAsync("/notes/new");

        await page.Locator("[name=title]").FillAsync("Typed");
        await page.Locator("button").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Typed");
        Assert.Contains("Typed", (await App.GetAsync("/notes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_browser_complains_about_is_thrown_at_the_end()
    {
        await App.StartAsync();
        var browser = new TestBrowser(() => Task.FromResult(App.Url));
        await browser.OpenAsync("/broken");

        var failure = await Assert.ThrowsAsync<ExpectationException>(async () => await browser.DisposeAsync());

        Assert.StartsWith("Expected a browser without complaints, got:\n    script: Error: torn", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_test_expects_is_forgotten()
    {
        await Browser.OpenAsync("/nowhere");
        Assert.Contains("404", Assert.Single(Browser.Complaints), StringComparison.Ordinal);

        Browser.Forget("a status of 404");

        Assert.Empty(Browser.Complaints);
    }

    [Fact]
    public async Task A_failed_test_leaves_pictures_of_its_pages()
    {
        var folder = Directory.CreateTempSubdirectory("pictures-");
        var test = new FailingTest(app, folder.FullName);
        await test.LookAsync();

        await test.DisposeAsync();

        Assert.Equal("Looks_at_notes-1.png", Assert.Single(folder.GetFiles()).Name);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_app_in_memory_is_refused()
    {
        await using var memory = new TestApp<KioskApp>();

        var failure = Assert.Throws<ArgumentException>(() => new FailingTest(memory, ""));

        Assert.Equal(
            """
            expected an app that a browser can reach, got one that is asked in memory

            Let it listen:

                public class KioskAppOnSocket : TestApp<KioskApp>
                {
                    public KioskAppOnSocket() => Options = new() { Listens = true };
                }
            """, failure.Message);
    }

    [Fact]
    public async Task A_machine_without_a_browser_says_how_to_get_one()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Chromium.StartAsync(["/nowhere/chromium", "/nowhere/else"]));

        Assert.Equal(
            """
            Browser tests need Chromium, and it is not on this machine. Looked for: /nowhere/chromium, /nowhere/else.

            Install it:

                sudo apt-get install chromium
            """, failure.Message);
    }

    sealed class FailingTest(TestApp<KioskApp> app, string folder) : SystemTest<KioskApp>(app)
    {
        protected override string? FailedTest => "Looks_at_notes";

        protected override string Screenshots => folder;

        public Task LookAsync() => Browser.OpenAsync("/notes");
    }
}
