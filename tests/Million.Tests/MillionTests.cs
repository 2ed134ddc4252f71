using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Million.Tests;

public class MillionTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Spawns_wakes_crashes_and_tells_of_it()
    {
        var (code, output) = await RunAsync("--count", "1000");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            spawn [########################################] 1,000
            wake  [########################################] 1,000

            spawned                   1,000 in # s: # a second
            bytes each, waiting       #
            woken, and answered       1,000 in # s: # a second
            the careless worker       crashed: DivideByZeroException: Attempted to divide by zero.
            its supervisor            started it again: #PID<#> is #PID<#> now
            divisions it knows of     0: it started clean
            divisions of the careful  1: it never noticed

            """,
            WithoutFigures(output));
    }

    [Theory]
    [InlineData("--count", "none")]
    [InlineData("--count", "0")]
    [InlineData("1000")]
    public async Task Says_how_it_is_used(params string[] arguments)
    {
        var expected = (2, "Usage: dotnet run --project examples/Million [--count N], with N at least 1.\n");

        Assert.Equal(expected, await RunAsync(arguments));
    }

    /// <summary>Speeds, sizes and pids, which no two runs share.</summary>
    static string WithoutFigures(string output) =>
        Regex.Replace(output, @"(?<=in )[\d.]+|(?<=s: )[\d,]+|(?<=waiting +)-?[\d,]+|(?<=PID<)[\d.]+", "#");

    static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        // artifacts/bin/Million.Tests/debug is where this runs; the program lies beside it.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Million", here.Name, "Million.dll");

        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);

        return (process.ExitCode, await output + await errors);
    }
}
