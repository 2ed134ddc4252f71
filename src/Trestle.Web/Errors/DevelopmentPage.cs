using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>All that helps to mend a failed request: exception, source, stack, and the request without its secrets.</summary>
static class DevelopmentPage
{
    public static string Of(HttpContext context, Exception exception, RouteDefinition? route, ParamFilter filter)
    {
        var request = context.Request;
        var html = new StringBuilder();

        html.Append($"<p class=\"status\">500 · {Encode(request.Method)} {Encode(request.Path)}{(route is null ? "" : $" · {Encode(route.Target)}")}</p>\n");

        for (var each = exception; each is not null; each = each.InnerException)
        {
            html.Append($"<h1><span class=\"accent\">{Encode(each.GetType().FullName)}</span></h1>\n<pre>{Encode(each.Message)}</pre>\n");
            html.Append(SourceLines.Of(each));
            html.Append($"<h2>Stack</h2>\n<pre class=\"soft\">{Encode(each.StackTrace)}</pre>\n");
        }

        Table(html, filter, "Route", route is null ? [] : [new(route.DisplayName, route.Target), .. Values(request)]);
        Table(html, filter, "Query", request.Query);
        Table(html, filter, "Form", RequestFields.FormIfRead(context));
        Table(html, filter, "Session", SessionCookie.ValuesIfRead(context).Select(Text));
        Queries(html, (context.Features.Get<IServiceProvidersFeature>() as RequestScope)?.Queries);
        Table(html, filter, "Headers", request.Headers);

        return PlainPage.Around(exception.GetType().Name, html.ToString());
    }

    static IEnumerable<KeyValuePair<string, StringValues>> Values(HttpRequest request) =>
        request.RouteValues.Select(value => KeyValuePair.Create(value.Key, new StringValues(value.Value?.ToString())));

    static KeyValuePair<string, StringValues> Text(KeyValuePair<string, string> pair) => new(pair.Key, pair.Value);

    static void Queries(StringBuilder html, QueryTrail? queries)
    {
        if (queries is not { Count: > 0 })
            return;

        html.Append(CultureInfo.InvariantCulture, $"<h2>Queries: {queries.Count} in {queries.Took.TotalMilliseconds:0.0} ms</h2>\n<table>\n");

        foreach (var (sql, took, line) in queries.Statements)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{took.TotalMilliseconds:0.0} ms</td><td><pre>{Encode(sql)}</pre><span class=\"soft\">{Encode(line)}</span></td></tr>\n");

        html.Append("</table>\n");
    }

    static void Table(StringBuilder html, ParamFilter filter, string title, IEnumerable<KeyValuePair<string, StringValues>> rows)
    {
        if (!rows.Any())
            return;

        html.Append($"<h2>{title}</h2>\n<table>\n");

        foreach (var (name, value) in rows)
            html.Append($"<tr><th scope=\"row\">{Encode(name)}</th><td>{Encode(filter.Shown(name, value))}</td></tr>\n");

        html.Append("</table>\n");
    }

    static string Encode(string? text) => PlainPage.Encode(text);
}
