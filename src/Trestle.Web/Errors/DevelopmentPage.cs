using System.Text;
using Microsoft.AspNetCore.Http;
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
        Table(html, filter, "Headers", request.Headers);

        return PlainPage.Around(exception.GetType().Name, html.ToString());
    }

    static IEnumerable<KeyValuePair<string, StringValues>> Values(HttpRequest request) =>
        request.RouteValues.Select(value => KeyValuePair.Create(value.Key, new StringValues(value.Value?.ToString())));

    static void Table(StringBuilder html, ParamFilter filter, string title, IEnumerable<KeyValuePair<string, StringValues>> rows)
    {
        if (!rows.Any())
            return;

        html.Append($"<h2>{title}</h2>\n<table>\n");

        foreach (var (name, value) in rows)
            html.Append($"<tr><td>{Encode(name)}</td><td>{Encode(filter.Shown(name, value))}</td></tr>\n");

        html.Append("</table>\n");
    }

    static string Encode(string? text) => PlainPage.Encode(text);
}
