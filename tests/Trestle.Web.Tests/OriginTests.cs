using System.Net;

namespace Trestle.Web.Tests;

/// <summary>Who may send what to this site, by what the browser says of the page it comes from.</summary>
public class OriginTests
{
    const string Here = "http://shop.example";

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", "http://other.shop.example", false)]
    [InlineData("cross-site", "https://partner.example", true)]
    [InlineData(null, Here, true)]
    [InlineData(null, "https://shop.example", true)] // through a proxy that takes the encryption off
    [InlineData(null, "https://shop.example:8443", false)]
    [InlineData(null, "https://partner.example", true)]
    [InlineData(null, "https://elsewhere.example", false)]
    [InlineData(null, "nonsense", false)]
    [InlineData("same-origin", "https://elsewhere.example", true)]
    public async Task A_form_is_judged_by_its_page(string? site, string? origin, bool isTaken)
    {
        await using var shop = await Site.StartAsync(new() { TrustedOrigins = ["https://partner.example"] });

        var answer = await SendAsync(shop, "/articles", site, origin);

        Assert.Equal(isTaken ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(isTaken ? 1 : 0, shop.Shelf.Articles.Count);

        if (!isTaken)
            Assert.Contains("It was sent by a page of another site. Open this site and send it from there.", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "null")]
    [InlineData("nonsense", null)]
    public async Task Where_the_browser_says_nothing_the_token_decides(string? site, string? origin)
    {
        await using var shop = await Site.StartAsync();

        var without = await SendAsync(shop, "/articles", site, origin);
        var with = await SendAsync(shop, "/articles", site, origin, token: await shop.TokenAsync());

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (without.StatusCode, (await SendAsync(shop, "/articles", "cross-site", origin, await shop.TokenAsync())).StatusCode));
        Assert.NotEqual(HttpStatusCode.Forbidden, with.StatusCode);
    }

    [Fact]
    public async Task An_API_takes_requests_of_any_page_and_without_a_token()
    {
        await using var shop = await Site.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, "/api", "cross-site", "https://elsewhere.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(shop, "/api", null, null)).StatusCode);
    }

    [Theory]
    [InlineData("shop.example", HttpStatusCode.OK)]
    [InlineData("SHOP.example:8080", HttpStatusCode.OK)]
    [InlineData("eu.shops.example", HttpStatusCode.OK)]
    [InlineData("shops.example", HttpStatusCode.BadRequest)]
    [InlineData("evilshop.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1", HttpStatusCode.BadRequest)]
    public async Task Takes_no_other_host_than_its_own(string host, HttpStatusCode status)
    {
        await using var shop = await Site.StartAsync(new() { Hosts = ["shop.example", "*.shops.example"] });

        var answer = await SendAsync(shop, "/hello", null, null, method: HttpMethod.Get, host: host);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(shop, "/up", null, null, method: HttpMethod.Get, host: host)).StatusCode);

        if (status != HttpStatusCode.OK)
            Assert.Contains("This host is none of this application.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Takes_any_host_where_that_is_said()
    {
        await using var shop = await Site.StartAsync(new() { Hosts = ["*"], IsDevelopment = true });

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(shop, "/hello", null, null, method: HttpMethod.Get, host: "any.example")).StatusCode);
    }

    [Fact]
    public async Task In_development_takes_names_of_the_machine_itself_and_says_how_to_name_another()
    {
        await using var shop = await Site.StartAsync(new() { IsDevelopment = true });

        foreach (var host in new[] { "localhost", "shop.localhost", "127.0.0.1:5000", "[::1]:5000", "mac.local" })
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(shop, "/hello", null, null, method: HttpMethod.Get, host: host)).StatusCode);

        var rebound = await SendAsync(shop, "/hello", null, null, method: HttpMethod.Get, host: "evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, rebound.StatusCode);
        Assert.Contains(
            "The host evil.example is none of this application. If it should be, name it in Config/Development.json: &quot;Web&quot;: { &quot;Hosts&quot;: [&quot;evil.example&quot;] }",
            await rebound.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Takes_requests_by_HTTPS_alone_when_told_to()
    {
        await using var shop = await Site.StartAsync(new() { ForceHttps = true });

        var plain = await SendAsync(shop, "/search?q=a%20b", null, null, method: HttpMethod.Get, host: "shop.example:8080");
        var form = await SendAsync(shop, "/articles", "same-origin", null);
        var health = await SendAsync(shop, "/up", null, null, method: HttpMethod.Get);

        Assert.Equal((HttpStatusCode.PermanentRedirect, "https://shop.example/search?q=a%20b"), (plain.StatusCode, plain.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Contains("It was sent unencrypted. Open this site by https and send it from there.", await form.Content.ReadAsStringAsync());
        Assert.Empty(shop.Shelf.Articles);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Knows_HTTPS_by_its_proxy_and_keeps_cookies_within_it()
    {
        await using var shop = await Site.StartAsync(new() { ForceHttps = true });
        var request = new HttpRequestMessage(HttpMethod.Get, "/articles/new") { Headers = { { "X-Forwarded-Proto", "https" } } };

        var page = await shop.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "max-age=31536000"), (page.StatusCode, Assert.Single(page.Headers.GetValues("Strict-Transport-Security"))));
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_says_what_it_may_run_with_a_nonce_of_its_own()
    {
        await using var shop = await Site.StartAsync(new()
        {
            ContentSecurityPolicy = "script-src 'nonce-{nonce}'; object-src 'none'",
            PermissionsPolicy = "camera=()",
        });

        var first = await shop.GetAsync("/articles");
        var second = await shop.GetAsync("/articles");

        var (policy, other) = (Policy(first), Policy(second));
        Assert.Matches(@"\Ascript-src 'nonce-[A-Za-z0-9+/]{22}=='; object-src 'none'\z", policy);
        Assert.NotEqual(policy, other);
        Assert.Contains($"<script nonce=\"{policy.Split('\'')[1]["nonce-".Length..]}\">", await first.Content.ReadAsStringAsync());
        Assert.Equal("camera=()", Assert.Single(first.Headers.GetValues("Permissions-Policy")));
    }

    [Fact]
    public async Task A_page_that_asks_for_no_nonce_allows_none()
    {
        await using var shop = await Site.StartAsync();

        Assert.Equal(
            "default-src 'none'; style-src 'sha256-",
            Policy(await shop.GetAsync("/nowhere"))[..38]);
        Assert.Equal("script-src; style-src 'self'", new WebOptions { ContentSecurityPolicy = "script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'" }.PolicyWith(null));
    }

    static string Policy(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    static Task<HttpResponseMessage> SendAsync(
        Site shop, string path, string? site, string? origin, string? token = null, HttpMethod? method = null, string host = "shop.example")
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        request.Headers.Host = host;

        if (request.Method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent([new("title", "Tea"), new("__RequestVerificationToken", token ?? "")]);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        return shop.Client.SendAsync(request);
    }
}
