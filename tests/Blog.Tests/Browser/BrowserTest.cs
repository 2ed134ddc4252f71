using Microsoft.Playwright;
using Trestle;

namespace Blog.Tests;

/// <summary>A test that looks at the blog, run as a program of its own, through a browser.</summary>
[Trait("Needs", "Browser")]
public abstract class BrowserTest : BlogTest
{
    readonly TestBrowser browser;

    protected BrowserTest(BlogFixture blog)
        : base(blog) => browser = new(() => Task.FromResult(blog.Server.Url));

    protected Task<IPage> OpenAsync(string path, BrowserNewContextOptions? options = null) => browser.OpenAsync(path, options);

    protected Task<IPage> OpenLiveAsync(string path) => browser.OpenLiveAsync(path);

    protected static Task ExpectLiveAsync(IPage page) => TestBrowser.ExpectLiveAsync(page);

    /// <summary>Chromium itself notes each answer of 400 and above; a test that asked for one says so.</summary>
    protected void ForgetTheBrowsersNoteOf(int status) => browser.Forget($"the server responded with a status of {status} ");

    /// <summary>A connection that breaks is noted by Chromium, once for each attempt to connect again.</summary>
    protected void ForgetTheLostConnection() => browser.Forget("WebSocket connection to");

    public override async ValueTask DisposeAsync()
    {
        if (HasFailed)
            await browser.PhotographAsync(Path.Combine(Repository.Screenshots, "failed"), TestContext.Current.TestMethod!.MethodName);

        await base.DisposeAsync();
        await browser.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
