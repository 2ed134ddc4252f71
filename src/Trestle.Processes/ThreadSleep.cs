using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>What a thread sleeps on until another wakes it, or for a time: on Linux to some 50 us, elsewhere to the next millisecond.</summary>
// The runtime's own waits count in milliseconds, so that a timer due in 0.2 ms came after 1. futex(2) counts in nanoseconds.
sealed partial class ThreadSleep
{
    const int Wait = 128; // FUTEX_WAIT | FUTEX_PRIVATE_FLAG
    const int Wake = 129;

    static readonly int number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        _ => 0,
    };

    // Pinned, for the kernel knows it by its address while a thread sleeps.
    readonly int[] isWoken = GC.AllocateArray<int>(1, pinned: true);
    readonly AutoResetEvent? anywhere = LinuxThread.CurrentId == 0 || number == 0 ? new(false) : null;

    /// <summary>Ends the next sleep at once when nobody sleeps now.</summary>
    public void WakeUp()
    {
        if (anywhere is not null)
            anywhere.Set();
        else if (Interlocked.Exchange(ref isWoken[0], 1) == 0)
            _ = Futex(number, ref isWoken[0], Wake, 1, default);
    }

    /// <summary>At most so long; sometimes it is over sooner for no reason.</summary>
    public void For(TimeSpan limit)
    {
        if (anywhere is not null)
        {
            anywhere.WaitOne(TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(limit.TotalMilliseconds), int.MaxValue)));
            return;
        }

        // The kernel looks once more before it lets the thread sleep.
        if (Volatile.Read(ref isWoken[0]) == 0)
            _ = Futex(number, ref isWoken[0], Wait, 0, new LinuxThread.TimeSpec(limit));

        Volatile.Write(ref isWoken[0], 0);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Futex(nint number, ref int word, nint operation, nint value, in LinuxThread.TimeSpec limit);
}
