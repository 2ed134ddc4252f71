using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

public partial class RouteScope
{
    /// <summary>Sends browsers on to another address, with the query; <c>{id}</c> in it is what the path has there.</summary>
    /// <param name="pattern">What was asked for: "/stories/{id}".</param>
    /// <param name="to">A path, "/articles/{id}", or another site's address, "https://example.com/{id}".</param>
    /// <param name="status">301, 302, 303, 307 or 308; the last two take any method and keep it.</param>
    public void Redirect(string pattern, string to, int status = StatusCodes.Status301MovedPermanently)
    {
        var path = place.Join(pattern);
        var redirect = new RouteRedirect(path, to, status);

        Draw(new(path, redirect.Methods, redirect.ToString()) { Answer = _ => redirect.Answer, Rules = rules });
    }

    /// <summary>Gives everything below a path to a request delegate, whatever the method.</summary>
    public void Mount(string path, RequestDelegate app) => Mount(path, _ => app, app.Method.Name);

    /// <summary>Gives everything below a path to a branch of ASP.NET Core middleware, whatever the method.</summary>
    public void Mount(string path, Action<IApplicationBuilder> branch) => Mount(
        path,
        release =>
        {
            var builder = new ApplicationBuilder(release.Services);
            branch(builder);

            return builder.Build();
        },
        branch.Method.Name);

    /// <summary>Draws ASP.NET Core's own endpoints below a path: <c>Mount("/", app => app.MapHealthChecks("/health"))</c>.</summary>
    public void Mount(string path, Action<IEndpointRouteBuilder> endpoints) =>
        Draw(new(place.Join(path), [], "endpoints") { Endpoints = endpoints, Rules = rules });

    void Mount(string path, Func<WebRelease, RequestDelegate> app, string target)
    {
        var home = place.Join(path);
        var below = $"{home.TrimEnd('/')}/{{**rest}}";

        Draw(new(below, [], $"mounted at {home}") { Answer = release => new MountedApp(home, app(release)).Answer, Rules = rules });
    }
}

/// <summary>Lets what is mounted see paths as if it stood at the root.</summary>
sealed class MountedApp(string home, RequestDelegate app)
{
    readonly int depth = home.Split('/', StringSplitOptions.RemoveEmptyEntries).Length;

    public async Task Answer(HttpContext context)
    {
        var (request, path, pathBase) = (context.Request, context.Request.Path, context.Request.PathBase);
        var end = EndOf(path.Value!);

        request.PathBase = pathBase + path.Value![..end];
        request.Path = path.Value[end..];

        try
        {
            await app(context);
        }
        finally
        {
            (request.Path, request.PathBase) = (path, pathBase);
        }
    }

    // By segments, not by letters: a parameter of a scope around it has any length.
    int EndOf(string path)
    {
        var at = 0;

        for (var i = 0; i < depth && at >= 0; i++)
            at = path.IndexOf('/', at + 1);

        return depth == 0 ? 0 : at < 0 ? path.Length : at;
    }
}
