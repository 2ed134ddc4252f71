using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Trestle;

/// <summary>What one connection may ask of the server before it is closed: others wait for their turn.</summary>
static class ConnectionLimits
{
    const int SlowestBytesPerSecond = 240;

    public static void Apply(KestrelServerOptions kestrel, WebOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new(SlowestBytesPerSecond, options.SlowBodyTime);
    }

    /// <summary>
    /// Refuses a request that says in two ways where it ends, and reads nothing after it: a proxy before us may go by the other one, and would take the rest
    /// for the next request.
    /// </summary>
    // https://www.rfc-editor.org/rfc/rfc9112#section-6.1-15. Kestrel goes by the chunks and keeps the length under another name.
    public static void RequireOneLength(HttpContext context)
    {
        var headers = context.Request.Headers;

        if (headers.TransferEncoding.Count == 0 || (headers.ContentLength is null && !headers.ContainsKey("X-Content-Length")))
            return;

        context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

        throw new RequestException(StatusCodes.Status400BadRequest, "It has both a Content-Length and a Transfer-Encoding.");
    }
}
