using Blog.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Blog.Tests;

/// <summary>The browser of the machine, headless; started by the first test that needs it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    const string Program = "/usr/bin/chromium";

    static readonly string[] Quietly =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(StartAsync);

    /// <summary>A browser window of its own, with no cookies yet.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) =>
        await (await started.Value).Browser.NewContextAsync(options);

    static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        if (!File.Exists(Program))
            Assert.Fail($"{Program} is missing, and the browser tests need it.\n\nInstall it:\n\n    bin/setup browser");

        Assertions.SetDefaultExpectTimeout((float)Patience.Short.TotalMilliseconds);
        var playwright = await Playwright.CreateAsync();

        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Quietly }));
    }

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated || !started.Value.IsCompletedSuccessfully)
            return;

        var (playwright, browser) = await started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
