using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// Takes requests by HTTPS alone, where the application is told to: as a proxy that ends the encryption says of them, or the socket itself.
/// </summary>
// Whoever forges the proxy's header gains nothing: they get cookies that their own browser does not send back over HTTP.
sealed class HttpsRule(WebOptions options)
{
    /// <summary>True when the request has been answered: it is sent to the encrypted address.</summary>
    public bool Answers(HttpContext context)
    {
        if (!options.ForceHttps || context.Request.Path == "/up")
            return false;

        var request = context.Request;

        if (request.Headers["X-Forwarded-Proto"].ToString().Split(',')[0].Trim().Equals("https", StringComparison.OrdinalIgnoreCase))
            request.Scheme = Uri.UriSchemeHttps;

        if (request.IsHttps)
        {
            // https://www.rfc-editor.org/rfc/rfc6797#section-6.1
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000";

            return false;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            throw new RequestException(StatusCodes.Status403Forbidden, "It was sent unencrypted. Open this site by https and send it from there.");

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{request.Host.Host}{request.PathBase}{request.Path}{request.QueryString}";

        return true;
    }
}
