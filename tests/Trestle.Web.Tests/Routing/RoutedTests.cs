using System.Net;

namespace Trestle.Web.Tests;

/// <summary>Requests, and the routes that take them.</summary>
public class RoutedTests
{
    [Fact]
    public async Task The_first_route_that_fits_answers()
    {
        await using var site = await DrawnAsync(routes =>
        {
            routes.When(request => request.Query.ContainsKey("first"), first => first.Get<PartsController>("/{**rest}", "ByPath"));
            routes.Get<PartsController>("/parts/search");
        });

        Assert.Equal("parts/search", await site.Client.GetStringAsync("/parts/search?first"));
        Assert.Equal("searched all", await site.Client.GetStringAsync("/parts/search"));
        Assert.Equal("", await site.Client.GetStringAsync("/?first"));
    }

    [Fact]
    public async Task A_segment_matches_as_a_whole_and_in_case()
    {
        await using var site = await DrawnAsync(routes =>
            routes.Segment("id", "[A-Z][0-9]+|new", coded => coded.Get<PartsController>("/parts/{id}", "Show")));

        Assert.Equal("part A17", await site.Client.GetStringAsync("/parts/A17"));
        Assert.Equal("part new", await site.Client.GetStringAsync("/parts/new"));
        Assert.All(["/parts/a17", "/parts/A17b", "/parts/newer"], path => Assert.Equal(HttpStatusCode.NotFound, site.Client.Send(new(HttpMethod.Get, path)).StatusCode));
    }

    [Theory]
    [InlineData("api.example.com", "news")]
    [InlineData("API.localhost:8080", "news")]
    [InlineData("www.example.org", "page 1")]
    [InlineData("Example.org", "searched all")]
    [InlineData("example.net", "preview of")]
    [InlineData("evilexample.org", "preview of")]
    public async Task Hosts_have_routes_of_their_own(string host, string expected)
    {
        await using var site = await DrawnAsync(routes =>
        {
            routes.Subdomain("api", api => api.Get<NewsController>("/", "Index"));
            routes.Host("*.example.org", below => below.Get<PartsController>("/", "Page"));
            routes.Host("example.org", example => example.Get<PartsController>("/", "Search"));
            routes.Get<PartsController>("/", "Preview");
        });

        Assert.Equal(expected, (await TextAsync(site, "/", ("Host", host))).Trim());
    }

    [Theory]
    [InlineData("2", "news")]
    [InlineData("1", "page 1")]
    [InlineData("3", null)]
    public async Task Headers_and_any_question_to_the_request_choose(string version, string? expected)
    {
        await using var site = await DrawnAsync(routes =>
        {
            routes.Header("X-Api-Version", "2", v2 => v2.Get<NewsController>("/list", "Index"));
            routes.When(request => request.Headers["X-Api-Version"] == "1", v1 => v1.Get<PartsController>("/list", "Page"));
        });

        Assert.Equal(expected, await TextOrNullAsync(site, "/list", ("X-Api-Version", version)));
    }

    [Fact]
    public async Task Questions_nest_and_all_must_hold()
    {
        await using var site = await DrawnAsync(routes => routes.Subdomain("api", api =>
            api.Header("X-Api-Version", "2", v2 => v2.Get<NewsController>("/list", "Index"))));

        Assert.Equal("news", await TextOrNullAsync(site, "/list", ("Host", "api.example.com"), ("X-Api-Version", "2")));
        Assert.Null(await TextOrNullAsync(site, "/list", ("Host", "www.example.com"), ("X-Api-Version", "2")));
        Assert.Null(await TextOrNullAsync(site, "/list", ("Host", "api.example.com")));
    }

    [Theory]
    [InlineData("/parts/7", "part 7  dark")]
    [InlineData("/parts/7.json", "part 7 json dark")]
    [InlineData("/parts/a.b.csv", "part a.b csv dark")]
    [InlineData("/parts/7.exe", "part 7.exe  dark")]
    [InlineData("/news.json", "news")]
    [InlineData("/news.jsonx", null)]
    public async Task A_path_may_end_with_a_format(string path, string? expected)
    {
        await using var site = await DrawnAsync(routes => routes.Formats(["json", "csv"], any => any.Defaults(new { theme = "dark" }, dark =>
        {
            dark.Resources<PartsController>(Only.Show);
            dark.Resources<NewsController>(Only.Index);
        })));

        Assert.Equal(expected, await TextOrNullAsync(site, path));
    }

    [Theory]
    [InlineData("/list", "page 1")]
    [InlineData("/list/3", "page 3")]
    [InlineData("/list/three", null)]
    public async Task An_optional_parameter_has_its_actions_default(string path, string? expected)
    {
        await using var site = await DrawnAsync(routes => routes.Get<PartsController>("/list/{page?}", "Page"));

        Assert.Equal(expected, await TextOrNullAsync(site, path));
    }

    [Theory]
    [InlineData("/caf%C3%A9/7")]
    [InlineData("/CAF%C3%89/7")]
    public async Task Paths_may_be_in_any_script(string path)
    {
        await using var site = await DrawnAsync(routes =>
        {
            routes.Get<PartsController>("/café/{id}", "Show");
            routes.Get<PartsController>("/日本/{id}", "Show");
        });

        Assert.Equal("part 7", await TextOrNullAsync(site, path));
        Assert.Equal("part 語", await TextOrNullAsync(site, "/%E6%97%A5%E6%9C%AC/%E8%AA%9E"));
    }

    [Fact]
    public async Task A_route_of_several_methods_wants_a_token_for_those_that_change_something()
    {
        await using var site = await DrawnAsync(routes => routes.Match<PartsController>(["GET", "POST"], "/search"));

        Assert.Equal("searched nuts", await site.Client.GetStringAsync("/search?text=nuts"));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Client.PostAsync("/search", null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Client.DeleteAsync("/search")).StatusCode);
    }

    [Fact]
    public async Task A_route_for_everything_leaves_the_frameworks_own_paths_alone()
    {
        await using var site = await DrawnAsync(routes => routes.Get<PartsController>("/{**rest}", "ByPath"));

        Assert.Equal("up", await site.Client.GetStringAsync("/up"));
        Assert.Equal("up/and/away", await site.Client.GetStringAsync("/up/and/away"));
    }

    [Fact]
    public async Task A_path_becomes_an_address_with_the_requests_host()
    {
        await using var site = await DrawnAsync(routes => routes.Get<PartsController>("/address"));

        Assert.Equal("http://shop.example:8080/parts", await TextAsync(site, "/address", ("Host", "shop.example:8080")));
    }

    [Fact]
    public void The_map_lists_its_routes_in_order()
    {
        var route = Drawn.All(routes => routes.Resources<PartsController>(Only.Edit | Only.Update))[0];

        Assert.Equal(
            ("/parts/{id}/edit", "GET HEAD", "EditPart", "PartsController.Edit", "GET /parts/{id}/edit: PartsController.Edit"),
            (route.Pattern, string.Join(' ', route.Methods), route.Name, route.Target, $"{route}"));
    }

    internal static Task<Site> DrawnAsync(Action<RouteScope> draw) => Site.StartAsync(routes: new TestRoutes(draw));

    internal static async Task<string> TextAsync(Site site, string path, params (string Name, string Value)[] headers) =>
        await TextOrNullAsync(site, path, headers) ?? "not found";

    static async Task<string?> TextOrNullAsync(Site site, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        var answer = await site.Client.SendAsync(request);

        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : null;
    }
}
