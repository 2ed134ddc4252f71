using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>The headers that ask browsers to be careful. What the application has set itself stays.</summary>
static class SecurityHeaders
{
    public static void ForAll(IHeaderDictionary headers) => headers.XContentTypeOptions = "nosniff";

    /// <summary>A page of the framework's own, whose styles stand in it.</summary>
    public static void ForPage(IHeaderDictionary headers) => ForPage(headers, WebOptions.UsualPolicy);

    public static void ForPage(IHeaderDictionary headers, WebOptions options, string? nonce)
    {
        ForPage(headers, options.ContentSecurityPolicy.Replace(WebOptions.NoncePlace, nonce, StringComparison.Ordinal));

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
