using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>What Linux tells and does about one thread. Elsewhere it knows nothing and does nothing.</summary>
static partial class LinuxThread
{
    const int SchedIdle = 5; // sched(7)
    const int PriorityOfProcess = 0; // setpriority(2); on Linux of a thread

    // Without an id nothing is asked of the system. The switch is for containers that forbid these calls, and for tests.
    static readonly bool IsOn =
        OperatingSystem.IsLinux() && !(AppContext.TryGetSwitch("Trestle.LinuxCalls", out var isOn) && !isOn);

    /// <summary>The calling thread; 0 elsewhere, and where the switch Trestle.LinuxCalls is off.</summary>
    public static int CurrentId => IsOn ? GetTid() : 0;

    /// <summary>CPU time the thread has used; zero where it is not known or the thread is gone.</summary>
    public static TimeSpan CpuTime(int threadId)
    {
        // The kernel's clock of a thread: ~tid << 3, marked as per-thread (4) and of scheduled time (2).
        if (threadId == 0 || GetTime((~threadId << 3) | 6, out var time) != 0)
            return TimeSpan.Zero;

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    /// <summary>Gives the thread about a tenth of the share of others (nice 10). No privilege is needed.</summary>
    public static void BeNice(int threadId)
    {
        if (threadId != 0)
            _ = SetPriority(PriorityOfProcess, threadId, 10);
    }

    /// <summary>Lets the thread run only when nobody else wants to (SCHED_IDLE).</summary>
    public static void RunOnlyWhenIdle(int threadId)
    {
        if (threadId == 0)
            return;

        var priority = 0;
        _ = SetScheduler(threadId, SchedIdle, in priority);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int threadId, int policy, in int priority);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int threadId, int nice);

    [StructLayout(LayoutKind.Sequential)]
    struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
