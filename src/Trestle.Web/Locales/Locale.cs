using System.Globalization;

namespace Trestle;

/// <summary>The language and the time zone of whoever is answered: of the running request or live view.</summary>
public static class Locale
{
    static readonly AsyncLocal<TimeZoneInfo?> zone = new();

    /// <summary>"pt-BR"; for <c>&lt;html lang="@Locale.Name"&gt;</c>.</summary>
    public static string Name => CultureInfo.CurrentUICulture.Name;

    public static TimeZoneInfo Zone => zone.Value ?? TimeZoneInfo.Utc;

    /// <summary>The moment as clocks show it where the reader is.</summary>
    public static DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>
    /// Speaks another language, or tells times of another zone, until it is disposed: <c>using (Locale.Use("de"))</c>. The
    /// rest of the request chooses by <c>Session["locale"]</c> and <c>Session["time_zone"]</c>.
    /// </summary>
    public static IDisposable Use(string? culture = null, string? timeZone = null)
    {
        var former = new Former(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, zone.Value);
        Set(culture is null ? null : CultureInfo.GetCultureInfo(culture), timeZone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(timeZone));

        return former;
    }

    internal static void Set(CultureInfo? culture, TimeZoneInfo? timeZone)
    {
        if (culture is not null)
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (culture, Specific(culture));

        if (timeZone is not null)
            zone.Value = timeZone;
    }

    /// <summary>A language alone knows no currency: de writes as de-DE does.</summary>
    internal static CultureInfo Specific(CultureInfo culture) => culture.IsNeutralCulture ? CultureInfo.CreateSpecificCulture(culture.Name) : culture;

    sealed class Former(CultureInfo culture, CultureInfo language, TimeZoneInfo? timeZone) : IDisposable
    {
        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, zone.Value) = (culture, language, timeZone);
    }
}
