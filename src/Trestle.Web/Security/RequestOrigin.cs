using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Whether a browser sends a request for a page of this site, as the browser itself says: no script of another site can say it.</summary>
// https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header, https://www.rfc-editor.org/rfc/rfc6454#section-7
static class RequestOrigin
{
    /// <summary>Null when it does not say: an old browser, a page that hides where it is, or no browser at all.</summary>
    public static bool? IsOwn(HttpRequest request, IReadOnlyList<string> trusted)
    {
        var origin = request.Headers.Origin.ToString();

        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "same-site" or "cross-site" => IsTrusted(origin, trusted),
            _ when origin is "" or "null" => null,
            _ => IsOf(request.Host, origin) || IsTrusted(origin, trusted),
        };
    }

    /// <summary>Whether an origin is that of a host. The scheme may differ: a proxy may have taken the encryption off.</summary>
    public static bool IsOf(HostString host, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && page.Port == (host.Port ?? (page.Scheme == Uri.UriSchemeHttps ? 443 : 80));

    static bool IsTrusted(string origin, IReadOnlyList<string> trusted) => trusted.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
