using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Trestle.Bench;

/// <summary>
/// Says which of many sockets have something to read: epoll(7), as wrk has it. .NET's own asynchronous sockets would take more of the cores that the
/// server needs.
/// </summary>
sealed partial class Poller : IDisposable
{
    const int Add = 1;
    const uint Readable = 1;
    const int Most = 512;

    // struct epoll_event is packed on x86-64 alone.
    static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    static readonly int Data = Size - sizeof(long);

    readonly byte[] events = new byte[Most * Size];
    readonly int poll = Create(0);

    /// <summary>Watches a socket, which is called by this number from then on.</summary>
    public void Watch(Socket socket, int number)
    {
        Span<byte> wanted = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, Readable);
        BinaryPrimitives.WriteInt64LittleEndian(wanted[Data..], number);

        if (Control(poll, Add, (int)socket.Handle, ref MemoryMarshal.GetReference(wanted)) != 0)
            throw new BenchException($"epoll_ctl(2) failed with {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>The numbers of those that have something to read; none when the time is over first.</summary>
    public int Wait(Span<int> ready, TimeSpan time)
    {
        var count = Wait(poll, ref events[0], Math.Min(Most, ready.Length), (int)time.TotalMilliseconds);

        for (var at = 0; at < count; at++)
            ready[at] = (int)BinaryPrimitives.ReadInt64LittleEndian(events.AsSpan((at * Size) + Data));

        return Math.Max(0, count);
    }

    public void Dispose() => _ = Close(poll);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int poll, int operation, int file, ref byte wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int poll, ref byte events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
