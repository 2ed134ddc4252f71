namespace Trestle;

/// <summary>
/// Text that every database gives back as it was: PostgreSQL refuses the character NUL, and half of a surrogate pair is
/// no UTF-8 anywhere.
/// </summary>
static class StorableText
{
    public static bool Is(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return false;

        var rest = text.AsSpan();

        // Most text has none, which is found out many characters at a time.
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
                return false;

            rest = rest[(at + 2)..];
        }

        return true;
    }
}
