namespace Trestle;

/// <summary>Room that a thread uses for a moment, for whichever connection it serves: an idle connection has none of its own.</summary>
static class DirectBuffer
{
    const int Size = 16 * 1024;

    [ThreadStatic] static byte[]? reading;
    [ThreadStatic] static byte[]? writing;

    public static byte[] Reading => reading ??= GC.AllocateUninitializedArray<byte>(Size);

    /// <summary>Another one: what is read may be answered at once.</summary>
    public static byte[] Writing(int least) => writing is { } kept && kept.Length >= least ? kept
        : least <= Size ? writing = GC.AllocateUninitializedArray<byte>(Size)
        : GC.AllocateUninitializedArray<byte>(least);
}
