using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>The host's half of the HTTP side: sockets, routing and error pages stay while releases come and go.</summary>
static class WebPipeline
{
    /// <summary>The whole chain up to the endpoints: front door, routing, a process for each request, <c>/up</c>.</summary>
    /// <param name="migrating">The release whose pending migrations a page shows in development; none without.</param>
    public static WebApplication UseTrestleWeb(
        this WebApplication app, WebOptions options, TaskSupervisor requests, Func<WebRelease>? migrating = null)
    {
        var files = app.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var log = loggers.CreateLogger("Trestle.Web");
        var requestLog = loggers.CreateLogger("Trestle.Requests");
        var filter = new ParamFilter(options);
        var errors = new ErrorPages(options, filter, files, () => app.Services.GetRequiredService<EndpointDataSource>().Endpoints);

        app.Use(next => new RequestLog(next, filter, requestLog).Invoke);
        app.Use(next => new FrontDoor(next, options, errors, log).Invoke);

        if (options.IsDevelopment && migrating is not null)
            app.Use(next => new MigrationGate(next, migrating).Invoke);

        app.UseRouting();
        app.Use(next => new RequestProcess(next, requests, errors, filter).Invoke);
        app.MapMethods("/up", RouteDefinition.Get, static context => context.Response.WriteAsync("up"));

        return app;
    }
}
