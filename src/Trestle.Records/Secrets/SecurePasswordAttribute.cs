namespace Trestle;

/// <summary>
/// A password that is never stored: <c>[SecurePassword] public string? Password</c>. What is saved is its hash, in the
/// property of the same name with "Digest" after it; one with "Confirmation" after it, if there is one, must be the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecurePasswordAttribute : Attribute
{
    /// <summary>The fewest characters. Eight unless told otherwise, as NIST SP 800-63B asks for.</summary>
    public int MinLength { get; init; } = 8;

    public int MaxLength { get; init; } = 128;

    /// <summary>A record may be without it. Otherwise a new one must have it.</summary>
    public bool IsOptional { get; init; }
}
