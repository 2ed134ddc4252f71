using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trestle;

/// <summary>
/// Encrypts texts: <c>$aes256gcm$</c>, then in base64url the name of the key, the nonce, the tag and the cipher text.
/// The text says how it was made, so that whatever the attribute says now, what it said before can be read.
/// </summary>
// The nonce is random, or for a deterministic text a synthetic one: an HMAC of the text by a key of its own.
// What kind it is, and which key, is authenticated along.
sealed class Encryption(KeyRing ring)
{
    const string Usual = "$aes256gcm$";
    const string Deterministic = "$aes256gcm-d$";

    const int KeyNameBytes = 4;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const int HeadBytes = KeyNameBytes + NonceBytes + TagBytes;

    public int KeyCount => ring.Count;

    public static bool IsEncrypted(string stored) =>
        stored.StartsWith(Usual, StringComparison.Ordinal) || stored.StartsWith(Deterministic, StringComparison.Ordinal);

    /// <param name="deterministic">The same text becomes the same each time.</param>
    /// <param name="age">0 for the newest key.</param>
    public string Encrypt(string text, bool deterministic, int age = 0)
    {
        var kind = deterministic ? Deterministic : Usual;
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[HeadBytes + plain.Length];
        var nonce = bytes.AsSpan(KeyNameBytes, NonceBytes);

        ring.For(KeyRing.KeyNames)[age].AsSpan(0, KeyNameBytes).CopyTo(bytes);

        if (deterministic)
            HMACSHA256.HashData(ring.For(KeyRing.SyntheticNonces)[age], plain).AsSpan(0, NonceBytes).CopyTo(nonce);
        else
            RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(KeysOf(kind)[age], TagBytes);
        aes.Encrypt(nonce, plain, bytes.AsSpan(HeadBytes), bytes.AsSpan(KeyNameBytes + NonceBytes, TagBytes), Context(kind, bytes));

        return kind + Base64Url.EncodeToString(bytes);
    }

    public string Decrypt(string stored, string property)
    {
        var kind = stored.StartsWith(Deterministic, StringComparison.Ordinal) ? Deterministic
            : stored.StartsWith(Usual, StringComparison.Ordinal) ? Usual
            : throw DecryptionException.NotEncrypted(property);

        var text = stored.AsSpan(kind.Length);

        if (!Base64Url.IsValid(text, out var length) || length < HeadBytes)
            throw DecryptionException.Changed(property);

        var bytes = Base64Url.DecodeFromChars(text);
        var age = AgeOf(bytes) ?? throw DecryptionException.UnknownKey(property, NameOf(bytes));
        var plain = new byte[bytes.Length - HeadBytes];

        try
        {
            using var aes = new AesGcm(KeysOf(kind)[age], TagBytes);
            var nonce = bytes.AsSpan(KeyNameBytes, NonceBytes);
            var tag = bytes.AsSpan(KeyNameBytes + NonceBytes, TagBytes);
            aes.Decrypt(nonce, bytes.AsSpan(HeadBytes), tag, plain, Context(kind, bytes));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw DecryptionException.Changed(property);
        }

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Whether a stored text is what the newest key would make, in the kind that is wanted.</summary>
    public bool IsCurrent(string stored, bool deterministic)
    {
        var kind = deterministic ? Deterministic : Usual;

        return stored.StartsWith(kind, StringComparison.Ordinal)
            && Base64Url.IsValid(stored.AsSpan(kind.Length), out var length)
            && length >= HeadBytes
            && AgeOf(Base64Url.DecodeFromChars(stored.AsSpan(kind.Length))) == 0;
    }

    IReadOnlyList<byte[]> KeysOf(string kind) =>
        ring.For(kind == Deterministic ? KeyRing.DeterministicEncryption : KeyRing.Encryption);

    int? AgeOf(byte[] bytes)
    {
        var names = ring.For(KeyRing.KeyNames);

        for (var age = 0; age < names.Count; age++)
            if (names[age].AsSpan(0, KeyNameBytes).SequenceEqual(bytes.AsSpan(0, KeyNameBytes)))
                return age;

        return null;
    }

    static byte[] Context(string kind, byte[] bytes) => [.. Encoding.ASCII.GetBytes(kind), .. bytes.AsSpan(0, KeyNameBytes)];

    static string NameOf(byte[] bytes) => Convert.ToHexStringLower(bytes.AsSpan(0, KeyNameBytes));
}
