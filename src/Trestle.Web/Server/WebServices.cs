using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
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
    public static IServiceCollection AddTrestleWeb(
        this IServiceCollection services, WebOptions options, string applicationName, Translations? translations = null)
    {
        services.AddSingleton(options);
        services.AddSingleton<ParamsBinder>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFragmentCache>(provider => new MemoryFragments(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SessionSeal>();
        services.AddSingleton<FlashSeal>();
        services.AddSingleton(provider => new SessionRows(provider.GetService<Database>(), options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SessionCookie>();
        services.AddSingleton(provider => new ErrorReporter(
            provider.GetServices<IErrorSubscriber>(), provider.GetRequiredService<ILogger<ErrorReporter>>()));
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

        return translations is null ? services : services.AddTranslations(translations, options.Locale);
    }

    static IServiceCollection AddTranslations(this IServiceCollection services, Translations translations, LocaleOptions options) => services
        .AddSingleton(translations)
        .AddSingleton(new LocaleChoice(translations, options))
        .AddSingleton<IStringLocalizer>(new TranslationLocalizer(translations))
        .AddSingleton<IStringLocalizerFactory>(new TranslationLocalizer(translations))
        .AddTransient(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
}
