using System.Net;

namespace Trestle.Web.Tests;

public class HttpCacheTests
{
    [Fact]
    public async Task Answers_304_for_what_the_client_has()
    {
        await using var site = await Site.StartAsync();
        var first = await site.GetAsync("/answers/kept");

        var byTag = await AskAsync(site, "/answers/kept", "If-None-Match", $"\"other\", {first.Headers.ETag}");
        var byTime = await AskAsync(site, "/answers/kept", "If-Modified-Since", "Wed, 04 Mar 2026 05:06:07 GMT");
        var any = await AskAsync(site, "/answers/kept", "If-None-Match", "*");

        Assert.Equal("Wed, 04 Mar 2026 05:06:07 GMT", first.Content.Headers.LastModified!.Value.ToString("R"));
        Assert.All([byTag, byTime, any], answer => Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode));
        Assert.Equal((first.Headers.ETag, "no-cache, private"), (byTag.Headers.ETag, byTag.Headers.CacheControl!.ToString()));
        Assert.Empty(await byTag.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Sends_anew_what_has_changed()
    {
        await using var site = await Site.StartAsync();
        var first = await site.GetAsync("/answers/kept/one");

        var same = await AskAsync(site, "/answers/kept/one", "If-None-Match", first.Headers.ETag!.ToString());
        var other = await AskAsync(site, "/answers/kept/two", "If-None-Match", first.Headers.ETag!.ToString());
        var older = await AskAsync(site, "/answers/kept", "If-Modified-Since", "Wed, 04 Mar 2026 05:06:06 GMT");
        var nonsense = await AskAsync(site, "/answers/kept/one", "If-None-Match", "nonsense");

        Assert.Equal(
            [HttpStatusCode.NotModified, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            [same.StatusCode, other.StatusCode, older.StatusCode, nonsense.StatusCode]);
    }

    [Fact]
    public async Task Sends_a_page_anew_when_it_has_a_message_to_show()
    {
        await using var site = await Site.StartAsync();
        var first = await site.GetAsync("/answers/kept/one");
        await site.GetAsync("/answers/kept-note");

        var answer = await AskAsync(site, "/answers/kept/one", "If-None-Match", first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("while", "max-age=300, private")]
    [InlineData("all", "public, max-age=300, stale-while-revalidate=3600")]
    [InlineData("forever", "public, max-age=31536000, immutable")]
    [InlineData("never", "no-store")]
    public async Task Says_who_may_keep_the_answer_and_how_long(string how, string expected)
    {
        await using var site = await Site.StartAsync();

        Assert.Equal(expected, (await site.GetAsync($"/answers/keep/{how}")).Headers.CacheControl!.ToString());
    }

    static Task<HttpResponseMessage> AskAsync(Site site, string path, string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);

        return site.Client.SendAsync(request);
    }
}
