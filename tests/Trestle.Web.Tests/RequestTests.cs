using System.Net;

namespace Trestle.Web.Tests;

public class RequestTests
{
    [Fact]
    public async Task Answers_text()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/hello");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answers_json_in_camel_case()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("""{"firstNumber":1,"rest":[2,3]}""", await site.Client.GetStringAsync("/json"));
    }

    [Fact]
    public async Task Answers_the_root_and_that_it_is_up()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("the first page", await site.Client.GetStringAsync("/"));
        Assert.Equal("up", await site.Client.GetStringAsync("/up"));
    }

    [Fact]
    public async Task Answers_HEAD_with_the_headers_of_GET()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.Client.SendAsync(new(HttpMethod.Head, "/hello"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(5, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Runs_each_request_in_a_process()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("True", await site.Client.GetStringAsync("/process"));
    }

    [Fact]
    public async Task Hands_services_of_the_release_to_actions()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("0", await site.Client.GetStringAsync("/service"));
    }

    [Fact]
    public async Task Gives_live_routes_to_the_floor_above()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("live ClockLive", await site.Client.GetStringAsync("/clock"));
    }

    [Theory]
    [InlineData("/search?q=tea&page=2", "tea on 2")]
    [InlineData("/search?q=black%20tea+leaf", "black tea leaf on 1")]
    [InlineData("/filter", "FilterParams { Word = , Page = 1, Order = Newest }")]
    [InlineData("/filter?word=a&PAGE=3&order=oldest", "FilterParams { Word = a, Page = 3, Order = Oldest }")]
    public async Task Reads_the_query(string path, string expected)
    {
        await using var site = await Site.StartAsync();

        Assert.Equal(expected, await site.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/search", "expected q in the query, as string")]
    [InlineData("/search?q=a&page=two", "expected page to be int, got: \"two\"")]
    [InlineData("/search?q=a&page=99999999999", "expected page to be int, got: \"99999999999\"")]
    [InlineData("/search?q=%zz", "The form or query holds a % that is not followed by two hexadecimal digits.")]
    [InlineData("/search?q=%ff", "The form or query holds bytes that are not UTF-8.")]
    [InlineData("/search?q=%00", "The form or query holds a null character.")]
    [InlineData("/filter?order=7", "expected order to be Order, got: \"7\"")]
    public async Task Refuses_a_query_it_cannot_read(string path, string reason)
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(site, $"GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains(PlainPage.Encode(reason), answer);
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/articles/17")]
    [InlineData("/articles/seventeen")]
    [InlineData("/articles/99999999999999999999")]
    [InlineData("/articles/17/edit")]
    [InlineData("/articles/%zz")]
    [InlineData("/articles/%ff%fe")]
    [InlineData("/articles/..%2f..%2fetc")]
    public async Task Answers_404_for_an_unknown_path_or_id(string path)
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(site, $"GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Contains("<h1>This page does not exist</h1>", answer);
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: shop\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: shop\r\n\r\n")]
    [InlineData("NOT HTTP AT ALL\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: shop\r\nBroken header\r\n\r\n")]
    [InlineData("POST /articles HTTP/1.1\r\nHost: shop\r\nContent-Length: many\r\n\r\n")]
    public async Task Refuses_what_is_not_HTTP_and_goes_on(string request)
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(site, request);

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Equal("hello", await site.Client.GetStringAsync("/hello"));
    }

    [Fact]
    public async Task Answers_405_and_says_what_is_allowed()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.Client.DeleteAsync("/hello");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Cancels_an_action_whose_client_has_gone_without_a_word_in_the_log()
    {
        await using var site = await Site.StartAsync();
        using var leave = new CancellationTokenSource();

        var asked = site.Client.GetAsync("/wait", leave.Token);
        await site.Gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await site.DisposeAsync(); // ends once every request has
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Answers_503_when_its_process_is_killed()
    {
        await using var site = await Site.StartAsync();

        var asked = site.GetAsync("/wait");
        await site.Gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(10));
        site.ProcessOf("GET /wait").Exit(ExitReason.Killed);

        var answer = await asked;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<h1>This was stopped</h1>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Sends_careful_headers()
    {
        await using var site = await Site.StartAsync();

        var text = await site.GetAsync("/hello");
        var page = await site.GetAsync("/articles");

        Assert.Equal("nosniff", text.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("SAMEORIGIN", page.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Matches(
            "^default-src 'self'; script-src 'self' 'nonce-[^']{24}'; style-src 'self' 'nonce-[^']{24}'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'$",
            page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-cache, private", page.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Sets_no_cookie_for_a_request_that_needs_none()
    {
        await using var site = await Site.StartAsync();

        Assert.False((await site.GetAsync("/hello")).Headers.Contains("Set-Cookie"));
        Assert.False((await site.GetAsync("/articles")).Headers.Contains("Set-Cookie"));
    }
}
