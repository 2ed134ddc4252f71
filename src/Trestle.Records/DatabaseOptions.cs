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

    /// <summary>
    /// For reading alone: a replica, or a file that others write. Every write is refused before it reaches the database.
    /// </summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The assemblies searched for <see cref="Record{T}"/> classes and for migrations.</summary>
    public required IReadOnlyList<Assembly> Assemblies { get; init; }

    /// <summary>The clock behind <see cref="Record.CreatedAt"/> and <see cref="Record.UpdatedAt"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>What is told of slow, repeated and other queries; nothing, unless asked for.</summary>
    public QueryWatch Watch { get; init; } = QueryWatch.Off;

    /// <summary>How long a write waits for its turn before it gives up with a <see cref="TimeoutException"/>.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long <see cref="Database.MigrateAsync(CancellationToken)"/> waits while another process migrates the same database.
    /// </summary>
    public TimeSpan MigrationPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where the database is used. One of Production is not dropped by mistake. Default: Development.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>What a new database starts with; <see cref="Database.PrepareAsync"/> runs it once, in a transaction.</summary>
    public Func<Task>? Seeds { get; init; }

    /// <summary>
    /// What signed ids, tokens and encrypted columns are made with, the newest first: it signs and encrypts, while those
    /// after it still verify and decrypt. 32 characters or more each, as <c>openssl rand -base64 48</c> gives them.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// How much work a password's hash is: rounds of PBKDF2 with SHA-512, about 0.2 seconds of a processor. What is stored
    /// with less is made anew when its owner next signs in. Tests may do with 1.
    /// </summary>
    // 220,000 is what OWASP's Password Storage Cheat Sheet asks for, as read in 2026.
    public int PasswordRounds { get; init; } = 220_000;

    /// <summary>Where work that keeps a processor busy runs, as hashing a password does: on the thread pool.</summary>
#pragma warning disable RS0030 // Records know no processes; an application has Blocking.Run here.
    public Func<Action, Task> HeavyWork { get; init; } = Task.Run;
#pragma warning restore RS0030

    /// <summary>
    /// Parts of the names of properties whose values <see cref="Record.Inspect"/> and <see cref="RecordChange"/> keep to
    /// themselves, in any case; beside those that are encrypted, passwords or tokens anyway.
    /// </summary>
    public IReadOnlyList<string> FilteredAttributes { get; init; } = UsuallyFiltered;

    /// <summary>Puts errors into other words than English; none, unless told.</summary>
    public RecordWording? Wording { get; init; }

    // A record's own text would show the secrets and the connection's password in a log.
    public override string ToString() => nameof(DatabaseOptions);

    /// <summary>Migrations beside those of the assemblies, by their ids.</summary>
    internal IReadOnlyDictionary<string, Migration> Migrations { get; init; } = new Dictionary<string, Migration>();

    internal static IReadOnlyList<string> UsuallyFiltered { get; } =
        ["passw", "secret", "token", "apikey", "crypt", "salt", "certificate", "otp", "ssn", "cvv", "cvc", "iban"];

    /// <summary>Options for a SQLite file.</summary>
    public static DatabaseOptions ForFile(string path, params Assembly[] assemblies) => new()
    {
        ConnectionString = $"Data Source={path}",
        Assemblies = assemblies,
    };
}
