using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Trestle;

/// <summary>Encrypts a text with the time, and takes it back for as long as sessions last. What it cannot read is no session.</summary>
sealed class SessionSeal(IDataProtectionProvider protection, WebOptions options, TimeProvider time)
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly IDataProtector protector = protection.CreateProtector("Trestle.Session", "v2");

    public string Close(string content)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(content)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.GetUtcNow().ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(content, bytes.AsSpan(sizeof(long)));

        return WebEncoders.Base64UrlEncode(protector.Protect(bytes));
    }

    public Sealed? Open(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie))
            return null;

        try
        {
            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(cookie));
            var content = new Sealed(Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long))), BinaryPrimitives.ReadInt64BigEndian(bytes));

            return options.SessionStore == SessionStore.Database || Age(content) <= options.SessionIdleTime ? content : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Whether it is to be written again, so that a session in use does not end.</summary>
    public bool IsOld(Sealed content) => Age(content) > (options.SessionIdleTime < 2 * Day ? options.SessionIdleTime / 2 : Day);

    public TimeSpan Age(Sealed content) => time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(content.At);

    public static string Text(IReadOnlyDictionary<string, string> values) =>
        JsonSerializer.Serialize(values, SessionJson.Default.IReadOnlyDictionaryStringString);

    public static Dictionary<string, string> Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <param name="Content">What was sealed.</param>
    /// <param name="At">When, in seconds since 1970.</param>
    public readonly record struct Sealed(string Content, long At);
}
