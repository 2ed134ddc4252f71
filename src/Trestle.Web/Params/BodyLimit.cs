using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trestle;

/// <summary>Answers 413 to a body above the limit: at once when its length is announced, else while it is read.</summary>
static class BodyLimit
{
    public static void Apply(HttpContext context, WebOptions options)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return;

        var most = RequestFields.IsMultipart(context.Request) || RequestFields.IsLines(context.Request) ? options.MaxUploadBytes : options.MaxBodyBytes;

        if (context.Request.ContentLength > most)
            throw new RequestException(413, $"expected a body of at most {most} bytes, got more");

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
    }
}
