namespace Trestle;

/// <summary>
/// A random text nobody can guess, made when the record is new: <c>[SecureToken, Unique] public string ApiKey { get;
/// private set; } = "";</c>. Letters and digits without 0, O, I and l.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecureTokenAttribute : Attribute
{
    /// <summary>At least 24 characters, which is 140 bits of chance.</summary>
    public int Length { get; init; } = SecureToken.MinLength;
}
