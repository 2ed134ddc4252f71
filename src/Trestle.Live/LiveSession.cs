using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Trestle;

// It goes to the browser with each page and comes back with each join, so its names are short, and it says nothing twice.

/// <summary>What a page says of its live view to whoever joins it later: which view, with which parameters, made when.</summary>
sealed record LiveSession(
    [property: JsonPropertyName("i")] string Id,
    [property: JsonPropertyName("v")] string View,
    [property: JsonPropertyName("p")] string Path,
    [property: JsonPropertyName("a")] IReadOnlyDictionary<string, string> Parameters,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("o")] string Origin = "")
{
    /// <summary>The language and the time zone that the page was written in; null where the application speaks one alone.</summary>
    [JsonPropertyName("c")]
    public string? Culture { get; init; }

    [JsonPropertyName("z")]
    public string? TimeZone { get; init; }

    /// <summary>The path with the query.</summary>
    [JsonIgnore]
    public string Location { get => OtherLocation ?? Path; init => OtherLocation = value == Path ? null : value; }

    /// <summary>As a link says it; null where that is the path alone.</summary>
    [JsonPropertyName("l")]
    public string? OtherLocation { get; init; }

    /// <summary>The name of its live session; null for the one without a name.</summary>
    [JsonPropertyName("g")]
    public string? Group { get; init; }

    /// <summary>The page that the view is a part of; null for the page's own view.</summary>
    public string? Page { get; init; }

    /// <summary>Its parent, which it ends with; null for one that goes by itself.</summary>
    public string? Nest { get; init; }

    /// <summary>Whether it is shown to all who look, by one process.</summary>
    [JsonPropertyName("s")]
    public bool IsShared { get; init; }

    /// <summary>Whose its checkpoints are: ids of children may be the same on every page.</summary>
    [JsonIgnore] public string Owner => Page is null ? Id : $"{Page} {Id}";

    /// <summary>Messages that the view has shown on the page, and is to show again when it joins.</summary>
    [JsonPropertyName("f")]
    public Dictionary<string, string>? Flash { get; init; }

    /// <summary>Whether an address is the one that the page was asked for at.</summary>
    public bool IsAt(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority).Equals(Origin, StringComparison.OrdinalIgnoreCase)
        && Uri.UnescapeDataString(address.PathAndQuery) == Uri.UnescapeDataString(Location);

    /// <summary>Whether a path names no other language than the page's: its request would have chosen that one.</summary>
    public bool Speaks(IReadOnlyDictionary<string, string> values) =>
        Culture is null || !values.TryGetValue("locale", out var locale) || locale.Equals(Culture, StringComparison.OrdinalIgnoreCase);

    /// <summary>The session of a view within this one.</summary>
    public LiveSession ForChild(LiveChildCall call, string? nest) =>
        this with { Id = call.Id, View = call.View.FullName!, Parameters = call.Values, Page = Page ?? Id, Nest = nest, IsShared = call.IsShared, Flash = null };

    public void UseLocale()
    {
        if (Culture is not null)
            Locale.Set(CultureInfo.GetCultureInfo(Culture), TimeZoneInfo.FindSystemTimeZoneById(TimeZone!));
    }
}

/// <summary>Encrypts sessions into the page and reads them back. The path and parameters are the server's word, not the browser's.</summary>
sealed class LiveSessionTokens(IDataProtectionProvider protection, TimeProvider time, TimeSpan maxAge)
{
    readonly IDataProtector protector = protection.CreateProtector("Trestle.LiveSession.2");

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

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(LiveSession))]
sealed partial class LiveSessionJson : JsonSerializerContext;
