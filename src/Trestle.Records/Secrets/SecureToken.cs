using System.Reflection;
using System.Security.Cryptography;

namespace Trestle;

/// <summary>A property of a record class that holds a random text.</summary>
sealed class SecureToken
{
    public const int MinLength = 24;

    const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    readonly PropertyInfo property;
    readonly int length;

    SecureToken(Type record, PropertyInfo property, int length)
    {
        this.property = property.DeclaringType!.GetProperty(property.Name)!;
        this.length = length;

        if (length < MinLength)
            throw new ArgumentException($"expected Length of {record.Name}.{property.Name} to be at least {MinLength}, got: {length}");
    }

    public string Name => property.Name;

    public static IEnumerable<SecureToken> DeclaredBy(Type record) =>
        from property in record.GetProperties()
        let token = property.GetCustomAttribute<SecureTokenAttribute>()
        where token is not null
        select new SecureToken(record, property, token.Length);

    public void FillIn(Record record)
    {
        if (string.IsNullOrEmpty((string?)property.GetValue(record)))
            Regenerate(record);
    }

    public void Regenerate(Record record) => property.SetValue(record, RandomNumberGenerator.GetString(Base58, length));
}
