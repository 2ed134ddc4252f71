using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>The headers that ask browsers to be careful. What the application has set itself stays.</summary>
static class SecurityHeaders
{
    public static void ForAll(IHeaderDictionary headers) => headers.XContentTypeOptions = "nosniff";

    /// <summary>A page of the framework's own, whose styles stand in it.</summary>
    public static void ForPlainPage(IHeaderDictionary headers) => ForPage(headers, PlainPage.Policy);

    /// <summary>A file of the application's own, which may hold styles and scripts: it has no place for a nonce.</summary>
    public static void ForFile(IHeaderDictionary headers) => ForPage(headers, "base-uri 'self'; frame-ancestors 'self'; object-src 'none'");

    public static void ForPage(IHeaderDictionary headers, WebOptions options, string? nonce)
    {
        ForPage(headers, options.PolicyWith(nonce));

        if (options.PermissionsPolicy is { } permissions)
            headers.TryAdd("Permissions-Policy", permissions);
    }

    static void ForPage(IHeaderDictionary headers, string policy)
    {
        headers.TryAdd("Content-Security-Policy", policy);
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("X-Frame-Options", "SAMEORIGIN");
    }
}
