using System.Diagnostics;

namespace Trestle;

/// <summary>Whether this program uses all cores, so that nobody else wants them.</summary>
sealed class MachineShare
{
    // The kernel's counts lag behind by some, and a core is never used wholly.
    const double Whole = 0.9;

    static readonly TimeSpan Window = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan TooLong = 10 * Window;

    long start;
    TimeSpan usedAtStart;
    bool isWhole;

    /// <summary>By the last five milliseconds in which it was asked.</summary>
    public bool IsWhole()
    {
        var passed = Stopwatch.GetElapsedTime(start);

        if (passed < Window)
            return isWhole;

        var used = Environment.CpuUsage.TotalTime;

        // Of a time in which nobody asked it says nothing.
        isWhole = passed < TooLong && used - usedAtStart >= Whole * Environment.ProcessorCount * passed;
        (start, usedAtStart) = (Stopwatch.GetTimestamp(), used);

        return isWhole;
    }
}
