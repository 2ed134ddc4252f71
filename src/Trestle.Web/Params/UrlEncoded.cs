using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>
/// Reads urlencoded fields strictly: ASP.NET Core's reader keeps a broken escape as text and replaces broken UTF-8, so that
/// damaged input would be stored as if somebody had typed it.
/// </summary>
static class UrlEncoded
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The fields of a form body, a query (without its "?") or a live event; names in any case.</summary>
    public static Dictionary<string, StringValues> Parse(ReadOnlySpan<char> text, int maxFields)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));

        try
        {
            return Parse(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), maxFields);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public static Dictionary<string, StringValues> Parse(ReadOnlySpan<byte> text, int maxFields)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        var count = 0;

        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];

            if (pair.IsEmpty)
                continue;

            if (++count > maxFields)
                throw new RequestException(400, $"expected at most {maxFields} fields, got more");

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);

            fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), value);
        }

        return fields;
    }

    /// <summary>Refuses the null character, which PostgreSQL cannot store and no keyboard can type.</summary>
    public static string RequireText(string value) =>
        value.Contains('\0', StringComparison.Ordinal) ? throw Broken("a null character") : value;

    static string Decode(ReadOnlySpan<byte> encoded)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(encoded.Length);

        try
        {
            var length = Unescape(encoded, decoded);

            return RequireText(Strict.GetString(decoded, 0, length));
        }
        catch (DecoderFallbackException)
        {
            throw Broken("bytes that are not UTF-8");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    static int Unescape(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var length = 0;

        for (var i = 0; i < encoded.Length; i++)
        {
            decoded[length++] = encoded[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' => Escaped(encoded[(i + 1)..]),
                var plain => plain,
            };

            if (encoded[i] == '%')
                i += 2;
        }

        return length;
    }

    static byte Escaped(ReadOnlySpan<byte> after)
    {
        var isEscape = after.Length >= 2 && char.IsAsciiHexDigit((char)after[0]) && char.IsAsciiHexDigit((char)after[1]);

        return isEscape
            ? (byte)((Convert.FromHexString([(char)after[0], (char)after[1]]))[0])
            : throw Broken("a % that is not followed by two hexadecimal digits");
    }

    static RequestException Broken(string what) => new(400, $"The form or query holds {what}.");
}
