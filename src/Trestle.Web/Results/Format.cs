using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>One of the forms an answer may take, by the ending of the path or the client's Accept header.</summary>
sealed record Format(string Ending, string ContentType, Func<Result>? Answer)
{
    /// <summary>The answer the client likes best. A path's ending decides before its headers; 406 when there is none.</summary>
    // https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
    public static Result Choose(HttpContext context, params IReadOnlyList<Format> formats)
    {
        List<Format> offered = [.. formats.Where(format => format.Answer is not null)];

        if (context.Request.RouteValues["format"] is string { Length: > 0 } ending)
            return (offered.Find(format => format.Ending.Equals(ending, StringComparison.OrdinalIgnoreCase)) ?? throw NotAcceptable(offered, $".{ending}")).Answer!();

        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);

        var accept = context.Request.Headers.Accept;
        var chosen = MediaTypeHeaderValue.TryParseList(accept, out var wanted) && wanted.Count > 0
            ? wanted.OrderByDescending(type => type.Quality ?? 1).ThenByDescending(Precision)
                .Where(type => type.Quality is not 0)
                .Select(type => offered.Find(format => MediaTypeHeaderValue.Parse(format.ContentType).IsSubsetOf(Plain(type))))
                .FirstOrDefault(format => format is not null)
            : offered.FirstOrDefault();

        return (chosen ?? throw NotAcceptable(offered, accept.ToString())).Answer!();
    }

    static int Precision(MediaTypeHeaderValue type) => type.MatchesAllTypes ? 0 : type.MatchesAllSubTypes ? 1 : 2;

    // Its quality and other parameters say nothing about the type.
    static MediaTypeHeaderValue Plain(MediaTypeHeaderValue type) => new(type.MediaType);

    static RequestException NotAcceptable(List<Format> offered, string wanted) => new(
        StatusCodes.Status406NotAcceptable,
        $"This is there as {string.Join(", ", offered.Select(format => format.ContentType))}; wanted was: {wanted}");
}
