using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>What a test puts in the place of the host's own: its clock and threads, its log, its socket, services of the app.</summary>
sealed record HostParts
{
    public NodeOptions Node { get; init; } = new();

    public Action<ILoggingBuilder> Log { get; init; } = logging => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = false;
        console.TimestampFormat = "HH:mm:ss.fff ";
    });

    /// <summary>Null for Kestrel.</summary>
    public Action<IWebHostBuilder>? Server { get; init; }

    /// <summary>Has the last word on the application's services.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public Func<DatabaseOptions, DatabaseOptions> Database { get; init; } = options => options;
}
