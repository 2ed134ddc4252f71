using System.Net;
using System.Net.Http.Json;

namespace Trestle.Web.Tests;

public class AntiforgeryTests
{
    [Fact]
    public async Task Refuses_a_form_without_a_token()
    {
        await using var site = await Site.StartAsync();

        await AssertRefusedAsync(site, await PostAsync(site.Client, token: null));
    }

    [Fact]
    public async Task Refuses_a_form_with_a_token_but_no_cookie()
    {
        await using var site = await Site.StartAsync();
        using var other = site.NewClient();

        await AssertRefusedAsync(site, await PostAsync(other, await site.TokenAsync()));
    }

    [Fact]
    public async Task Refuses_a_forged_token()
    {
        await using var site = await Site.StartAsync();
        var token = await site.TokenAsync();

        await AssertRefusedAsync(site, await PostAsync(site.Client, $"{token[..^4]}AAAA"));
        await AssertRefusedAsync(site, await PostAsync(site.Client, "not a token"));
    }

    [Fact]
    public async Task Refuses_the_token_of_another_browser()
    {
        await using var site = await Site.StartAsync();
        using var other = site.NewClient();
        await site.TokenAsync();

        await AssertRefusedAsync(site, await PostAsync(site.Client, await site.TokenAsync(other)));
    }

    [Fact]
    public async Task Refuses_the_token_of_another_application()
    {
        await using var site = await Site.StartAsync();
        await using var elsewhere = await Site.StartAsync();
        await site.TokenAsync();

        await AssertRefusedAsync(site, await PostAsync(site.Client, await elsewhere.TokenAsync()));
    }

    [Fact]
    public async Task Refuses_json_without_a_token_in_a_header()
    {
        await using var site = await Site.StartAsync();
        await site.TokenAsync();

        var answer = await site.Client.PostAsync("/articles", JsonContent.Create(new { title = "Tea" }));

        Assert.Equal(
            """{"title":"This form cannot be accepted","status":400,"detail":"Its token is missing, or belongs to another browser or session. Go back, reload the page and send it again."}""",
            await answer.Content.ReadAsStringAsync());
        Assert.Empty(site.Shelf.Articles);
    }

    [Fact]
    public async Task Refuses_a_DELETE_without_a_token()
    {
        await using var site = await Site.StartAsync();
        site.Shelf.Articles[1] = new(1, "Tea", "", null);

        var answer = await site.Client.DeleteAsync("/articles/1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(site.Shelf.Articles);
    }

    [Theory]
    [InlineData("X-CSRF-Token")]
    [InlineData("RequestVerificationToken")]
    public async Task Takes_the_token_from_a_header(string header)
    {
        await using var site = await Site.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "/articles") { Content = JsonContent.Create(new { title = "Tea" }) };
        request.Headers.Add(header, await site.TokenAsync());

        var answer = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Single(site.Shelf.Articles);
    }

    [Fact]
    public async Task Keeps_its_cookie_from_scripts_and_other_sites()
    {
        await using var site = await Site.StartAsync();

        var cookie = (await site.GetAsync("/articles/new")).Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("antiforgery=", cookie);
        Assert.EndsWith("; path=/; samesite=lax; httponly", cookie);
    }

    static Task<HttpResponseMessage> PostAsync(HttpClient client, string? token)
    {
        var fields = new Dictionary<string, string> { ["title"] = "Tea" };

        if (token is not null)
            fields["__RequestVerificationToken"] = token;

        return client.PostAsync("/articles", new FormUrlEncodedContent(fields));
    }

    static async Task AssertRefusedAsync(Site site, HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1>This form cannot be accepted</h1>", page);
        Assert.Contains("<p>Its token is missing, or belongs to another browser or session. Go back, reload the page and send it again.</p>", page);
        Assert.Empty(site.Shelf.Articles);
    }
}
