using System.Diagnostics;

namespace Trestle.Processes.Tests;

/// <summary>bench/OneCore, which has one core, whatever number it is told, and, where the tests run as root, an ordinary user's rights.</summary>
public sealed class OneCoreTests : IDisposable
{
    const string Nobody = "65534";

    readonly DirectoryInfo place = Directory.CreateTempSubdirectory("trestle-one-core-");

    public void Dispose() => place.Delete(recursive: true);

    [Theory]
    [InlineData("", 1, "little")]
    [InlineData("", 2, "the usual")] // a core is left to the others
    [InlineData("plain", 1, "the usual")]
    public async Task A_tick_goes_on_beside_a_hog_and_the_hog_is_killed(string how, int cores, string share)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/taskset"), "Linux's taskset gives the program one core.");

        var lines = await RunAsync(how, cores);

        Assert.Equal(
            [
                $"{cores} cores, user {(Environment.IsPrivilegedProcess ? Nobody : UserId())}",
                "ticks beside a hog that is Stuck",
                $"it has {share} beside others",
                "the hog was killed, then 500 ticks",
            ],
            lines);
    }

    async Task<string[]> RunAsync(string how, int cores)
    {
        CopyProgram();
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups"] : [];

        using var process = Process.Start(
            new ProcessStartInfo("taskset", ["-c", "0", .. user, "dotnet", Path.Combine(place.FullName, "OneCore.dll"), how])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOTNET_PROCESSOR_COUNT"] = $"{cores}", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
            })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            process.Kill();
        }

        return (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>To where any user may read it.</summary>
    void CopyProgram()
    {
        // artifacts/bin/Trestle.Processes.Tests/debug is where this runs; the program lies beside it.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(here.Parent!.Parent!.FullName, "OneCore", here.Name);

        foreach (var file in Directory.GetFiles(program))
            File.Copy(file, Path.Combine(place.FullName, Path.GetFileName(file)));

        if (!OperatingSystem.IsWindows())
            place.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    }

    static string UserId() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
}
