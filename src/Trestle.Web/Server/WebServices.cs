using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trestle;

/// <summary>What the HTTP side needs in a release's own container.</summary>
static class WebServices
{
    public const string TokenHeader = "X-CSRF-Token";

    /// <summary>
    /// Sessions, antiforgery and the params binder. The roof adds logging, and a <see cref="Database"/> for the keys:
    /// without one they are kept where ASP.NET Core keeps them.
    /// </summary>
    public static IServiceCollection AddTrestleWeb(this IServiceCollection services, WebOptions options, string applicationName)
    {
        services.AddSingleton(options);
        services.AddSingleton<ParamsBinder>();
        services.AddSingleton<SessionCookie>();
        services.AddDataProtection().SetApplicationName(applicationName);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.AntiforgeryCookie;
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.HeaderName = TokenHeader;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });

        return services;
    }
}
