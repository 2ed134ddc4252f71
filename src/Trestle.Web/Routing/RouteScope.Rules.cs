using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

public partial class RouteScope
{
    /// <summary>Draws routes of one host: "example.com", or "*.example.com" for those below it.</summary>
    public void Host(string host, Action<RouteScope> nested) => When(
        host.StartsWith("*.", StringComparison.Ordinal)
            ? request => request.Host.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : request => request.Host.Host.Equals(host, StringComparison.OrdinalIgnoreCase),
        nested);

    /// <summary>Draws routes of hosts that begin with a name: "api" for <c>api.example.com</c>.</summary>
    public void Subdomain(string name, Action<RouteScope> nested) =>
        When(request => request.Host.Host.StartsWith($"{name}.", StringComparison.OrdinalIgnoreCase), nested);

    /// <summary>Draws routes of requests with a header of this value: <c>Header("X-Api-Version", "2", v2 => ...)</c>.</summary>
    public void Header(string name, string value, Action<RouteScope> nested) =>
        When(request => request.Headers[name] == value, nested);

    /// <summary>Draws routes of requests for which a question is answered with true, as long as the path fits.</summary>
    public void When(Func<HttpRequest, bool> request, Action<RouteScope> nested) => Nest(place, rules.And(request), nested);

    /// <summary>Draws routes in which a parameter matches a regular expression, as a whole: <c>Segment("id", "[A-Z][0-9]+", ...)</c>.</summary>
    public void Segment(string parameter, string regex, Action<RouteScope> nested) =>
        Nest(place, rules with { Segments = rules.Segments.SetItem(parameter, regex) }, nested);

    /// <summary>Draws routes whose path may end with a format: <c>/articles/7.json</c>. An action reads it as <c>string? format</c>.</summary>
    public void Formats(string[] formats, Action<RouteScope> nested) =>
        Nest(place, rules with { Formats = [.. formats] }, nested);

    /// <summary>Gives parameters of actions values that the path does not hold: <c>Defaults(new { theme = "dark" }, ...)</c>.</summary>
    public void Defaults(object values, Action<RouteScope> nested)
    {
        var texts = new RouteValueDictionary(values).Select(value => KeyValuePair.Create(value.Key, RouteRules.TextOf(value.Value)));

        Nest(place, rules with { Defaults = rules.Defaults.SetItems(texts) }, nested);
    }
}
