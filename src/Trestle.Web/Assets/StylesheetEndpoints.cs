using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Trestle;

/// <summary>Answers for stylesheets before <c>MapStaticAssets</c> does, whose files name others by their plain paths.</summary>
static class StylesheetEndpoints
{
    const int BeforeStaticAssets = -1000;

    static readonly string[] methods = ["GET", "HEAD"];

    public static void MapStylesheets(this IEndpointRouteBuilder app, AssetCatalog assets)
    {
        foreach (var path in assets.Paths.Where(Stylesheets.IsOne))
            foreach (var pattern in PatternsOf(path))
                app.Map(pattern, context => WriteAsync(context, assets.Stylesheets.Find(path)))
                    .WithOrder(BeforeStaticAssets)
                    .WithMetadata(new HttpMethodMetadata(methods));
    }

    static Task WriteAsync(HttpContext context, Stylesheet? sheet)
    {
        if (sheet is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;

            return Task.CompletedTask;
        }

        var encoding = EncodingFor(context.Request);
        var headers = context.Response.Headers;
        var isThis = context.Request.RouteValues["fingerprint"] as string == sheet.Fingerprint;
        headers.CacheControl = isThis ? "max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";

        if (encoding is not null)
            headers.ContentEncoding = encoding;

        return TypedResults
            .Bytes(sheet.Encoded(encoding), "text/css; charset=utf-8", entityTag: new($"\"{sheet.Fingerprint}{encoding}\""))
            .ExecuteAsync(context);
    }

    static string? EncodingFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;

        return QualityOf("br") is > 0 and var best && best >= QualityOf("gzip") ? "br"
            : QualityOf("gzip") > 0 ? "gzip"
            : null;

        double QualityOf(string name) =>
            accepted.FirstOrDefault(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? found.Quality ?? 1 : 0;
    }

    // "/css/app.css" and "/css/app.{fingerprint}.css": from parts, since a file's name may hold what means something in a pattern.
    static IEnumerable<RoutePattern> PatternsOf(string path)
    {
        var segments = path.Split('/');
        var name = segments[^1][..^".css".Length];
        var folders = segments[..^1].Select(folder => RoutePatternFactory.Segment(RoutePatternFactory.LiteralPart(folder))).ToArray();

        yield return Pattern(RoutePatternFactory.LiteralPart(segments[^1]));
        yield return Pattern(RoutePatternFactory.LiteralPart($"{name}."), RoutePatternFactory.ParameterPart("fingerprint"), RoutePatternFactory.LiteralPart(".css"));

        RoutePattern Pattern(params RoutePatternPart[] last) => RoutePatternFactory.Pattern([.. folders, RoutePatternFactory.Segment(last)]);
    }
}
