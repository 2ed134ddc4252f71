using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Trestle;

/// <summary>A text property whose column is encrypted: how it is written, read and found.</summary>
sealed class EncryptedProperty(PropertyInfo property, EncryptedAttribute how, Encryption encryption)
{
    readonly NormalizeAttribute? order = property.GetCustomAttribute<NormalizeAttribute>();

    public string Name => $"{property.DeclaringType!.Name}.{property.Name}";

    public bool IsDeterministic => how.Deterministic;

    /// <summary>The other ways in which the same text may be stored: by older keys, or as it is.</summary>
    public IEnumerable<ValueConverter> OtherConverters
    {
        get
        {
            for (var age = 1; age < encryption.KeyCount; age++)
                yield return Converter(age);

            if (how.SupportUnencrypted)
                yield return new NormalizingConverter<string>(order ?? new NormalizeAttribute { Trim = false });
        }
    }

    public static EncryptedProperty? Of(MemberInfo? member, Encryption encryption) =>
        member is PropertyInfo property && property.GetCustomAttribute<EncryptedAttribute>() is { } how
            ? new(property, how, encryption)
            : null;

    public ValueConverter<string, string> Converter(int age = 0) => new(
        text => encryption.Encrypt(InOrder(text), how.Deterministic, age),
        stored => Read(stored));

    /// <summary>What the column should hold instead of this; null if it is as it should be.</summary>
    public string? Renewed(string stored) =>
        encryption.IsCurrent(stored, how.Deterministic) ? null : encryption.Encrypt(InOrder(Read(stored)), how.Deterministic);

    public void Describe(IMutableProperty column)
    {
        if (property.PropertyType != typeof(string))
            throw new InvalidOperationException(
                $"""
                {Name} is [Encrypted], but a {property.PropertyType.Name}: only a text can be.

                Keep it as a text, and the {property.PropertyType.Name} in a property that reads and writes the text.
                """);

        if (!how.Deterministic && column.GetContainingIndexes().FirstOrDefault(index => index.IsUnique) is not null)
            throw new InvalidOperationException(
                $"""
                {Name} is [Encrypted] and unique, but the same text is encrypted to another each time.

                Let it be encrypted to the same: [Encrypted(Deterministic = true)]
                """);

        column.SetValueConverter(Converter());
        column.SetMaxLength(null);
    }

    string Read(string stored) =>
        how.SupportUnencrypted && !Encryption.IsEncrypted(stored) ? stored : encryption.Decrypt(stored, Name);

    string InOrder(string text) => order is null ? text : (string?)order.Normalize(text) ?? text;
}
