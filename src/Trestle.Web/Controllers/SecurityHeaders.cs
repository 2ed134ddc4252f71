using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>The headers that ask browsers to be careful. What the application has set itself stays.</summary>
static class SecurityHeaders
{
    public static void ForAll(IHeaderDictionary headers) => headers.XContentTypeOptions = "nosniff";

    public static void ForPage(IHeaderDictionary headers)
    {
        headers.TryAdd("Content-Security-Policy", "base-uri 'self'; frame-ancestors 'self'; object-src 'none'");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("X-Frame-Options", "SAMEORIGIN");
    }
}
