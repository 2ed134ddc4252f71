using System.Net;

namespace Trestle.Web.Tests;

public class RouteRedirectTests
{
    [Theory]
    [InlineData("/stories", 301, "/articles")]
    [InlineData("/stories?page=2&q=a%20b", 301, "/articles?page=2&q=a%20b")]
    [InlineData("/stories/7", 302, "/articles/7/show")]
    [InlineData("/stories/a%20b%2Fc", 302, "/articles/a%20b%2Fc/show")]
    [InlineData("/old/a/b%20c", 308, "/new/a/b%20c")]
    [InlineData("/old//evil.example", 308, "/new/evil.example")]
    [InlineData("/top//evil.example", 301, "/evil.example")]
    [InlineData("/top/", 301, "/")]
    [InlineData("/away/7", 303, "https://example.org/7")]
    [InlineData("/café", 301, "/caf%C3%A9s")]
    public async Task Leads_on_with_what_the_path_holds(string path, int status, string location)
    {
        await using var site = await RoutedTests.DrawnAsync(routes =>
        {
            routes.Redirect("/stories", "/articles");
            routes.Redirect("/stories/{id}", "/articles/{id}/show", status: 302);
            routes.Redirect("/old/{**rest}", "/new/{**rest}", status: 308);
            routes.Redirect("/top/{**rest}", "/{**rest}");
            routes.Redirect("/away/{id}", "https://example.org/{id}", status: 303);
            routes.Redirect("/café", "/cafés");
        });

        var answer = await site.GetAsync(path);

        Assert.Equal((status, location), ((int)answer.StatusCode, answer.Headers.GetValues("Location").Single()));
    }

    [Theory]
    [InlineData("/kept", HttpStatusCode.PermanentRedirect)]
    [InlineData("/moved", HttpStatusCode.MethodNotAllowed)]
    public async Task Takes_other_methods_only_where_they_are_kept(string path, HttpStatusCode expected)
    {
        await using var site = await RoutedTests.DrawnAsync(routes =>
        {
            routes.Redirect("/kept", "/there", status: 308);
            routes.Redirect("/moved", "/there");
        });

        Assert.Equal(expected, (await site.Client.PostAsync(path, null)).StatusCode);
    }

    [Fact]
    public void Says_what_the_path_does_not_hold()
    {
        var unknown = Assert.Throws<RouteException>(() => Drawn.Lines(routes => routes.Redirect("/stories/{id}", "/articles/{slug}")));

        Assert.Equal(
            """
            The redirect of /stories/{id} leads to /articles/{slug}, but /stories/{id} has no {slug}.

            Take {slug} into its path, or lead to a path without it.
            """, unknown.Message);
    }

    [Theory]
    [InlineData("articles")]
    [InlineData("//example.org")]
    [InlineData("https://{host}/articles")]
    public void Refuses_an_address_that_could_lead_anywhere(string to)
    {
        var refused = Assert.Throws<RouteException>(() => Drawn.Lines(routes => routes.Redirect("/stories/{host}", to)));

        Assert.Equal(
            $"""
            expected the redirect of /stories/{"{host}"} to lead to a path or a site, got: "{to}"

            Begin it with one "/", or with a fixed site: "https://example.com/articles".
            """, refused.Message);
    }

    [Fact]
    public void Refuses_another_status()
    {
        var refused = Assert.Throws<RouteException>(() => Drawn.Lines(routes => routes.Redirect("/stories", "/articles", status: 200)));

        Assert.Equal(
            """
            expected the status of a redirect to be 301, 302, 303, 307 or 308, got: 200

            Give /stories one of them.
            """, refused.Message);
    }

    [Fact]
    public void Stands_in_the_list() => Assert.Equal(
        ["GET /stories: redirect to /articles (301)"],
        Drawn.Lines(routes => routes.Redirect("/stories", "/articles")));
}
