namespace Trestle;

public sealed partial class Database
{
    /// <summary>
    /// Keys of 32 bytes for a purpose of the application's own, such as signing tokens for others: one for each secret, the newest first.
    /// Sign with the first and verify with any; a purpose of another name has other keys.
    /// </summary>
    public IReadOnlyList<byte[]> KeysFor(string purpose) => [.. Keys.For($"application: {purpose}").Select(key => key.ToArray())];
}
