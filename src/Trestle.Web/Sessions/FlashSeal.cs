using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Trestle;

/// <summary>Messages that a live view leaves for the page after it: its client brings them there, in a cookie or over the connection.</summary>
sealed class FlashSeal(IDataProtectionProvider protection)
{
    /// <summary>Set by the client when a live view has sent the browser to another page.</summary>
    public const string Cookie = "__phoenix_flash__";

    readonly IDataProtector protector = protection.CreateProtector("Trestle.Flash");

    public string Close(Dictionary<string, string> messages) =>
        protector.Protect(JsonSerializer.Serialize(messages, SessionJson.Default.DictionaryStringString));

    /// <summary>Null when it is none of ours.</summary>
    public Dictionary<string, string>? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(text), SessionJson.Default.DictionaryStringString);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
