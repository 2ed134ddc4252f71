using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

/// <summary>A live view's address, as routing understands it.</summary>
/// <param name="View">The full name of the view's class.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Location">With the query.</param>
/// <param name="Values">What route and query hold for the view's parameters.</param>
/// <param name="Group">Its live session; null for the one without a name.</param>
sealed record LivePlace(string View, string Path, string Location, IReadOnlyDictionary<string, string> Values, LiveGroup? Group)
{
    public static LivePlace Of(HttpRequest request, RouteDefinition route)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var (name, value) in request.Query)
            values[name] = value.ToString();

        // A value of the route wins: the query cannot change which record a page is about.
        foreach (var name in request.RouteValues.Keys)
            values[name] = request.RouteValues.TextOf(name) ?? "";

        return new(route.Type!.FullName!, request.Path.Value ?? "/", request.GetEncodedPathAndQuery(), values, route.Rules.Live);
    }
}

/// <summary>
/// Finds the live view of an address that no request asks for: a browser has gone there over its connection. The host's own
/// routing answers, so that the same route is found as by a request.
/// </summary>
sealed class LiveRouting(IEndpointRouteBuilder host)
{
    readonly Lazy<RequestDelegate> match = new(() => Build(host));

    /// <summary>Null for what is no live view, and where a route asks what only a request can answer.</summary>
    [SuppressMessage("Usage", "CA2234", Justification = "Of the address itself an escaped slash would be unescaped, and part segments.")]
    public async ValueTask<LivePlace?> FindAsync(Uri address)
    {
        var blind = new BlindMatch();
        var http = new DefaultHttpContext { RequestServices = host.ServiceProvider };
        http.Features.Set(blind);
        http.Request.Method = HttpMethods.Get;
        http.Request.Scheme = address.Scheme;
        http.Request.Host = HostString.FromUriComponent(address);
        http.Request.Path = PathString.FromUriComponent(address.AbsolutePath);
        http.Request.QueryString = QueryString.FromUriComponent(address);

        await match.Value(http);

        return !blind.WasAsked && http.GetEndpoint()?.Metadata.GetMetadata<RouteDefinition>() is { IsLive: true } route
            ? LivePlace.Of(http.Request, route)
            : null;
    }

    /// <summary>The live session of a name, as the running release draws it.</summary>
    public LiveGroup? GroupNamed(string? name) => name is null ? null : host.DataSources
        .SelectMany(source => source.Endpoints)
        .Select(endpoint => endpoint.Metadata.GetMetadata<RouteDefinition>()?.Rules.Live)
        .FirstOrDefault(group => group?.Name == name);

    // Nothing is run: the endpoint that was found is only looked at.
    static RequestDelegate Build(IEndpointRouteBuilder host)
    {
        var pipeline = host.CreateApplicationBuilder();
        pipeline.UseRouting();
        pipeline.Use(_ => static _ => Task.CompletedTask);
        pipeline.UseEndpoints(endpoints =>
        {
            foreach (var source in host.DataSources)
                endpoints.DataSources.Add(source);
        });

        return pipeline.Build();
    }
}
