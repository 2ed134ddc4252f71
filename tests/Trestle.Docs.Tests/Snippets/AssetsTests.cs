using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Docs.Tests.Snippets;

public sealed class GalleryApp() : RunningApp("Gallery", "Production");

/// <summary>Files as an application without Node serves them.</summary>
public sealed partial class AssetsTests(GalleryApp gallery) : IClassFixture<GalleryApp>
{
    [Fact]
    public async Task A_stylesheet_comes_with_what_it_imports_and_by_an_address_that_may_be_kept_for_ever()
    {
        var link = (await gallery.OpenAsync("/")).QuerySelector("link[rel=stylesheet]")!;
        var answer = await gallery.Browser.GetAsync(link.GetAttribute("href"));
        var css = await answer.Content.ReadAsStringAsync();

        Assert.Matches(Bundle(), css);
        Assert.Matches(@"^/css/app\.[0-9a-f]{10}\.css$", link.GetAttribute("href"));
        Assert.Equal(link.GetAttribute("integrity"), $"sha256-{Convert.ToBase64String(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync()))}");
        Assert.Equal(("max-age=31536000, immutable", "text/css; charset=utf-8"), (Header(answer, "Cache-Control"), $"{answer.Content.Headers.ContentType}"));

        foreach (Match image in Url().Matches(css))
            Assert.Equal("image/svg+xml", $"{(await gallery.Browser.GetAsync(image.Groups[1].Value)).Content.Headers.ContentType}");
    }

    [Theory]
    [InlineData("link[rel=stylesheet]", "href", "br")]
    [InlineData("link[rel=stylesheet]", "href", "gzip")]
    [InlineData("script[type=module]", "src", "gzip")]
    [InlineData("img", "src", "gzip")]
    public async Task Files_come_compressed_to_who_takes_them_so(string selector, string attribute, string encoding)
    {
        var address = (await gallery.OpenAsync("/")).QuerySelector(selector)!.GetAttribute(attribute);
        var plain = await gallery.Browser.GetByteArrayAsync(address);
        var answer = await gallery.Browser.SendAsync(new(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", encoding } } });
        using var packed = await answer.Content.ReadAsStreamAsync();
        using Stream stream = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await stream.CopyToAsync(unpacked);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal("Accept-Encoding", Header(answer, "Vary"));
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Fact]
    public async Task By_its_plain_name_a_stylesheet_is_asked_for_anew_and_sent_only_when_it_has_changed()
    {
        var first = await gallery.Browser.GetAsync("/css/app.css");
        var again = await gallery.Browser.SendAsync(new(HttpMethod.Get, "/css/app.css") { Headers = { { "If-None-Match", $"{first.Headers.ETag}" } } });
        var former = await gallery.Browser.GetAsync("/css/app.0123456789.css");

        Assert.Equal(("no-cache", HttpStatusCode.NotModified), (Header(first, "Cache-Control"), again.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "no-cache"), (former.StatusCode, Header(former, "Cache-Control")));
    }

    [Fact]
    [Trait("Needs", "Browser")]
    public async Task Modules_find_each_other_by_the_import_map_under_the_strict_policy()
    {
        await using var browser = new TestBrowser(() => Task.FromResult(gallery.Browser.BaseAddress!));
        var page = await browser.OpenAsync("/");

        await Expect(page.Locator("#greeting")).ToHaveTextAsync("Hello Ann! 3");
        await Expect(page.Locator("#greeting")).ToHaveAttributeAsync("data-slow", "slowly");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-began", "yes");
        var fetched = await page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)");
        Assert.All(fetched.Where(path => path.EndsWith(".js", StringComparison.Ordinal)), path => Assert.Matches(@"\.\w{10}\.js$", path));
        Assert.Equal(5, fetched.Count(path => path.EndsWith(".js", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Needs", "Browser")]
    public async Task A_script_that_is_not_the_one_that_was_meant_does_not_run()
    {
        await using var browser = new TestBrowser(() => Task.FromResult(gallery.Browser.BaseAddress!));
        var page = await browser.OpenAsync("/");
        await page.RouteAsync("**/js/app.*.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "document.title = 'Taken over'" }));

        await page.ReloadAsync();

        await Expect(page).ToHaveTitleAsync("Gallery");
        Assert.Contains(browser.Complaints, complaint => complaint.Contains("Failed to find a valid digest in the 'integrity' attribute", StringComparison.Ordinal));
        browser.Forget("integrity");
    }

    static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : answer.Content.Headers.GetValues(name)).Replace("immutable, max-age=31536000", "max-age=31536000, immutable", StringComparison.Ordinal);

    [GeneratedRegex("""\A@media screen \{\nimg \{ border-image: url\("/img/frame\.\w{10}\.svg"\) 30; \}\s+\}\s+body \{ background: url\("/img/paper\.\w{10}\.svg"\); \}\s*\z""")]
    private static partial Regex Bundle();

    [GeneratedRegex("""url\("([^"]+)"\)""")]
    private static partial Regex Url();
}
