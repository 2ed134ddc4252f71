using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Trestle;

/// <summary>Endpoints that ASP.NET Core's own extensions draw, made endpoints of a release.</summary>
sealed class MountedEndpoints(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider { get; } = services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);

    public static RouteEndpoint[] Of(RouteDefinition route, WebRelease release, int order)
    {
        var builder = new MountedEndpoints(release.Services);
        route.Endpoints!(builder.MapGroup(route.Pattern));

        return [.. builder.DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => new RouteEndpoint(
                endpoint.RequestDelegate!,
                Ruled(endpoint.RoutePattern, route.Rules),
                order,
                new(endpoint.Metadata.Concat(release.MetadataOf(route))),
                endpoint.DisplayName))];
    }

    static RoutePattern Ruled(RoutePattern pattern, RouteRules rules)
    {
        if (rules.Requests.IsEmpty)
            return pattern;

        var policies = new RouteValueDictionary { ["request"] = new RequestConstraint(rules.Requests) };

        return RoutePatternFactory.Pattern(pattern.RawText, pattern.Defaults, policies, pattern.PathSegments);
    }
}
