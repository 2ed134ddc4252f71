using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

public class MountTests
{
    [Theory]
    [InlineData("/admin/jobs", "/admin/jobs|")]
    [InlineData("/admin/jobs/", "/admin/jobs|/")]
    [InlineData("/admin/jobs/7/retry", "/admin/jobs|/7/retry")]
    public async Task A_delegate_sees_paths_below_its_own(string path, string seen)
    {
        await using var site = await RoutedTests.DrawnAsync(routes => routes.Scope("/admin", admin => admin.Mount("/jobs", Tell)));

        Assert.Equal(seen, await site.Client.GetStringAsync(path));
        Assert.Equal("/admin/jobs|/all", await (await site.Client.PutAsync("/admin/jobs/all", null)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_delegate_may_stand_below_a_parameter_and_at_the_root()
    {
        await using var site = await RoutedTests.DrawnAsync(routes =>
        {
            routes.Scope("/of/{tenant}", tenant => tenant.Mount("/jobs", Tell));
            routes.Mount("/", Tell);
        });

        Assert.Equal("/of/someone/jobs|/7", await site.Client.GetStringAsync("/of/someone/jobs/7"));
        Assert.Equal("|/anything", await site.Client.GetStringAsync("/anything"));
    }

    [Fact]
    public async Task A_branch_runs_middleware_with_the_services_of_the_release()
    {
        await using var site = await RoutedTests.DrawnAsync(routes => routes.Mount("/branch", branch =>
        {
            branch.Use(async (context, next) =>
            {
                context.Response.Headers["X-Branch"] = "yes";
                await next(context);
            });
            branch.Run(context => context.Response.WriteAsync($"{context.RequestServices.GetRequiredService<Shelf>().Articles.Count} {Self.IsProcess}"));
        }));

        var answer = await site.GetAsync("/branch/any");

        Assert.Equal(["yes"], answer.Headers.GetValues("X-Branch"));
        Assert.Equal("0 True", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Endpoints_of_ASP_NET_Core_are_drawn_below_a_path_and_its_rules()
    {
        await using var site = await RoutedTests.DrawnAsync(routes => routes.Header("X-Key", "sesame", inside => inside.Mount("/minimal", app =>
        {
            app.MapGet("/hello/{name}", (string name, Shelf shelf) => $"hello {name} {shelf.Articles.Count}");
            app.MapPost("/raw", (RequestDelegate)(context => context.Response.WriteAsync("raw")));
        })));

        Assert.Equal("hello Ada 0", await RoutedTests.TextAsync(site, "/minimal/hello/Ada", ("X-Key", "sesame")));
        Assert.Equal("not found", await RoutedTests.TextAsync(site, "/minimal/hello/Ada"));
    }

    [Fact]
    public void Stand_in_the_list() => Assert.Equal(
        ["ANY /jobs/{**rest}: mounted at /jobs", "ANY /minimal: endpoints"],
        Drawn.Lines(routes =>
        {
            routes.Mount("/jobs", Tell);
            routes.Mount("/minimal", app => app.MapGet("/", () => ""));
        }));

    static Task Tell(HttpContext context) => context.Response.WriteAsync($"{context.Request.PathBase}|{context.Request.Path}");
}
