using System.Net;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

/// <summary>Forms of answers, files, streams and redirects.</summary>
public class AnswerTests
{
    [Theory]
    [InlineData("/answers/any", "text/html", "text/html")]
    [InlineData("/answers/any", "application/json", "application/json; charset=utf-8")]
    [InlineData("/answers/any", "text/csv, application/json;q=0.9", "text/csv; charset=utf-8")]
    [InlineData("/answers/any", "application/json;q=0.2, text/markdown;q=0.8", "text/markdown; charset=utf-8")]
    [InlineData("/answers/any", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("/answers/any", "application/*", "application/json; charset=utf-8")]
    [InlineData("/answers/any", "*/*", "text/html")]
    [InlineData("/answers/any", null, "text/html")]
    [InlineData("/answers/any", "text/html;q=0, application/json;q=0.1", "application/json; charset=utf-8")]
    [InlineData("/answers/any.json", "text/html", "application/json; charset=utf-8")]
    [InlineData("/answers/any.MD", null, "text/markdown; charset=utf-8")]
    public async Task Takes_the_form_the_client_likes_best(string path, string? accept, string type)
    {
        await using var site = await Site.StartAsync();

        var answer = await GetAsync(site, path, ("Accept", accept));

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(path.Contains('.', StringComparison.Ordinal) ? [] : ["Accept"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/answers/any", "image/png", "image/png")]
    [InlineData("/answers/any.pdf", "text/html", ".pdf")]
    public async Task Answers_406_for_a_form_there_is_not(string path, string accept, string wanted)
    {
        await using var site = await Site.StartAsync();

        var answer = await GetAsync(site, path, ("Accept", accept));

        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        Assert.Contains($"This is there as text/html, application/json, text/markdown, text/csv; wanted was: {wanted}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Sends_a_file_whole_in_part_and_not_again()
    {
        await using var site = await Site.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(AnswersController.Folder, "sheet.csv"), "a,b,c");

        var whole = await GetAsync(site, "/answers/file");
        var part = await GetAsync(site, "/answers/file", ("Range", "bytes=2-"));
        var again = await GetAsync(site, "/answers/file", ("If-None-Match", whole.Headers.ETag!.ToString()));
        var beyond = await GetAsync(site, "/answers/file", ("Range", "bytes=9-"));

        Assert.Equal(("a,b,c", "text/csv"), (await whole.Content.ReadAsStringAsync(), whole.Content.Headers.ContentType!.ToString()));
        Assert.Equal("attachment; filename=_bersicht.csv; filename*=UTF-8''%C3%9Cbersicht.csv", whole.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal((HttpStatusCode.PartialContent, "b,c"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Theory]
    [InlineData("/answers/file/sheet.txt", HttpStatusCode.OK)]
    [InlineData("/answers/file/../sheet.txt", HttpStatusCode.NotFound)]
    [InlineData("/answers/file/..%2F..%2Fetc%2Fpasswd", HttpStatusCode.NotFound)]
    [InlineData("/answers/file//etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("/answers/file/none.txt", HttpStatusCode.NotFound)]
    public async Task Never_leaves_the_folder_for_a_file_that_the_client_names(string path, HttpStatusCode status)
    {
        await using var site = await Site.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(AnswersController.Folder, "sheet.txt"), "inside");

        Assert.Equal(status, (await GetAsync(site, path)).StatusCode);
    }

    [Fact]
    public async Task Sends_bytes()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal([1, 2, 3], await site.Client.GetByteArrayAsync("/answers/bytes"));
    }

    [Fact]
    public async Task Sends_a_stream_while_it_is_made()
    {
        await using var site = await Site.StartAsync();

        using var answer = await site.Client.GetAsync("/answers/stream", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync();
        site.Gate.Open.SetResult();

        Assert.Equal(("first", "second"), (first, await reader.ReadLineAsync()));
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Breaks_the_connection_off_when_a_stream_fails()
    {
        await using var site = await Site.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => site.Client.GetStringAsync("/answers/stream/broken"));

        Assert.Single(site.Log.Lines);
    }

    [Fact]
    public async Task Sends_events()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/answers/events");

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("event: tick\ndata: tick 1\nid: 1\n\nevent: tick\ndata: tick 2\nid: 2\n\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answers_what_ASP_NET_Core_would()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/answers/accepted");

        Assert.Equal((HttpStatusCode.Accepted, "/jobs/7"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task Redirects_back_within_this_site_only()
    {
        await using var site = await Site.StartAsync();
        var here = site.Address.ToString().TrimEnd('/');

        Assert.Equal("/articles?page=2", await BackAsync($"{here}/articles?page=2"));
        Assert.Equal("/articles", await BackAsync("https://elsewhere.example/trap"));
        Assert.Equal("/articles", await BackAsync($"{here}//elsewhere.example"));
        Assert.Equal("/articles", await BackAsync(null));

        async Task<string> BackAsync(string? referer) => (await GetAsync(site, "/answers/back", ("Referer", referer))).Headers.Location!.ToString();
    }

    [Fact]
    public async Task Redirects_with_another_status_and_to_another_site()
    {
        await using var site = await Site.StartAsync();

        var moved = await site.GetAsync("/answers/moved");
        var away = await site.GetAsync("/answers/away?to=https://elsewhere.example/a b");

        Assert.Equal((HttpStatusCode.MovedPermanently, "/articles"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.SeeOther, "https://elsewhere.example/a%20b"), (away.StatusCode, away.Headers.Location!.AbsoluteUri));
        Assert.Equal(HttpStatusCode.InternalServerError, (await site.GetAsync("/answers/away?to=javascript:alert(1)")).StatusCode);
    }

    static Task<HttpResponseMessage> GetAsync(Site site, string path, params (string Name, string? Value)[] headers)
    {
        // HttpClient would tidy the path up; a client that attacks does not.
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{site.Address.ToString().TrimEnd('/')}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        foreach (var (name, value) in headers)
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);

        return site.Client.SendAsync(request);
    }
}
