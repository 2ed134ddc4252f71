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

        if (context.Request.ContentLength > options.MaxBodyBytes)
            throw Exceeded(options);

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxBodyBytes;
    }

    public static RequestException Exceeded(WebOptions options) =>
        new(413, $"expected a body of at most {options.MaxBodyBytes} bytes, got more");
}
