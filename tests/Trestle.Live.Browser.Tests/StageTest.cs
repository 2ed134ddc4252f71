using Microsoft.Playwright;

namespace Trestle.Live.Browser.Tests;

/// <summary>A test that uses the stage as a person does, with windows of its own.</summary>
[Trait("Needs", "Browser")]
public abstract class StageTest(Stage stage) : SystemTest<StageApp>(stage)
{
    protected override string? FailedTest =>
        TestContext.Current.TestState is { Result: TestResult.Failed } ? TestContext.Current.TestMethod!.MethodName : null;

    public override async ValueTask DisposeAsync()
    {
        if (FailedTest is not null)
            TestContext.Current.TestOutputHelper?.WriteLine($"The stage logged:\n\n{string.Join('\n', App.Log.Where(line => !line.Contains("Trestle.Requests", StringComparison.Ordinal)).TakeLast(10))}");

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Cuts the connection of a page, as a network does; its client finds that out and connects again.</summary>
    protected static Task CutAsync(IPage page) => page.EvaluateAsync("liveSocket.socket.conn.close(4000)");

    /// <summary>Marks the document, so that a page that was loaded anew is told from one that was changed.</summary>
    protected static Task MarkAsync(IPage page) => page.EvaluateAsync("window.isSame = true");

    protected static async Task<bool> IsMarkedAsync(IPage page) => await page.EvaluateAsync<bool>("window.isSame === true");
}
