using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trestle;

/// <summary>
/// Says which record, until when, and as it was when: a text for links that cannot be made or changed without the
/// application's secret. It can be read by anybody.
/// </summary>
readonly record struct SignedText(int Id, DateTimeOffset? Expires, byte[] Fingerprint)
{
    const int IdAt = 8;
    const int FingerprintAt = 12;
    const int SignatureBytes = HMACSHA256.HashSizeInBytes;
    const int MaxLength = 200;

    /// <summary>Microseconds since 1970; 0 for what never expires.</summary>
    long Moment => Expires is { } time ? (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;

    public string Sign(KeyRing ring, string context)
    {
        var bytes = new byte[FingerprintAt + Fingerprint.Length + SignatureBytes];
        var body = bytes.AsSpan(0, bytes.Length - SignatureBytes);

        BinaryPrimitives.WriteInt64BigEndian(body, Moment);
        BinaryPrimitives.WriteInt32BigEndian(body[IdAt..], Id);
        Fingerprint.CopyTo(body[FingerprintAt..]);
        Signature(ring.For(KeyRing.Signing)[0], context, body).CopyTo(bytes, body.Length);

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for a text that was not signed for this context, with any of the keys, or has expired.</summary>
    public static SignedText? Read(KeyRing ring, string context, string? text, DateTimeOffset now)
    {
        if (text is null || text.Length > MaxLength || !Base64Url.IsValid(text))
            return null;

        var bytes = Base64Url.DecodeFromChars(text);

        if (bytes.Length < FingerprintAt + SignatureBytes)
            return null;

        var body = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        var signature = bytes.AsSpan(body.Length);
        var isSigned = false;

        // Each key is tried, so that the time does not tell which one it was.
        foreach (var key in ring.For(KeyRing.Signing))
            isSigned |= CryptographicOperations.FixedTimeEquals(Signature(key, context, body), signature);

        return isSigned ? Unless(Parse(body), now) : null;
    }

    /// <summary>What a value looks like, so that it is known again and cannot be told from its look.</summary>
    public static byte[] FingerprintOf(byte[] key, string context, byte[] value) => Signature(key, context, value)[..16];

    static SignedText Parse(ReadOnlySpan<byte> body)
    {
        var moment = BinaryPrimitives.ReadInt64BigEndian(body);

        return new(
            BinaryPrimitives.ReadInt32BigEndian(body[IdAt..]),
            moment == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(moment * TimeSpan.TicksPerMicrosecond),
            body[FingerprintAt..].ToArray());
    }

    static SignedText? Unless(SignedText signed, DateTimeOffset now) => signed.Expires <= now ? null : signed;

    // The length first, so that no context and body together look like another context and body.
    static byte[] Signature(byte[] key, string context, ReadOnlySpan<byte> body)
    {
        var name = Encoding.UTF8.GetBytes(context);
        byte[] all = [.. BitConverter.GetBytes(name.Length), .. name, .. body];

        return HMACSHA256.HashData(key, all);
    }
}
