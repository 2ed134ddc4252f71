using System.Diagnostics;

namespace Trestle.Docs.Tests.Snippets;

/// <summary>The gallery as it goes to a server.</summary>
public sealed class PublishedGallery() : RunningApp("Gallery", "Production")
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-published-");

    protected override async Task<string> ProgramAsync()
    {
        var project = Path.Combine(Repository.Root, "tests/Trestle.Docs.Tests/Apps/Gallery/Gallery.csproj");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "--no-build", "-c", configuration, "-o", folder.FullName, "-v:q", "-nologo"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);

        return Path.Combine(folder.FullName, "Gallery.dll");
    }

    protected override void CleanUp() => folder.Delete(recursive: true);
}

public class PublishedAssetsTests(PublishedGallery gallery) : IClassFixture<PublishedGallery>
{
    [Theory]
    [InlineData("link[rel=stylesheet]", "href")]
    [InlineData("script[type=module]", "src")]
    [InlineData("img", "src")]
    public async Task What_is_published_is_kept_for_ever_and_comes_by_brotli(string selector, string attribute)
    {
        var address = (await gallery.OpenAsync("/")).QuerySelector(selector)!.GetAttribute(attribute);
        var answer = await gallery.Browser.SendAsync(new(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip, br" } } });

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl!.MaxAge);
        Assert.Contains("immutable", answer.Headers.CacheControl.ToString(), StringComparison.Ordinal);
    }
}
