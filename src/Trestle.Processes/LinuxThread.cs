using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>What Linux tells and does about one thread. Elsewhere it knows nothing and does nothing.</summary>
static partial class LinuxThread
{
    const int PriorityOfProcess = 0; // setpriority(2); on Linux of a thread
    const int UsualPolicy = 0; // sched(7)
    const int IdlePolicy = 5;
    const int CoreBytes = CoreWords * sizeof(ulong);

    /// <summary>Words that a set of cores has: of up to 1,024.</summary>
    public const int CoreWords = 16;

    // sched_setattr(2), for which the C library has no function of its own before 2.41.
    static readonly int SetAttributesNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 314,
        Architecture.Arm64 => 274,
        _ => 0,
    };

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

    /// <summary>
    /// Asks for short turns at the processor, which come soon after each wake-up, also beside threads that never sleep: by
    /// Linux 6.12 and later; earlier ones pay no heed. Its share stays the same, no privilege is needed, and it can be taken back.
    /// </summary>
    public static void TakeShortTurns(int threadId) => SetTurns(threadId, nanoseconds: 100_000);

    public static void TakeUsualTurns(int threadId) => SetTurns(threadId, nanoseconds: 0);

    static void SetTurns(int threadId, ulong nanoseconds)
    {
        // Whoever started the program with another policy has reasons.
        if (threadId != 0 && SetAttributesNumber != 0 && GetScheduler(threadId) == UsualPolicy)
            SetAttributes(threadId, UsualPolicy, nanoseconds);
    }

    static void SetAttributes(int threadId, uint policy, ulong nanoseconds = 0)
    {
        var attributes = new SchedulingAttributes
        {
            Size = (uint)Marshal.SizeOf<SchedulingAttributes>(),
            Policy = policy,
            Nice = GetPriority(PriorityOfProcess, threadId),
            Runtime = nanoseconds,
        };
        _ = SystemCall(SetAttributesNumber, threadId, in attributes, flags: 0);
    }

    /// <summary>Keeps the thread off one of the cores that it may use, if there are several: always the same one.</summary>
    /// <param name="threadId">The thread's id.</param>
    /// <param name="before">Is filled with the cores that it might use before, for <see cref="UseCores"/>; with zeros when they are not known.</param>
    public static void LeaveACore(int threadId, Span<ulong> before)
    {
        before.Clear();

        if (threadId == 0 || GetAffinity(threadId, CoreBytes, before) < 0)
            return;

        Span<ulong> cores = stackalloc ulong[CoreWords];
        before.CopyTo(cores);
        var first = cores.IndexOfAnyExcept(0ul);
        cores[first] &= cores[first] - 1;

        if (cores.ContainsAnyExcept(0ul))
            _ = SetAffinity(threadId, CoreBytes, cores);
    }

    public static void UseCores(int threadId, Span<ulong> cores)
    {
        if (cores.ContainsAnyExcept(0ul))
            _ = SetAffinity(threadId, CoreBytes, cores);
    }

    /// <summary>Gives the thread a small part of the share of others (nice 19). No privilege is needed.</summary>
    public static void BeNice(int threadId)
    {
        if (threadId != 0)
            _ = SetPriority(PriorityOfProcess, threadId, 19);
    }

    /// <summary>
    /// Has the thread run where no other wants to: less than nice, and a core that has but such threads counts as free, so that others
    /// are woken up there at once. No privilege is needed.
    /// </summary>
    public static void BeIdle(int threadId)
    {
        if (threadId != 0 && SetAttributesNumber != 0 && GetScheduler(threadId) == UsualPolicy)
            SetAttributes(threadId, IdlePolicy);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int threadId, int nice);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int threadId);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "sched_getscheduler")]
    private static partial int GetScheduler(int threadId);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int threadId, nuint size, Span<ulong> cores);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int threadId, nuint size, Span<ulong> cores);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint threadId, in SchedulingAttributes attributes, nint flags);

    [StructLayout(LayoutKind.Sequential)]
    struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec(TimeSpan time)
    {
        public nint Seconds = (nint)(time.Ticks / TimeSpan.TicksPerSecond);
        public nint Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }
}
