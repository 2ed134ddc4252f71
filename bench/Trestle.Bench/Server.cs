using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Trestle.Bench;

/// <summary>A server under load: a process of its own, stopped when disposed.</summary>
sealed class Server : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<string> lastLines = [];
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-bench-");
    Process process;
    bool hasStarted;

    Server(string name, Func<int, DirectoryInfo, ProcessStartInfo> command)
    {
        var port = FreePort();

        Name = name;
        Url = new($"http://127.0.0.1:{port}");
        process = new() { StartInfo = command(port, data) };
        process.StartInfo.Environment["DOTNET_STARTUP_HOOKS"] = Artifacts.AssemblyOf("Memory");
        process.StartInfo.Environment["TRESTLE_BENCH_MEMORY"] = MemoryFile(data);
    }

    public string Name { get; }

    public Uri Url { get; }

    /// <summary>Files and sockets that the server has open, as Linux counts them.</summary>
    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length;

    public long ResidentBytes
    {
        get
        {
            process.Refresh();

            return process.WorkingSet64;
        }
    }

    /// <summary>Time that it has spent on the machine's cores.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();

            return process.TotalProcessorTime;
        }
    }

    /// <summary>Stops it as an operator does, and starts it anew at the same address and on the same data. Ends when it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync(cancellation);

        await process.WaitForExitAsync(cancellation);
        var former = process;
        process = new() { StartInfo = former.StartInfo };
        former.Dispose();
        Start();
        await AnswersAsync(cancellation);
    }

    /// <summary>What it still holds once all garbage is collected, in bytes of .NET's heap.</summary>
    public async Task<long> HeldBytesAsync(CancellationToken cancellation)
    {
        var file = MemoryFile(data);
        File.Delete(file);
        using (var kill = Process.Start("kill", ["-USR1", $"{process.Id}"]))
            await kill.WaitForExitAsync(cancellation);

        for (var started = Stopwatch.GetTimestamp(); !File.Exists(file); await Task.Delay(20, cancellation))
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchException($"{Name} did not say within {Patience.TotalSeconds} s how much memory it holds.");

        return long.Parse(await File.ReadAllTextAsync(file, cancellation), CultureInfo.InvariantCulture);
    }

    static string MemoryFile(DirectoryInfo data) => Path.Combine(data.FullName, "memory");

    /// <summary>The blog, which serves the same pages as the peers do; or another app.</summary>
    public static Task<Server> StartTrestleAsync(
        CancellationToken cancellation, string app = "Blog", params string[] more)
    {
        var assembly = Artifacts.AssemblyOf(app);

        ProcessStartInfo App(int port, DirectoryInfo data) =>
            Command(assembly, ["--port", $"{port}", "--data", data.FullName, "--migrate", "true", .. more]);

        return StartAsync(new("Trestle", App), cancellation);
    }

    /// <summary>The peer of that name, from bench/Peers: "mvc_ef" is MvcEf.</summary>
    public static Task<Server> StartPeerAsync(string name, CancellationToken cancellation)
    {
        var assembly = Artifacts.AssemblyOf(string.Concat(name.Split('_').Select(part => $"{char.ToUpperInvariant(part[0])}{part[1..]}")));

        return StartAsync(new(name, (port, data) => Command(assembly, $"--urls=http://127.0.0.1:{port}", $"--data={data.FullName}")), cancellation);
    }

    static async Task<Server> StartAsync(Server server, CancellationToken cancellation)
    {
        try
        {
            server.Start();
            await server.AnswersAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (hasStarted)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        data.Delete(recursive: true);
    }

    static ProcessStartInfo Command(string assembly, params string[] arguments) => new("dotnet", [assembly, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            // On both sides: what server collection takes of the memory and the cores varies from run to run.
            ["DOTNET_gcServer"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
        },
    };

    void Start()
    {
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        hasStarted = process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;

        lastLines.Enqueue(text);

        while (lastLines.Count > 20)
            lastLines.TryDequeue(out _);
    }

    async Task AnswersAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = Url };
        var started = Stopwatch.GetTimestamp();

        while (!await TryAsync(client, cancellation))
        {
            if (process.HasExited)
                throw new BenchException($"{Name} stopped before it answered:\n{string.Join('\n', lastLines)}");

            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchException($"{Name} did not answer within {Patience.TotalSeconds} s:\n{string.Join('\n', lastLines)}");

            await Task.Delay(50, cancellation);
        }
    }

    // Any answer will do here: what a suite asks for, it checks itself.
    static async Task<bool> TryAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync("/", cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
