using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Trestle;

/// <summary>Grows a pooled array of UTF-8 and knows how HTML is escaped.</summary>
sealed class HtmlBuffer
{
    const int Initial = 16 * 1024;

    // What a spare buffer may keep between renders; a rare huge page gives its array back.
    const int Keep = 256 * 1024;

    // Enough for every number, the longest decimal being 30; a double may take 24, and a language's sign some more.
    const int MostDigits = 64;

    // Above this the vectorised transcoder wins over the loop that narrows one character at a time.
    const int Short = 16;

    static readonly SearchValues<char> TextSpecials = SearchValues.Create("&<>");
    static readonly SearchValues<char> AttributeSpecials = SearchValues.Create("&<>\"");

    byte[] bytes = ArrayPool<byte>.Shared.Rent(Initial);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int end) => bytes.AsSpan(start, end - start);

    public void Clear()
    {
        Length = 0;

        if (bytes.Length > Keep)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = ArrayPool<byte>.Shared.Rent(Initial);
        }
    }

    /// <summary>Takes out what stands between two places.</summary>
    public void Cut(int start, int end)
    {
        bytes.AsSpan(end, Length - end).CopyTo(bytes.AsSpan(start));
        Length -= end - start;
    }

    /// <summary>Writes a number as the reader's language does; false where a sign of it would have to be escaped.</summary>
    public bool TryNumber<TNumber>(TNumber number) where TNumber : IUtf8SpanFormattable
    {
        if (!number.TryFormat(Free(MostDigits), out var count, default, null))
            return false;

        Length += count;

        return true;
    }

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void Rewind(int length) => Length = length;

    public void Write(byte value)
    {
        if (Length == bytes.Length)
            Grow(1);

        bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Free(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Writes text as it stands.</summary>
    public void Markup(ReadOnlySpan<char> markup)
    {
        var free = Free(markup.Length * 3);

        if (markup.Length > Short || !TryNarrow(markup, free))
            Length += Encoding.UTF8.GetBytes(markup, free);
        else
            Length += markup.Length;
    }

    /// <summary>Writes <c>&lt;name</c>: the attributes and the end of the tag follow.</summary>
    public void OpenTag(string name)
    {
        Write((byte)'<');
        Markup(name);
    }

    /// <summary>Writes <c>&lt;/name></c>, with one look at the room left.</summary>
    public void CloseTag(string name)
    {
        var free = Free(name.Length + 3);

        if (!TryNarrow(name, free[2..]))
        {
            Write("</"u8);
            Markup(name);
            Write((byte)'>');
            return;
        }

        free[0] = (byte)'<';
        free[1] = (byte)'/';
        free[name.Length + 2] = (byte)'>';
        Length += name.Length + 3;
    }

    /// <summary>Writes text between tags, escaped.</summary>
    public void Text(ReadOnlySpan<char> text) => Escape(text, TextSpecials);

    /// <summary>Writes <c> name="value"</c>, the value escaped.</summary>
    public void Attribute(string name, ReadOnlySpan<char> value)
    {
        AttributeName(name);
        Write("=\""u8);
        Escape(value, AttributeSpecials);
        Write((byte)'"');
    }

    public void AttributeName(string name)
    {
        Write((byte)' ');
        Markup(name);
    }

    void Escape(ReadOnlySpan<char> text, SearchValues<char> specials)
    {
        for (var next = text.IndexOfAny(specials); next >= 0; next = text.IndexOfAny(specials))
        {
            Markup(text[..next]);
            Write(text[next] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                _ => "&quot;"u8,
            });
            text = text[(next + 1)..];
        }

        Markup(text);
    }

    static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> free)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80)
                return false;

            free[i] = (byte)text[i];
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Span<byte> Free(int count)
    {
        if (bytes.Length - Length < count)
            Grow(count);

        return bytes.AsSpan(Length);
    }

    void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + count));

        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
