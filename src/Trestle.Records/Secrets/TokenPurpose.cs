using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Trestle;

/// <summary>
/// What a token is good for, for how long, and what of the record must not change meanwhile, as a static property of
/// the record: <c>public static TokenPurpose&lt;User> PasswordReset { get; } = new(TimeSpan.FromMinutes(15), user =>
/// user.PasswordDigest);</c>
/// </summary>
/// <param name="expiresIn">Null for a token that is good until the value changes.</param>
/// <param name="madeFrom">
/// A text, number, time or tuple of them; when it is another one than the token was made from, the token is worth
/// nothing.
/// </param>
/// <param name="name">Tells it from the class's other purposes; the property's name.</param>
public sealed class TokenPurpose<T>(
    TimeSpan? expiresIn, Func<T, object?> madeFrom, [CallerMemberName] string name = "") where T : Record<T>, new()
{
    internal string Sign(T record, KeyRing ring, DateTimeOffset now)
    {
        var fingerprint = Fingerprint(record, ring.For(KeyRing.Fingerprints)[0]);

        return new SignedText(record.Id, now + expiresIn, fingerprint).Sign(ring, Context);
    }

    internal SignedText? Read(KeyRing ring, string? token, DateTimeOffset now) =>
        SignedText.Read(ring, Context, token, now);

    internal bool StillFits(T record, KeyRing ring, SignedText token)
    {
        var fits = false;

        foreach (var key in ring.For(KeyRing.Fingerprints))
            fits |= CryptographicOperations.FixedTimeEquals(Fingerprint(record, key), token.Fingerprint);

        return fits;
    }

    internal string Name => name;

    string Context => $"token {typeof(T).Name} {name}";

    byte[] Fingerprint(T record, byte[] key) =>
        SignedText.FingerprintOf(key, $"{Context} {record.Id}", FingerprintValue.Bytes(madeFrom(record), typeof(T), name));
}
