using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// The HTTP side of one release: its routes as endpoints, its views, and all that is learned about its types. It is each
/// endpoint's metadata, and requests take their services from the release of the endpoint that was chosen for them.
/// </summary>
sealed class WebRelease
{
    readonly IServiceProviderIsService known;
    readonly Func<CancellationToken, IAsyncDisposable>? beginUnitOfWork;

    /// <param name="routes">The application's route map; its namespace is where views are looked for.</param>
    /// <param name="services">The release's own container, with <see cref="WebServices.AddTrestleWeb"/> in it.</param>
    /// <param name="tag">What the roof knows the release by; it stands in each endpoint's metadata.</param>
    /// <param name="live">Answers the routes of live views: the request and the view's type.</param>
    /// <param name="beginUnitOfWork">Opens what records work in; around each request of the release.</param>
    public WebRelease(
        RouteMap routes,
        IServiceProvider services,
        object tag,
        Func<HttpContext, Type, Task>? live = null,
        Func<CancellationToken, IAsyncDisposable>? beginUnitOfWork = null)
    {
        this.beginUnitOfWork = beginUnitOfWork;
        Services = services;
        Tag = tag;
        Options = services.GetRequiredService<WebOptions>();
        Locales = services.GetService<LocaleChoice>();
        Errors = services.GetRequiredService<ErrorReporter>();
        Sessions = services.GetRequiredService<SessionCookie>();
        Binder = services.GetRequiredService<ParamsBinder>();
        Version = routes.GetType().Module.ModuleVersionId;
        Limits = new(Options, services.GetRequiredService<TimeProvider>());
        Views = new(routes.GetType().Assembly, routes.GetType().Namespace ?? "");
        known = services.GetRequiredService<IServiceProviderIsService>();
        Routes = routes.All;
        Endpoints = [.. Routes.SelectMany((route, order) => EndpointsOf(route, order, live))];
    }

    public IServiceProvider Services { get; }

    public object Tag { get; }

    public WebOptions Options { get; }

    /// <summary>Null where the application has no catalogs.</summary>
    public LocaleChoice? Locales { get; }

    public ErrorReporter Errors { get; }

    public SessionCookie Sessions { get; }

    public ParamsBinder Binder { get; }

    public JsonSerializerOptions Json { get; } = JsonBody.NewOptions();

    public ViewCatalog Views { get; }

    public RateLimits Limits { get; }

    /// <summary>The route map, in its order.</summary>
    public IReadOnlyList<RouteDefinition> Routes { get; }

    public Guid Version { get; }

    /// <summary>For an endpoint data source of the host.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    public IAsyncDisposable? BeginUnitOfWork(CancellationToken cancellation) => beginUnitOfWork?.Invoke(cancellation);

    public bool IsService(Type type) => known.IsService(type);

    // The order is that of the map: the first route that fits answers, as in Rails, not the most special one.
    IEnumerable<RouteEndpoint> EndpointsOf(RouteDefinition route, int order, Func<HttpContext, Type, Task>? live)
    {
        if (route.Endpoints is not null)
            return MountedEndpoints.Of(route, this, order);

        var handler = HandlerOf(route, live);

        return route.Rules.Patterns(route.Pattern).Select(pattern =>
        {
            var endpoint = new RouteEndpointBuilder(handler, pattern, order) { DisplayName = route.DisplayName };

            foreach (var metadata in MetadataOf(route))
                endpoint.Metadata.Add(metadata);

            if (route.Methods.Count > 0)
                endpoint.Metadata.Add(new HttpMethodMetadata(route.Methods));

            return (RouteEndpoint)endpoint.Build();
        });
    }

    /// <summary>What makes an endpoint one of this release.</summary>
    public object[] MetadataOf(RouteDefinition route) => [this, Tag, route];

    RequestDelegate HandlerOf(RouteDefinition route, Func<HttpContext, Type, Task>? live)
    {
        if (route.Answer is { } answer)
            return answer(this);
        if (!route.IsLive)
            return new ActionEndpoint(route, this).Handle;

        if (live is null)
        {
            throw new RouteException(
                $"""
                {route.Pattern} is a live view, {route.Target}, but nothing here runs live views.

                Run the application with the Trestle package, or draw the route to a controller.
                """);
        }

        return context => live(context, route.Type!);
    }
}
