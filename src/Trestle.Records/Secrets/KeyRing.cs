using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Trestle;

/// <summary>
/// The application's secrets, the newest first, and the keys made of them: each purpose has its own, so that what was
/// made for one is nothing to another.
/// </summary>
// HKDF with SHA-256, RFC 5869. A secret is as random as a key, and so needs no salt.
sealed class KeyRing
{
    public const string Signing = "trestle signed texts 1";
    public const string Fingerprints = "trestle fingerprints 1";
    public const string Encryption = "trestle encryption 1";
    public const string DeterministicEncryption = "trestle deterministic encryption 1";
    public const string SyntheticNonces = "trestle synthetic nonces 1";
    public const string KeyNames = "trestle key names 1";

    const int MinLength = 32;
    const int KeyBytes = 32;

    readonly byte[][] secrets;
    readonly ConcurrentDictionary<string, byte[][]> keys = new();

    public KeyRing(IReadOnlyList<string> secrets)
    {
        if (secrets.FirstOrDefault(s => s.Length < MinLength) is { } weak)
            throw new ArgumentException(
                $"""
                expected each of DatabaseOptions.Secrets to have at least {MinLength} characters, got one of {weak.Length}

                Make a secret nobody can guess:

                    openssl rand -base64 48
                """);

        this.secrets = [.. secrets.Select(Encoding.UTF8.GetBytes)];
    }

    public int Count => secrets.Length;

    /// <summary>The keys for a purpose, the newest first: it signs and encrypts, all verify and decrypt.</summary>
    public IReadOnlyList<byte[]> For(string purpose) => secrets.Length == 0 ? throw NoSecret() : keys.GetOrAdd(
        purpose, name => [.. secrets.Select(secret => Derive(secret, name))]);

    static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    static InvalidOperationException NoSecret() => new(
        """
        The database has no secret to sign or encrypt with.

        Make one:

            openssl rand -base64 48

        An application reads it from its settings, as TRESTLE_SECRETS in the environment; elsewhere say

            new DatabaseOptions { Secrets = [secret] }

        and keep it out of the code and out of the database.
        """);
}
