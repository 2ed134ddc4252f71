namespace Trestle;

/// <summary>
/// A text the database holds encrypted, by AES-256-GCM with a key made of <see cref="DatabaseOptions.Secrets"/>:
/// <c>[Encrypted] public string? Diagnosis { get; set; }</c>. Its column is text of any length.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncryptedAttribute : Attribute
{
    /// <summary>
    /// Encrypts the same text to the same bytes, so that records can be found by it and it can be unique. Who reads the
    /// database then sees which rows have the same; without, not even that.
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>
    /// Reads and finds texts from before the property was encrypted, until <c>ReencryptAsync</c> has encrypted them.
    /// </summary>
    public bool SupportUnencrypted { get; init; }
}
