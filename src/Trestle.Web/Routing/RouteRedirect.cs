using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

/// <summary>Answers a path with the address of another.</summary>
sealed class RouteRedirect
{
    static readonly string[] every = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    readonly string pattern;
    readonly string to;
    readonly int status;
    readonly string site;
    readonly PathPattern path;

    public RouteRedirect(string pattern, string to, int status)
    {
        if (status is not (301 or 302 or 303 or 307 or 308))
            throw Refused(pattern, status);

        (this.pattern, this.to, this.status) = (pattern, to, status);
        site = SiteOf(to);
        path = PathPattern.Parse(to[site.Length..]);
        RequireParameters();
    }

    public IReadOnlyList<string> Methods => status is 307 or 308 ? every : RouteDefinition.Get;

    public override string ToString() => $"redirect to {to} ({status})";

    public Task Answer(HttpContext context)
    {
        var values = context.Request.RouteValues;
        var filled = string.Concat(path.Segments.Select(segment => "/" + string.Concat(segment.Select(part => Filled(part, values)))));

        context.Response.StatusCode = status;
        context.Response.Headers.Location = site + (filled.Length == 0 ? "/" : filled) + context.Request.QueryString;

        return Task.CompletedTask;
    }

    // What comes out of the path is escaped, and never empty: so it cannot become another site's "//address".
    static string Filled(PathPart part, RouteValueDictionary values) => part switch
    {
        { IsLiteral: true } => Escaped(part.Text),
        { IsRest: true } => string.Join('/', Words(Text(part, values)).Select(Uri.EscapeDataString)),
        _ => Uri.EscapeDataString(Text(part, values)),
    };

    static string Text(PathPart part, RouteValueDictionary values) => values.TextOf(part.Text) ?? "";

    static string[] Words(string rest) => rest.Split('/', StringSplitOptions.RemoveEmptyEntries);

    static string Escaped(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    static RouteException Refused(string pattern, int status) => new(
        $"expected the status of a redirect to be 301, 302, 303, 307 or 308, got: {status}\n\nGive {pattern} one of them.");

    void RequireParameters()
    {
        var known = PathPattern.Parse(pattern).Parameters.Select(part => part.Text).ToList();

        foreach (var unknown in path.Parameters.Where(part => !known.Contains(part.Text, StringComparer.OrdinalIgnoreCase)))
        {
            throw new RouteException(
                $$"""
                The redirect of {{pattern}} leads to {{to}}, but {{pattern}} has no {{{unknown.Text}}}.

                Take {{{unknown.Text}}} into its path, or lead to a path without it.
                """);
        }
    }

    string SiteOf(string address)
    {
        if (address is ['/', ..] and not ['/', '/' or '\\', ..])
            return "";

        var start = address.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : address.IndexOf('/', start + 3);
        var host = end < 0 ? address : address[..end];

        return start > 0 && !host.Contains('{', StringComparison.Ordinal) ? host : throw new RouteException(
            $"""
            expected the redirect of {pattern} to lead to a path or a site, got: "{address}"

            Begin it with one "/", or with a fixed site: "https://example.com/articles".
            """);
    }
}
