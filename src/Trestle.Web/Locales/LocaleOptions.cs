namespace Trestle;

/// <summary>Which language a request is answered in, where the application has catalogs in its folder Locales.</summary>
public sealed record LocaleOptions
{
    /// <summary>What is spoken when nobody says otherwise, and where a text is looked for last. Default: en.</summary>
    public string Default { get; init; } = "en";

    /// <summary>Hosts with a language of their own: <c>["example.de"] = "de"</c>.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the browser's <c>Accept-Language</c> is asked when neither path, host nor session say one. Default: yes.</summary>
    public bool FromBrowser { get; init; } = true;

    /// <summary>The zone that <see cref="Locale.Local"/> tells times of when the session has no "time_zone": Europe/Berlin. Default: UTC.</summary>
    public string TimeZone { get; init; } = "UTC";
}
