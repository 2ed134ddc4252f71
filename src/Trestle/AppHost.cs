using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Trestle;

// The host owns what outlives a release of the application: the node with its threads and process table, the log, the
// sockets. The application itself - its assembly, services, endpoints, process classes - is a Release, and everything
// here reaches it through Current, so that one day another release can take its place while this one runs.

/// <summary>Runs one application at a time on one node.</summary>
sealed class AppHost : IAsyncDisposable
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    Ref<DynamicSupervisor> top;

    public AppHost(AppSettings settings, HostParts? parts = null)
    {
        Settings = settings;
        Parts = parts ?? new();
        Logging = LoggerFactory.Create(logging => Parts.Log(logging
            .AddConfiguration(settings.Configuration.GetSection("Logging"))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
            .AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None) // what it throws is told once, by who catches it
            .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None))); // a failed start is told once, by us
        Node = new(Parts.Node with
        {
            Logging = Logging,
            MessageScope = () => Current.BeginUnitOfWork(),
            Name = settings.Name,
            Crashed = Report,
        });
        Live = new(Node, () => Current.Live, Logging, settings.Live);
    }

    void Report(CrashReport crash)
    {
        try
        {
            Current?.Services.GetService<ErrorReporter>()?.Crashed(crash.Process.Name, crash.Exception);
        }
        catch (ObjectDisposedException)
        {
            // The application has ended meanwhile, and its subscribers with it: the log has it.
        }
    }

    public AppSettings Settings { get; }

    public HostParts Parts { get; }

    public ILoggerFactory Logging { get; }

    public Node Node { get; }

    /// <summary>The connections of live views.</summary>
    public LiveServer Live { get; }

    /// <summary>The release that answers now.</summary>
    public Release Current { get; private set; } = null!;

    /// <summary>Where the application answers; null until it listens.</summary>
    public string? Url { get; set; }

    /// <summary>What takes the requests; null until it listens.</summary>
    public IServer? Server { get; set; }

    /// <summary>Where the fingerprinted addresses of static files are read from, at the first page that asks.</summary>
    public Func<IEnumerable<Endpoint>> StaticEndpoints { get; set; } = () => [];

    /// <summary>The files under wwwroot, and those of packages.</summary>
    public IFileProvider StaticFiles { get; set; } = new NullFileProvider();

    /// <summary>Ends when the application's own supervisor has given up.</summary>
    public Task Ended => ended.Task;

    public async Task StartAsync(Assembly assembly)
    {
        Current = Release.Load(assembly, this);
        Node.MeasureBy(Current.Services.GetRequiredService<IMeterFactory>());
        top = Node.Spawn(new DynamicSupervisor(), "Host");

        var started = await top.CallAsync(new DynamicSupervisor.StartChild(Current.Tree), StartTimeout);

        if (started.Failure is { } failure)
            throw failure as AppStartException ?? new AppStartException($"{Settings.Name} could not start.\n\n{failure}", failure);

        Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(started.Pid);
            _ = await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);
            ended.TrySetResult();
        }, "Host watch");
    }

    /// <summary>Ends the tree, children before parents: no new requests, then the running ones, then the rest.</summary>
    public async Task StopAsync()
    {
        if (top.Pid.Mailbox is { IsDead: false } process)
        {
            top.Pid.Exit(ExitReason.Shutdown);
            _ = await process.Relations.Ended;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();

        if (Current is not null)
            await Current.DisposeAsync();

        Node.Dispose();
        Logging.Dispose();
    }
}
