using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>A program that runs to its end and prints figures; one that fails or hangs is no measurement, and throws.</summary>
static class Child
{
    public static async Task<Readings> RunAsync(
        string program, IReadOnlyCollection<string> arguments, TimeSpan patience, CancellationToken cancellation) =>
        Readings.Parse(string.Join(' ', arguments.Prepend(program)), await PrintAsync(program, arguments, [], patience, cancellation));

    /// <summary>What it has printed.</summary>
    public static async Task<string> PrintAsync(
        string program,
        IReadOnlyCollection<string> arguments,
        IEnumerable<(string Name, string Value)> environment,
        TimeSpan patience,
        CancellationToken cancellation)
    {
        using var process = Process.Start(Beginning(program, arguments, environment))!;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);

        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new BenchException(
                $"{Line()} did not end within {patience.TotalSeconds} s. It printed:\n{await output}{await complaints}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0)
            throw new BenchException($"{Line()} ended with {process.ExitCode}. It printed:\n{await output}{await complaints}");

        return await output;

        string Line() => string.Join(' ', arguments.Prepend(program));
    }

    static ProcessStartInfo Beginning(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var beginning = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var (name, value) in environment)
            beginning.Environment[name] = value;

        return beginning;
    }
}
