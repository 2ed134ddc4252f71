using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Trestle;

/// <summary>What must hold besides the path before a route is chosen, and the values it adds.</summary>
sealed record RouteRules
{
    const string FormatName = "format";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    public static readonly RouteRules None = new();

    /// <summary>Asked in turn, at each request whose path fits.</summary>
    public ImmutableArray<Func<HttpRequest, bool>> Requests { get; init; } = [];

    public ImmutableDictionary<string, string> Segments { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<string, string> Defaults { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The endings a path may have: "json" for <c>/articles.json</c>.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    /// <summary>The live session that the live views among them belong to; null for the one without a name.</summary>
    public LiveGroup? Live { get; init; }

    public RouteRules And(Func<HttpRequest, bool> request) => this with { Requests = Requests.Add(request) };

    /// <summary>The patterns for endpoint routing: one, or two when the path may have an ending.</summary>
    public IEnumerable<RoutePattern> Patterns(string pattern)
    {
        yield return Of(pattern);

        if (!Formats.IsEmpty && pattern != "/")
            yield return Of($"{pattern}.{{{FormatName}}}");
    }

    RoutePattern Of(string pattern)
    {
        var names = PathPattern.Parse(pattern).Parameters.Select(part => part.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var policies = new RouteValueDictionary();
        var defaults = new RouteValueDictionary();

        foreach (var (name, regex) in Segments.Where(segment => names.Contains(segment.Key)))
            policies[name] = Matching(regex);

        if (!Formats.IsEmpty && names.Contains(FormatName))
            policies[FormatName] = Matching(string.Join('|', Formats.Select(Regex.Escape)));

        if (!Requests.IsEmpty)
            policies["request"] = new RequestConstraint(Requests);

        foreach (var (name, value) in Defaults.Where(value => !names.Contains(value.Key)))
            defaults[name] = value;

        return RoutePatternFactory.Parse(pattern, defaults, policies);
    }

    static RegexRouteConstraint Matching(string regex) => new(new Regex($"^(?:{regex})$", RegexOptions.CultureInvariant, patience));

    public static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Asks the request itself; endpoint routing runs it beside the constraints of parameters.</summary>
sealed class RequestConstraint(ImmutableArray<Func<HttpRequest, bool>> rules) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        if (httpContext!.Features.Get<BlindMatch>() is { } blind)
            return blind.Asked();

        foreach (var rule in rules)
        {
            if (!rule(httpContext.Request))
                return false;
        }

        return true;
    }
}

/// <summary>
/// A path is matched without its request, as when a live view is navigated to. No question about a request can be answered then, so
/// whoever matches has to know that one was asked.
/// </summary>
sealed class BlindMatch
{
    public bool WasAsked { get; private set; }

    public bool Asked()
    {
        WasAsked = true;

        return false;
    }
}

/// <summary>Live views between which a browser goes without loading a page.</summary>
/// <param name="Name">What tells it from others.</param>
/// <param name="Layout">The type of its layout; null for the application's own.</param>
/// <param name="Hook">The type that runs before each of its views is mounted.</param>
sealed record LiveGroup(string Name, Type? Layout, Type? Hook);
