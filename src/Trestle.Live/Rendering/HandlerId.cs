using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>
/// What a handler written as code is called on the page: where its attribute stands. One of the view's own template, outside of its loops, is
/// called by the number of its place; another by a hash of the way there.
/// </summary>
/// <remarks>Short, for it is sent back with each event: "~7", or "~" and eleven letters.</remarks>
readonly record struct HandlerId(ulong Path, int Sequence)
{
    public const char Mark = '~';
    public const int MostChars = 12;

    const int HashChars = 11;

    public static HandlerId At(ulong path, int sequence) => path == 0 ? new(0, sequence) : new(LiveHash.Mix(path, (ulong)sequence) | 1, 0);

    /// <summary>Null for what is no such id.</summary>
    public static HandlerId? Read(ReadOnlySpan<char> text)
    {
        if (text is not [Mark, .. var name])
            return null;

        if (name.Length < HashChars)
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? new(0, sequence) : null;

        Span<byte> path = stackalloc byte[sizeof(ulong)];

        return name.Length == HashChars && Base64Url.IsValid(name) && Base64Url.TryDecodeFromChars(name, path, out var length) && length == path.Length
            ? new(MemoryMarshal.Read<ulong>(path), 0)
            : null;
    }

    /// <summary>Writes it; how many characters it takes.</summary>
    public int Write(Span<char> text)
    {
        text[0] = Mark;

        if (Path == 0)
        {
            _ = Sequence.TryFormat(text[1..], out var digits, provider: CultureInfo.InvariantCulture);
            return 1 + digits;
        }

        var path = Path;

        return 1 + Base64Url.EncodeToChars(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref path)), text[1..]);
    }
}
