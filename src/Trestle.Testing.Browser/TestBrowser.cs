using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Trestle;

/// <summary>
/// A browser at a running application, with a window for each page. Whatever it complains about (an error in the console, an
/// exception in a script, a dialog that opens) is thrown when it is disposed, so that no test passes over it.
/// </summary>
public sealed partial class TestBrowser(Func<Task<Uri>> address) : IAsyncDisposable
{
    // For what should come soon, on a machine that is busy.
    const float Patience = 20_000;

    readonly List<IPage> pages = [];
    readonly List<string> complaints = [];

    static TestBrowser() => Assertions.SetDefaultExpectTimeout(Patience);

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
                return [.. complaints];
        }
    }

    /// <summary>Opens the page in a window of its own, with no cookies yet.</summary>
    public async Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var browser = await Chromium.SharedAsync();
        var context = await browser.NewContextAsync(new(options ?? new()) { BaseURL = (await address()).ToString() });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        pages.Add(page);

        // An icon that no page names is the browser's own idea.
        page.Console += (_, message) => Hear(message.Type == "error" && !message.Location.Contains("/favicon.ico", StringComparison.Ordinal), $"console: {message.Text}");
        page.PageError += (_, error) => Hear(true, $"script: {error}");
        page.Dialog += (_, dialog) => Hear(true, $"{dialog.Type}: {dialog.Message}");
        await page.GotoAsync(path);

        return page;
    }

    /// <summary>Opens the page, and waits until it is live.</summary>
    public async Task<IPage> OpenLiveAsync(string path)
    {
        var page = await OpenAsync(path);
        await ExpectLiveAsync(page);

        return page;
    }

    /// <summary>Waits until the live view of the page is connected.</summary>
    public static Task ExpectLiveAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-phx-main]")).ToHaveClassAsync(Connected());

    /// <summary>Takes back complaints that contain the text: a test that asks for a 404 expects the browser's note of it.</summary>
    public void Forget(string text)
    {
        lock (complaints)
            complaints.RemoveAll(complaint => complaint.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Takes a picture of each open page, in full; the files.</summary>
    public async Task<IReadOnlyList<string>> PhotographAsync(string folder, string name)
    {
        List<string> files = [];

        foreach (var page in pages)
        {
            files.Add(Path.Combine(folder, $"{name}-{files.Count + 1}.png"));
            await page.ScreenshotAsync(new() { Path = files[^1], FullPage = true });
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in pages)
            await page.Context.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMilliseconds(Patience));

        if (Complaints is { Count: > 0 } heard)
            throw new ExpectationException("a browser without complaints", heard);
    }

    void Hear(bool matters, string complaint)
    {
        if (!matters)
            return;

        lock (complaints)
            complaints.Add(complaint);
    }

    [GeneratedRegex(@"\bphx-connected\b")]
    private static partial Regex Connected();
}
