using System.Security.Cryptography;
using System.Text;

namespace Trestle;

/// <summary>The key that credentials are encrypted with: 32 random bytes, written as base64.</summary>
sealed class MasterKey
{
    public const string Variable = "TRESTLE_MASTER_KEY";

    const int Bytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const int Head = NonceBytes + TagBytes;
    const string Magic = "trestle-credentials-1";

    static readonly byte[] purpose = Encoding.UTF8.GetBytes(Magic);

    readonly byte[] key;

    MasterKey(byte[] key) => this.key = key;

    /// <summary>Tells keys apart and nothing about them.</summary>
    public string Id => Convert.ToHexStringLower(HMACSHA256.HashData(key, purpose))[..8];

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null for what is no key.</summary>
    public static MasterKey? Read(string text)
    {
        var read = new byte[Bytes + 1];

        return Convert.TryFromBase64String(text.Trim(), read, out var count) && count == Bytes ? new(read[..Bytes]) : null;
    }

    public override string ToString() => Convert.ToBase64String(key);

    /// <summary>Name, key's id and what AES-256-GCM makes of the text, each time another.</summary>
    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(..NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(whole.AsSpan(..NonceBytes), plain, whole.AsSpan(Head..), whole.AsSpan(NonceBytes..Head), purpose);

        return $"{Magic} {Id} {Convert.ToBase64String(whole)}\n";
    }

    /// <exception cref="CryptographicException">It was encrypted with another key, or has been changed since.</exception>
    public string Decrypt(string file)
    {
        if (file.Split(' ', StringSplitOptions.TrimEntries) is not [Magic, var id, var text])
            throw new CryptographicException("It is no file of credentials.");

        if (id != Id)
            throw new CryptographicException("It was encrypted with another key.");

        var bytes = new byte[text.Length];

        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < Head)
            throw new CryptographicException("It is damaged.");

        var plain = new byte[length - Head];

        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(bytes.AsSpan(..NonceBytes), bytes.AsSpan(Head..length), bytes.AsSpan(NonceBytes..Head), plain, purpose);
        }
        catch (AuthenticationTagMismatchException changed)
        {
            throw new CryptographicException("It is damaged.", changed);
        }

        return Encoding.UTF8.GetString(plain);
    }
}
