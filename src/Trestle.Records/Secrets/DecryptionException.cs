namespace Trestle;

/// <summary>A stored value cannot be decrypted: it was changed, its secret is gone, or it never was encrypted.</summary>
public sealed class DecryptionException : Exception
{
    DecryptionException(string column, string message) : base(message) => Property = column;

    /// <summary>The property that holds it, as in <c>Patient.Diagnosis</c>.</summary>
    public string Property { get; }

    internal static DecryptionException Changed(string property) => new(property,
        $"""
        {property} holds a value that was changed or cut off after it was encrypted.

        Restore it from a backup, and look whether its column takes texts of any length.
        """);

    internal static DecryptionException UnknownKey(string property, string key) => new(property,
        $"""
        {property} holds a value encrypted with a secret that is not among DatabaseOptions.Secrets (its key is {key}).

        Give that secret back, after the newest, until everything is encrypted with the newest:

            await {property.Split('.')[0]}.ReencryptAsync();
        """);

    internal static DecryptionException NotEncrypted(string property) => new(property,
        $"""
        {property} holds a value that is not encrypted.

        Let it be read as it is, [Encrypted(SupportUnencrypted = true)], until all are encrypted:

            await {property.Split('.')[0]}.ReencryptAsync();
        """);
}
