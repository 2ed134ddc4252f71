using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle;

/// <summary>Where an application's records live, and which assemblies declare them.</summary>
public sealed record DatabaseOptions
{
    /// <summary>
    /// A SQLite file, as in <c>Data Source=data/blog.db</c>, made with its folder on first use; or a PostgreSQL database,
    /// as in <c>postgres://app:secret@db/blog</c> or <c>Host=db;Database=blog;Username=app;Password=secret</c>.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The assemblies searched for <see cref="Record{T}"/> classes and for migrations.</summary>
    public required IReadOnlyList<Assembly> Assemblies { get; init; }

    /// <summary>The clock behind <see cref="Record.CreatedAt"/> and <see cref="Record.UpdatedAt"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>How long a write waits for its turn before it gives up with a <see cref="TimeoutException"/>.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long <see cref="Database.MigrateAsync(CancellationToken)"/> waits while another process migrates the same database.
    /// </summary>
    public TimeSpan MigrationPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Migrations beside those of the assemblies, by their ids.</summary>
    internal IReadOnlyDictionary<string, Migration> Migrations { get; init; } = new Dictionary<string, Migration>();

    /// <summary>Options for a SQLite file.</summary>
    public static DatabaseOptions ForFile(string path, params Assembly[] assemblies) => new()
    {
        ConnectionString = $"Data Source={path}",
        Assemblies = assemblies,
    };
}
