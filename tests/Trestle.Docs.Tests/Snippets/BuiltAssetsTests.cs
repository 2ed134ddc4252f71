using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Docs.Tests.Snippets;

public sealed class StudioApp() : RunningApp("Studio", "Production");

/// <summary>Files as an application with esbuild and Tailwind serves them.</summary>
public sealed class BuiltAssetsTests(StudioApp studio) : IClassFixture<StudioApp>
{
    [Fact]
    public async Task Tailwind_writes_the_classes_that_pages_use()
    {
        var css = await studio.Browser.GetStringAsync("/app.css");

        Assert.Contains(".decoration-4{text-decoration-thickness:4px}", css, StringComparison.Ordinal);
        Assert.DoesNotContain(".decoration-8", css, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "Browser")]
    public async Task Esbuild_bundles_what_scripts_import()
    {
        await using var browser = new TestBrowser(() => Task.FromResult(studio.Browser.BaseAddress!));
        var page = await browser.OpenAsync("/");

        await Expect(page.Locator("#desk")).ToHaveTextAsync("The desk of Ann");
    }

    [Fact]
    public async Task Nothing_runs_that_need_not()
    {
        var again = await BuildAsync();
        var without = await BuildAsync("-p:TrestleEsbuild=false", "-p:TrestleTailwind=false");

        Assert.Contains("Skipping target \"_TrestleRunEsbuild\" because all output files are up-to-date", again, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"_TrestleRunTailwind\" because all output files are up-to-date", again, StringComparison.Ordinal);
        Assert.DoesNotContain("_TrestleRun", without, StringComparison.Ordinal);
    }

    static async Task<string> BuildAsync(params string[] options)
    {
        var project = Path.Combine(Repository.Root, "tests/Trestle.Docs.Tests/Apps/Studio/Studio.csproj");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-t:TrestleAssets", $"-p:Configuration={configuration}", "-v:d", "-nologo", .. options])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.Equal(0, build.ExitCode);

        return output;
    }
}
