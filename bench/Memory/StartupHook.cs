using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

/// <summary>
/// Loaded into a server that is measured (DOTNET_STARTUP_HOOKS): at SIGUSR1 it collects all garbage and writes how many bytes are still held into the file that
/// TRESTLE_BENCH_MEMORY names. What a collector has not yet looked at says nothing of a leak.
/// </summary>
static class StartupHook
{
    const PosixSignal User1 = (PosixSignal)10;

    static PosixSignalRegistration? registration;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("TRESTLE_BENCH_MEMORY") is { } file)
            registration = PosixSignalRegistration.Create(User1, signal =>
            {
                signal.Cancel = true;
                Write(file);
            });
    }

    static void Write(string file)
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        File.WriteAllText($"{file}.new", GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture));
        File.Move($"{file}.new", file, overwrite: true);
    }
}
