using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Blog.Tests;

/// <summary>A test that looks at the blog through a browser. Whatever the browser complains about fails it.</summary>
[Trait("Needs", "Browser")]
public abstract partial class BrowserTest(BlogFixture blog, Chromium chromium) : BlogTest(blog)
{
    readonly List<IPage> pages = [];

    /// <summary>Errors in the console, exceptions in scripts, dialogs that opened: what no page of the blog does.</summary>
    protected List<string> Complaints { get; } = [];

    /// <summary>Opens the page in a window of its own.</summary>
    protected async Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.NewContextAsync(new(options ?? new()) { BaseURL = Blog.Server.Url.ToString() });
        context.SetDefaultTimeout((float)Patience.Short.TotalMilliseconds);
        var page = await context.NewPageAsync();
        pages.Add(page);

        page.Console += (_, message) => Hear(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Hear(true, $"script: {error}");
        page.Dialog += (_, dialog) => Hear(true, $"{dialog.Type}: {dialog.Message}");
        await page.GotoAsync(path);

        return page;
    }

    /// <summary>Opens the page, and waits until it is live.</summary>
    protected async Task<IPage> OpenLiveAsync(string path)
    {
        var page = await OpenAsync(path);
        await ExpectLiveAsync(page);

        return page;
    }

    protected static Task ExpectLiveAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-phx-main]")).ToHaveClassAsync(Connected());

    /// <summary>Chromium itself notes each answer of 400 and above; a test that asked for one says so.</summary>
    protected void ForgetTheBrowsersNoteOf(int status) => Forget($"the server responded with a status of {status} ");

    /// <summary>A connection that breaks is noted by Chromium, once for each attempt to connect again.</summary>
    protected void ForgetTheLostConnection() => Forget("WebSocket connection to");

    void Forget(string text)
    {
        lock (Complaints)
            Complaints.RemoveAll(complaint => complaint.Contains(text, StringComparison.Ordinal));
    }

    public override async ValueTask DisposeAsync()
    {
        if (HasFailed)
            await PhotographAsync();

        foreach (var page in pages)
            await page.Context.DisposeAsync();

        await base.DisposeAsync();

        lock (Complaints)
            Assert.Empty(Complaints);
    }

    void Hear(bool matters, string complaint)
    {
        if (!matters)
            return;

        lock (Complaints)
            Complaints.Add(complaint);
    }

    async Task PhotographAsync()
    {
        for (var tab = 0; tab < pages.Count; tab++)
        {
            var file = Path.Combine(Repository.Screenshots, "failed", $"{TestContext.Current.TestMethod!.MethodName}-{tab + 1}.png");
            await pages[tab].ScreenshotAsync(new() { Path = file, FullPage = true });
        }
    }

    [GeneratedRegex(@"\bphx-connected\b")]
    private static partial Regex Connected();
}
