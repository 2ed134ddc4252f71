using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>Hashes for places in a view, and for keys of its lists.</summary>
static class LiveHash
{
    // Without it the first step of an empty path, if it is 0, would lead nowhere.
    const ulong Seed = 0xD1B54A32D192ED03;

    /// <summary>Adds a step to a path; order matters.</summary>
    public static ulong Mix(ulong path, ulong step)
    {
        var mixed = (BitOperations.RotateLeft(path, 23) ^ step ^ Seed) * 0x9E3779B97F4A7C15;

        return mixed ^ (mixed >> 29);
    }

    public static ulong OfKey(object key) => key switch
    {
        string text => OfText(text),
        int number => Mix(1, (ulong)number),
        long number => Mix(1, (ulong)number),
        Guid id => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(ref id))),
        Enum or short or byte or uint or ulong or char or bool or DateTimeOffset or DateOnly => OfText(key.ToString()!),
        ITuple or IFormattable => OfText(key.ToString()!),
        // Of other types it may differ from process to process; a client that comes back joins anew.
        _ => Mix(2, (ulong)key.GetHashCode()),
    };

    static ulong OfText(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
