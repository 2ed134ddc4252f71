using Microsoft.Playwright;

namespace Trestle;

/// <summary>The browser of the machine, without a window; started by the first test of a run that needs it, and ended with the run.</summary>
static class Chromium
{
    static readonly string[] programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    static readonly string[] quietly =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    static readonly Lazy<Task<IBrowser>> started = new(() => StartAsync(programs));

    public static Task<IBrowser> SharedAsync() => started.Value;

    public static async Task<IBrowser> StartAsync(IReadOnlyList<string> places)
    {
        var program = places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"""
            Browser tests need Chromium, and it is not on this machine. Looked for: {string.Join(", ", places)}.

            Install it:

                sudo apt-get install chromium
            """);
        var playwright = await Playwright.CreateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();

        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = quietly });
    }
}
