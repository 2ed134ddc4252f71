using System.Net;
using System.Text;

namespace Trestle.Web.Tests;

/// <summary>Who says in the Authorization header who they are.</summary>
public class LoginTests
{
    [Theory]
    [InlineData("Basic", "ann:pä:ss", "hello ann")]
    [InlineData("basic", "ann:pä:ss", "hello ann")]
    [InlineData("Basic", "ann:pä:s", null)]
    [InlineData("Basic", "ann:pä:sss", null)]
    [InlineData("Basic", "bob:pä:ss", null)]
    [InlineData("Basic", ":", null)]
    [InlineData("Basic", "ann", null)]
    [InlineData("Bearer", "ann:pä:ss", null)]
    public async Task Lets_in_by_name_and_password_and_asks_for_them_else(string scheme, string login, string? page)
    {
        await using var site = await Site.StartAsync(routes: new Guarded());

        await ExpectAsync(site, "/basic", $"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}", page, "Basic realm=\"The \\\"back\\\" room\", charset=\"UTF-8\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YW5")]
    [InlineData("nonsense")]
    public async Task Takes_what_it_cannot_read_for_nobody(string? authorization)
    {
        await using var site = await Site.StartAsync(routes: new Guarded());

        await ExpectAsync(site, "/basic", authorization, null, "Basic realm=\"The \\\"back\\\" room\", charset=\"UTF-8\"");
    }

    [Theory]
    [InlineData("Bearer seven", "client 7", "")]
    [InlineData("bearer  seven", "client 7", "")]
    [InlineData("Bearer eight", null, "Bearer realm=\"Application\", error=\"invalid_token\"")]
    [InlineData("Bearer ", null, "Bearer realm=\"Application\"")]
    [InlineData("Basic seven", null, "Bearer realm=\"Application\"")]
    [InlineData(null, null, "Bearer realm=\"Application\"")]
    public async Task Lets_in_by_a_token(string? authorization, string? page, string challenge)
    {
        await using var site = await Site.StartAsync(routes: new Guarded());

        await ExpectAsync(site, "/bearer", authorization, page, challenge);
    }

    static async Task ExpectAsync(Site site, string path, string? authorization, string? page, string challenge)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var answer = await site.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();

        if (page is not null)
        {
            Assert.Equal((HttpStatusCode.OK, page), (answer.StatusCode, text));
            return;
        }

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("WWW-Authenticate"))));
        Assert.Contains("<h1>This needs a login</h1>\n<p>Name and password, or the token, are missing or wrong.</p>", text);
        Assert.Empty(site.Log.Lines);
    }

    class Guarded : RouteMap
    {
        protected override void Draw()
        {
            Get<BasicController>("/basic", "Index");
            Get<BearerController>("/bearer", "Index");
        }
    }

#pragma warning disable IDE0051 // Filters are found by their attributes.
    public class BasicController : Controller
    {
        public Result Index() => Text("hello ann");

        [Before]
        Result? Staff() => RequireBasic("ann", "pä:ss", "The \"back\" room");
    }

    public class BearerController : Controller
    {
        int client;

        public Result Index() => Text($"client {client}");

        [Before]
        Task<Result?> Client() => RequireBearerAsync(token => Task.FromResult((client = token == "seven" ? 7 : 0) > 0));
    }
#pragma warning restore IDE0051
}
