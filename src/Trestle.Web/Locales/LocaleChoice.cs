using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>Chooses a request's language: what its path says, else its host, its session, its browser, the default.</summary>
sealed class LocaleChoice(Translations translations, LocaleOptions options)
{
    const string Parameter = "locale";

    readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    public void Apply(HttpContext context)
    {
        translations.Refresh();

        Locale.Set(CultureFor(context), ZoneFor(context));
        context.Response.Headers.ContentLanguage = Locale.Name;
    }

    CultureInfo CultureFor(HttpContext context)
    {
        if (context.Request.RouteValues[Parameter] is string path)
            return translations.Spoken(path) ?? throw new RequestException(
                StatusCodes.Status404NotFound, $"There is no page in {path}. Its languages are {string.Join(", ", translations.Locales)}.");

        return (options.Hosts.TryGetValue(context.Request.Host.Host, out var ofHost) ? translations.Spoken(ofHost) : null)
            ?? (SessionCookie.Of(context)[Parameter] is { } ofSession ? translations.Spoken(ofSession) : null)
            ?? OfBrowser(context)
            ?? translations.Default;
    }

    // https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
    CultureInfo? OfBrowser(HttpContext context)
    {
        if (!options.FromBrowser)
            return null;

        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);

        return context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => translations.Spoken(language.Value.ToString()))
            .FirstOrDefault(spoken => spoken is not null);
    }

    TimeZoneInfo ZoneFor(HttpContext context) =>
        SessionCookie.Of(context)["time_zone"] is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var own) ? own : zone;
}
