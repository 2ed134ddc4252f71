using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trestle;

/// <summary>
/// Hashes of passwords, by PBKDF2 with SHA-512: <c>$pbkdf2-sha512$i=220000$salt$hash</c>. The text says what it takes to
/// check it, so that old ones stay good when the work grows.
/// </summary>
// The form is that of the PHC string format, https://github.com/P-H-C/phc-string-format.
static class PasswordHash
{
    const string Name = "pbkdf2-sha512";
    const int SaltBytes = 16;
    const int HashBytes = 32;

    static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly byte[] noSalt = new byte[SaltBytes];

    public static string Of(string password, int rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, rounds);

        return string.Create(CultureInfo.InvariantCulture, $"${Name}$i={rounds}${Text(salt)}${Text(hash)}");
    }

    /// <summary>
    /// Whether the password is the one the digest was made of. Where there is no digest it works as long, and says no:
    /// the time it takes does not tell who has a password.
    /// </summary>
    public static bool Matches(string? password, string? digest, int usualRounds)
    {
        var (rounds, salt, hash) = string.IsNullOrEmpty(digest) ? (usualRounds, noSalt, []) : Read(digest);

        return CryptographicOperations.FixedTimeEquals(Derive(password ?? "", salt, rounds), hash)
            && !string.IsNullOrEmpty(password);
    }

    /// <summary>Whether the digest took less work than one made today.</summary>
    public static bool IsWeaker(string digest, int rounds) => Read(digest).Rounds < rounds;

    /// <summary>False for what holds half a character: no keyboard types it, and it has no normal form.</summary>
    public static bool IsText(string password)
    {
        try
        {
            return strict.GetByteCount(password) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // NIST SP 800-63B: the same password typed on another keyboard may come in other code points.
    static byte[] Derive(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(IsText(password) ? password.Normalize(NormalizationForm.FormKC) : password),
        salt,
        rounds,
        HashAlgorithmName.SHA512,
        HashBytes);

    static (int Rounds, byte[] Salt, byte[] Hash) Read(string digest)
    {
        try
        {
            if (digest.Split('$') is ["", Name, ['i', '=', .. var rounds], var salt, var hash])
                return (int.Parse(rounds, NumberStyles.None, CultureInfo.InvariantCulture), Bytes(salt), Bytes(hash));
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            // Said below.
        }

        throw new InvalidOperationException(
            $"""
            A stored password digest is not of the form ${Name}$i=...$salt$hash: it was made by something else, or cut off.

            Look at the column's length, or ask the person for a new password, which makes a new digest.
            """);
    }

    static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
