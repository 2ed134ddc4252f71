using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Trestle;

/// <summary>A value as bytes: the same for the same value, on every machine, and another for every other.</summary>
static class FingerprintValue
{
    public static byte[] Bytes(object? value, Type record, string purpose) => value switch
    {
        null => [0],
        byte[] bytes => Marked(1, bytes),
        ITuple tuple => Marked(2, Parts(tuple, record, purpose)),
        _ => Marked(3, Encoding.UTF8.GetBytes(Text(value, record, purpose))),
    };

    static byte[] Parts(ITuple tuple, Type record, string purpose) =>
    [
        .. from index in Enumerable.Range(0, tuple.Length)
           let part = Bytes(tuple[index], record, purpose)
           from one in (byte[])[.. BitConverter.GetBytes(part.Length), .. part]
           select one,
    ];

    static string Text(object value, Type record, string purpose) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        Enum name => name.ToString("D"),
        DateTimeOffset time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other when value.GetType() is { IsValueType: true } => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException(
            $"""
            expected {record.Name}.{purpose} to be made from a text, a number, a time or a tuple of them, got: {value.GetType().Name}

            Name the properties that matter:

                new(expiresIn, one => (one.Email, one.UpdatedAt))
            """),
    };

    static byte[] Marked(byte kind, byte[] bytes) => [kind, .. bytes];
}
