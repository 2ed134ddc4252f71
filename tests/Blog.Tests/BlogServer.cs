using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Blog.Tests;

/// <summary>The blog as it is run: the built program, in an operating system process of its own.</summary>
public sealed partial class BlogServer : IAsyncDisposable
{
    const string UpLine = "Trestle is up: ";

    readonly Process process;
    readonly StringBuilder output = new();
    readonly TaskCompletionSource<Uri> up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    BlogServer(string[] arguments)
    {
        process = new()
        {
            StartInfo = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [BuiltBlog, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, read) => Read(read.Data);
        process.ErrorDataReceived += (_, read) => Read(read.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Beside this project's own output, of the same configuration.</summary>
    static string BuiltBlog { get; } = Path.Combine(
        Repository.Artifacts, "bin", "Blog", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Blog.dll");

    public Uri Url => up.Task.Result;

    /// <summary>What it has printed beside the lines that tell of requests, and of a machine too busy for Kestrel's own clock.</summary>
    public string OutputWithoutRequests => BusyMachine().Replace(Request().Replace(Output, ""), "");

    /// <summary>All it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts it on a database of its own, and waits until it listens.</summary>
    public static async Task<BlogServer> StartAsync(string data, int port = 0, string environment = "Production", bool migrate = true)
    {
        var server = new BlogServer(
            ["--port", $"{port}", "--data", data, "--environment", environment, "--migrate", migrate ? "true" : "false", "--Web:Hosts:0", "*"]);

        try
        {
            await server.up.Task.WaitAsync(Patience.Long);
        }
        catch (Exception failure)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The blog did not start. It printed:\n\n{server.Output}", failure);
        }

        return server;
    }

    /// <summary>Runs it until it ends by itself; its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var server = new BlogServer(arguments);
        await server.process.WaitForExitAsync().WaitAsync(Patience.Long);

        return (server.process.ExitCode, server.Output);
    }

    /// <summary>As <c>kill -9</c> does: no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience.Long);
    }

    /// <summary>As Ctrl-C does (INT), or a service manager (TERM); the exit code.</summary>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Long);

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();

        process.Dispose();
    }

    void Read(string? line)
    {
        if (line is null)
        {
            up.TrySetException(new InvalidOperationException("It ended."));
            return;
        }

        lock (output)
            output.Append(line).Append('\n');

        if (line.StartsWith(UpLine, StringComparison.Ordinal))
            up.TrySetResult(new(line[UpLine.Length..]));
    }

    [GeneratedRegex(@"^[\d:.]+ info: Trestle\.Requests\[1\]\n {6}.*\n", RegexOptions.Multiline)]
    private static partial Regex Request();

    [GeneratedRegex(@"^[\d:.]+ warn: Microsoft\.AspNetCore\.Server\.Kestrel\[22\]\n {6}As of .*the heartbeat has been running for .*\n", RegexOptions.Multiline)]
    private static partial Regex BusyMachine();
}
