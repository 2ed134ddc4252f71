using System.Net;

namespace Trestle.Web.Tests.Locales;

public sealed class LocaleChoiceTests : IDisposable
{
    readonly CatalogFolder folder = new(
        ("en", """{ "hello": { "index": { "text": "Hello" } } }"""),
        ("de", """{ "hello": { "index": { "text": "Hallo" } } }"""),
        ("pt-BR", """{ "hello": { "index": { "text": "Olá" } } }"""));

    [Theory]
    [InlineData("/hello", null, "Hello en UTC 0.5")]
    [InlineData("/hello", "de", "Hallo de UTC 0,5")]
    [InlineData("/hello", "fr, de-CH;q=0.8, en;q=0.5", "Hallo de UTC 0,5")]
    [InlineData("/hello", "de;q=0.2, pt-BR;q=0.9", "Olá pt-BR UTC 0,5")]
    [InlineData("/hello", "de;q=0, *", "Hello en UTC 0.5")]
    [InlineData("/hello", "nonsense/&, ,", "Hello en UTC 0.5")]
    [InlineData("/de/hello", "pt-BR", "Hallo de UTC 0,5")]
    public async Task The_path_chooses_before_the_browser(string path, string? browser, string text)
    {
        await using var site = await StartAsync();

        var answer = await GetAsync(site, path, browser);

        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
        Assert.Equal([text.Split(' ')[1]], answer.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_is_no_page()
    {
        await using var site = await StartAsync();

        var answer = await GetAsync(site, "/fr/hello");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no page in fr. Its languages are de, en, pt-BR.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_chooses_language_and_zone_from_the_next_request_on()
    {
        await using var site = await StartAsync();

        await GetAsync(site, "/hello/choose?locale=de&zone=Asia/Tokyo");

        Assert.Equal("Hallo de Asia/Tokyo 0,5", await (await GetAsync(site, "/hello", "pt-BR")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_host_may_have_a_language_of_its_own()
    {
        await using var site = await StartAsync(new() { Hosts = new Dictionary<string, string> { ["127.0.0.1"] = "de" } });

        Assert.Equal("Hallo de UTC 0,5", await (await GetAsync(site, "/hello", "pt-BR")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_browser_need_not_be_asked()
    {
        await using var site = await StartAsync(new() { FromBrowser = false, Default = "de", TimeZone = "Europe/Berlin" });

        var answer = await GetAsync(site, "/hello", "en");

        Assert.Equal("Hallo de Europe/Berlin 0,5", await answer.Content.ReadAsStringAsync());
        Assert.Empty(answer.Headers.Vary);
    }

    [Fact]
    public async Task Caches_are_told_that_the_browsers_language_matters()
    {
        await using var site = await StartAsync();

        Assert.Equal(["Accept-Language"], (await GetAsync(site, "/hello", "de")).Headers.Vary);
    }

    [Fact]
    public async Task Without_catalogs_a_text_says_how_to_begin()
    {
        await using var site = await Site.StartAsync(new() { IsDevelopment = true }, routes: new HelloRoutes());

        var page = WebUtility.HtmlDecode(await (await GetAsync(site, "/hello")).Content.ReadAsStringAsync());

        Assert.Contains("A text is asked for by T(\"...\"), but the application has no catalogs.", page, StringComparison.Ordinal);
        Assert.Contains("<Content Update=\"Locales/*.json\" CopyToOutputDirectory=\"PreserveNewest\" />", page, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    Task<Site> StartAsync(LocaleOptions? options = null) =>
        Site.StartAsync(new() { Locale = options ?? new() }, routes: new HelloRoutes(), translations: folder.Load(options: options));

    static Task<HttpResponseMessage> GetAsync(Site site, string path, string? browser = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);

        if (browser is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", browser);

        return site.Client.SendAsync(request);
    }

    sealed class HelloRoutes : RouteMap
    {
        protected override void Draw()
        {
            Get<HelloController>("/hello", nameof(HelloController.Index));
            Get<HelloController>("/hello/choose", nameof(HelloController.Choose));
            Scope("/{locale}", spoken => spoken.Get<HelloController>("/hello", nameof(HelloController.Index)));
        }
    }
}

public class HelloController : Controller
{
    public Result Index() => Text($"{T(".text")} {Locale.Name} {Locale.Zone.Id} {0.5}");

    public Result Choose(string locale, string zone)
    {
        Session["locale"] = locale;
        Session["time_zone"] = zone;

        return Text("chosen");
    }
}
