using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Trestle;

/// <summary>What a page says of its live view to whoever joins it later: which view, with which parameters, made when.</summary>
sealed record LiveSession(string Id, string View, string Path, IReadOnlyDictionary<string, string> Parameters, DateTimeOffset At, string Origin = "")
{
    /// <summary>The language and the time zone that the page was written in; null where the application speaks one alone.</summary>
    public string? Culture { get; init; }

    public string? TimeZone { get; init; }

    public void UseLocale()
    {
        if (Culture is not null)
            Locale.Set(CultureInfo.GetCultureInfo(Culture), TimeZoneInfo.FindSystemTimeZoneById(TimeZone!));
    }
}

/// <summary>Encrypts sessions into the page and reads them back. The path and parameters are the server's word, not the browser's.</summary>
sealed class LiveSessionTokens(IDataProtectionProvider protection, TimeProvider time, TimeSpan maxAge)
{
    readonly IDataProtector protector = protection.CreateProtector("Trestle.LiveSession");

    public string Protect(LiveSession session) =>
        protector.Protect(JsonSerializer.Serialize(session, LiveSessionJson.Default.LiveSession));

    /// <summary>Null when the token is forged, of other keys, or too old.</summary>
    public LiveSession? Unprotect(string token)
    {
        try
        {
            var session = JsonSerializer.Deserialize(protector.Unprotect(token), LiveSessionJson.Default.LiveSession);

            return session is not null && time.GetUtcNow() - session.At <= maxAge ? InAnyCase(session) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    // JSON has lost how names are to be compared.
    static LiveSession InAnyCase(LiveSession session) =>
        session with { Parameters = new Dictionary<string, string>(session.Parameters, StringComparer.OrdinalIgnoreCase) };
}

[JsonSerializable(typeof(LiveSession))]
sealed partial class LiveSessionJson : JsonSerializerContext;
