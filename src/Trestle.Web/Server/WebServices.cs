using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>What the HTTP side needs in a release's own container.</summary>
static class WebServices
{
    /// <summary>
    /// Sessions, antiforgery and the params binder. The roof adds logging, and a <c>Database</c> for the keys: without one
    /// they are kept where ASP.NET Core keeps them.
    /// </summary>
    public static IServiceCollection AddTrestleWeb(this IServiceCollection services, WebOptions options, string applicationName)
    {
        services.AddSingleton(options);
        services.AddSingleton<ParamsBinder>();
        services.AddSingleton<SessionCookie>();
        services.AddDataProtection().SetApplicationName(applicationName);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.AntiforgeryCookie;
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.HeaderName = "X-CSRF-Token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });

        return services;
    }
}
