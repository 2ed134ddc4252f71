using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>A 404 in development: what was asked for, the nearest route, and all that there are.</summary>
static class RoutesPage
{
    public static string Of(HttpContext context, Fault fault, IEnumerable<Endpoint> endpoints)
    {
        var routes = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<RouteDefinition>()).OfType<RouteDefinition>().Distinct().ToList();
        var path = context.Request.Path.Value ?? "/";
        var found = context.GetEndpoint()?.Metadata.GetMetadata<RouteDefinition>();
        var html = new StringBuilder($"<p class=\"status\">404 · {Encode(context.Request.Method)} {Encode(path)}</p>\n");

        if (found is not null)
            html.Append($"<h1>{Encode(found.Target)} found nothing</h1>\n<pre>{Encode(fault.Exception?.Message ?? fault.Detail)}</pre>\n");
        else
            html.Append($"<h1>No route answers {Encode(path)}</h1>\n{Suggestion(path, routes)}");

        html.Append("<h2>Routes</h2>\n<table>\n");

        foreach (var route in routes)
            html.Append($"<tr><td>{string.Join(' ', route.Methods)}</td><td>{Encode(route.Pattern)}</td><td>{Encode(route.Target)}</td></tr>\n");

        return PlainPage.Around("No such page", html.Append("</table>\n").ToString());
    }

    static string Suggestion(string path, List<RouteDefinition> routes) =>
        Nearest(path, routes.Select(route => route.Pattern)) is { } near
            ? near.Contains('{', StringComparison.Ordinal)
                ? $"<p>Did you mean <code>{Encode(near)}</code>?</p>\n"
                : $"<p>Did you mean <a href=\"{Encode(near)}\">{Encode(near)}</a>?</p>\n"
            : "";

    /// <summary>The pattern nearest to a path, if one is near enough to be a slip of the finger.</summary>
    public static string? Nearest(string path, IEnumerable<string> patterns) =>
        (from pattern in patterns.Distinct()
         let distance = Distance(path.ToLowerInvariant(), Filled(pattern, path).ToLowerInvariant())
         where distance <= Math.Max(2, path.Length / 3)
         orderby distance
         select pattern).FirstOrDefault();

    // A parameter is as near as whatever stands in its place.
    static string Filled(string pattern, string path)
    {
        var given = path.Split('/');
        var wanted = pattern.Split('/');

        return string.Join('/', wanted.Select((part, i) => part.StartsWith('{') && i < given.Length ? given[i] : part));
    }

    // Levenshtein's distance, one row at a time.
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;

            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    static string Encode(string? text) => PlainPage.Encode(text);
}
