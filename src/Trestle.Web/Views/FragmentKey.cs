using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>What a kept piece of a page is known by: where it stands in which build, for whose eyes, and what it shows.</summary>
static class FragmentKey
{
    const int Longest = 200;

    /// <summary>Null if it depends on a record that is not stored, which has no name yet.</summary>
    public static string? Of(RenderFragment fragment, object? key)
    {
        // The compiler makes a method of each piece. Another build of the same source has the same id, one of another source has not.
        var place = fragment.Method;
        var text = new StringBuilder();

        if (!Add(text, key))
            return null;

        return Shortened($"{place.Module.ModuleVersionId:N}/{place.DeclaringType}/{place.MetadataToken:x}/{Locale.Name}/{Locale.Zone.Id}/{text}");
    }

    /// <summary>"Shop.Records.Article 7 638712345": another one once it has changed.</summary>
    public static string Of(Record record) => $"{record.GetType().FullName} {record.Id} {record.UpdatedAt.UtcTicks}";

    static bool Add(StringBuilder text, object? part)
    {
        switch (part)
        {
            case null:
                text.Append('-');
                return true;
            case Record record:
                text.Append(Of(record));
                return !record.IsNew;
            case string word:
                text.Append(CultureInfo.InvariantCulture, $"{word.Length}:{word}");
                return true;
            case ITuple tuple:
                return AddAll(text, Enumerable.Range(0, tuple.Length).Select(i => tuple[i]));
            case IEnumerable many:
                return AddAll(text, many.Cast<object?>());
            case bool or Enum or IFormattable:
                text.Append(Convert.ToString(part, CultureInfo.InvariantCulture));
                return true;
            default:
                throw new ArgumentException($"expected the key of <Cached> to be made of records, texts, numbers and dates, got: {TypeName.Of(part.GetType())}");
        }
    }

    static bool AddAll(StringBuilder text, IEnumerable<object?> parts)
    {
        var areStored = true;
        text.Append('[');

        foreach (var part in parts)
        {
            areStored &= Add(text, part);
            text.Append(',');
        }

        text.Append(']');

        return areStored;
    }

    static string Shortened(string key) => key.Length <= Longest ? key : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
