using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// Browsers send cookies along with a WebSocket from any page: only pages of this host may open one. A client without an
/// Origin header is no browser, and holds nobody's cookies.
/// </summary>
static class OriginRule
{
    public static bool Allows(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || RequestOrigin.IsOf(request.Host, request.Headers.Origin.ToString());
}
