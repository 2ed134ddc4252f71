using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Trestle.Web.Tests;

public class ErrorPageTests
{
    static readonly WebOptions Development = new() { IsDevelopment = true };

    [Theory]
    [InlineData("/crash")]
    [InlineData("/crash-later")]
    public async Task A_crash_is_a_500_for_its_request_alone_and_is_logged_once(string path)
    {
        await using var site = await Site.StartAsync();
        var waiting = site.Client.GetStringAsync("/wait");
        await site.Gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(10));

        var answer = await site.GetAsync(path);
        site.Gate.Open.SetResult();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("waited", await waiting);
        Assert.Equal([$"Error: GET {path} crashed. Last message: none. Restarts: 0. InvalidOperationException"], site.Log.Lines);
    }

    [Fact]
    public async Task Says_nothing_of_the_exception_in_production()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/crash");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("<h1>Something went wrong here</h1>", page);
        Assert.DoesNotContain("shelf", page);
        Assert.DoesNotContain("Exception", page);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Shows_exception_source_and_request_in_development()
    {
        await using var site = await Site.StartAsync(Development);

        var page = await (await site.GetAsync("/crash?kind=tea&api_token=hush")).Content.ReadAsStringAsync();

        Assert.Contains("System.InvalidOperationException", page);
        Assert.Contains("the &lt;shelf&gt; fell down", page);
        Assert.Contains("PagesController.cs:", page);
        Assert.Matches("""<span class="failing"> *\d+ +public Result Crash\(\)""", page);
        Assert.Contains("GET /crash", page);
        Assert.Contains("<tr><th scope=\"row\">kind</th><td>tea</td></tr>", page);
        Assert.Contains("<tr><th scope=\"row\">api_token</th><td>(filtered)</td></tr>", page);
        Assert.DoesNotContain("hush", page);
    }

    [Fact]
    public async Task Shows_the_form_without_its_secrets_in_development()
    {
        await using var site = await Site.StartAsync(Development);

        var page = await (await site.PostAsync("/crash", ("name", "Ann"), ("Password", "hush"))).Content.ReadAsStringAsync();

        Assert.Contains("<tr><th scope=\"row\">name</th><td>Ann</td></tr>", page);
        Assert.Contains("<tr><th scope=\"row\">Password</th><td>(filtered)</td></tr>", page);
        Assert.Contains("<tr><th scope=\"row\">__RequestVerificationToken</th><td>(filtered)</td></tr>", page);
        Assert.Contains("<tr><th scope=\"row\">Cookie</th><td>(filtered)</td></tr>", page);
        Assert.DoesNotContain("hush", page);
    }

    [Theory]
    [InlineData("/artcles", "Did you mean <a href=\"/articles\">/articles</a>?")]
    [InlineData("/article/7", "Did you mean <code>/articles/{id}</code>?")]
    public async Task Suggests_the_nearest_route_in_development(string path, string suggestion)
    {
        await using var site = await Site.StartAsync(Development);

        var answer = await site.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains($"<h1>No route answers {path}</h1>", page);
        Assert.Contains(suggestion, page);
        Assert.Contains("<tr><td>POST</td><td>/articles/{articleId}/comments</td><td>CommentsController.Create</td></tr>", page);
    }

    [Fact]
    public async Task Answers_a_problem_to_those_who_take_only_json()
    {
        await using var site = await Site.StartAsync();
        site.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        var answer = await site.GetAsync("/search");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("This request cannot be answered", problem.GetProperty("title").GetString());
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal("expected q in the query, as string", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("application/json, text/plain, */*", null, "application/problem+json")]
    [InlineData("*/*", "{", "application/problem+json")]
    [InlineData(null, "{", "application/problem+json")]
    [InlineData("text/html,*/*;q=0.8", "{", "text/html")]
    [InlineData("*/*", null, "text/html")]
    public async Task Answers_a_problem_to_who_speaks_json(string? accept, string? json, string type)
    {
        await using var site = await Site.StartAsync();
        using var request = new HttpRequestMessage(json is null ? HttpMethod.Get : HttpMethod.Post, "/nowhere");
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));

        if (accept is not null)
            request.Headers.Add("Accept", accept);

        var answer = await site.Client.SendAsync(request);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Shows_the_applications_own_page()
    {
        var webRoot = Directory.CreateTempSubdirectory("trestle-").FullName;
        await File.WriteAllTextAsync(Path.Combine(webRoot, "404.html"), "<h1>Our shop has no such shelf</h1>");
        await using var site = await Site.StartAsync(webRoot: webRoot);

        var answer = await site.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("<h1>Our shop has no such shelf</h1>", await answer.Content.ReadAsStringAsync());
        Directory.Delete(webRoot, recursive: true);
    }

    [Fact]
    public async Task Cuts_the_connection_when_half_an_answer_is_out()
    {
        await using var site = await Site.StartAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => site.Client.GetStringAsync("/half"));
        Assert.Equal("hello", await site.Client.GetStringAsync("/hello"));
    }

    [Fact]
    public async Task Says_what_to_do_when_an_action_returns_nothing()
    {
        await using var site = await Site.StartAsync(Development);

        var page = await (await site.GetAsync("/nothing")).Content.ReadAsStringAsync();

        Assert.Contains(PlainPage.Encode(
            """
            PagesController.Nothing returned null instead of a Result.

            Return what is to be answered: View(model), Redirect(to: "/"), NotFound() ...
            """), page);
    }

    [Fact]
    public async Task Says_where_a_missing_view_belongs()
    {
        await using var site = await Site.StartAsync(Development);

        var page = await (await site.GetAsync("/unseen")).Content.ReadAsStringAsync();

        Assert.Contains(PlainPage.Encode(
            """
            PagesController has no view Trestle.Web.Tests.Shop.Views.Pages.Unseen.

            Add Views/Pages/Unseen.razor:

                @inherits View<object>

                <h1>Unseen</h1>
            """), page);
    }

    [Fact]
    public async Task Says_which_model_a_view_wants()
    {
        await using var site = await Site.StartAsync(Development);

        var page = await (await site.GetAsync("/mismatch")).Content.ReadAsStringAsync();

        Assert.Contains(PlainPage.Encode(
            """
            Trestle.Web.Tests.Shop.Views.Pages.Numbered shows int, but the action gave it string.

            Give it int: View(model), or change the view's first line:

                @inherits View<string>
            """), page);
    }

    [Fact]
    public async Task A_view_that_fails_half_way_is_a_clean_500()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/broken-view");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("<h1>Something went wrong here</h1>", await answer.Content.ReadAsStringAsync());
    }
}
