using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Trestle;

/// <summary>Seals the names of connections that come by requests: nobody can guess one, or make one up.</summary>
sealed class LongPollTokens(IDataProtectionProvider protection)
{
    const int NameBytes = 16;

    readonly IDataProtector protector = protection.CreateProtector("Trestle.LongPoll");

    public static string NewName() => Convert.ToHexString(RandomNumberGenerator.GetBytes(NameBytes));

    public string Protect(string name) => protector.Protect(name);

    /// <summary>Null when the token is forged, or of other keys.</summary>
    public string? Unprotect(string token)
    {
        try
        {
            return protector.Unprotect(token);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
