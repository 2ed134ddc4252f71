using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// A SQLite file as an application's database. What only SQLite needs or knows stands in this folder.
/// </summary>
sealed class SqliteEngine : DatabaseEngine
{
    readonly string connectionString;
    SqliteShelf shelf = new();

    public SqliteEngine(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        RefuseMemory(settings);

        settings.Pooling = false; // The shelf is a better one.
        Name = settings.DataSource = Path.GetFullPath(settings.DataSource);
        MakeFolder(Path.GetDirectoryName(Name)!);

        this.connectionString = settings.ToString();
        Gate = WriteGate.For(Name);
    }

    public override string Name { get; }

    public override string Kind => "SQLite";

    public override WriteGate Gate { get; }

    public SqliteShelf Shelf => Volatile.Read(ref shelf);

    // It takes 32,766, but finds each by a search along those before: 20,000 rows took 0.3 s at 100 to 200 parameters,
    // 1 s at 1,000 and 25 s at 32,000 (November 2026).
    public override int RowParameters => 200;

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IMigrationsSqlGenerator, SqliteMigrationsSql>().AddSingleton<IInterceptor, SqliteReader.Placing>();
        SqliteBorrower.AddTo(services);
        services.AddEntityFrameworkSqlite();
    }

    public override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        UniversalTime.Configure<UniversalTime.AsDateTime>(conventions);

    public override void Configure(DbContextOptionsBuilder builder) =>
        builder.UseSqlite(connectionString).AddInterceptors(new Troubles(this));

    public override ConstraintViolation? Violation(DbUpdateException failure) => SqliteConstraints.Read(failure);

    public override DatabaseUnavailableException? Trouble(Exception failure) => SqliteTroubles.Read(failure, Name);

    public override async Task<IAsyncDisposable> EnterMigrationAsync(TimeSpan patience, CancellationToken cancellation) =>
        await SqliteMigrationLock.EnterAsync(Name, patience, cancellation);

    public override async Task CreateAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(connectionString, cancellation);

        // A file that nothing was written to is empty, and some programs take it for none.
        await SqliteSchema.RunAsync(connection, "PRAGMA journal_mode = WAL", cancellation);
    }

    public override Task DropAsync(CancellationToken cancellation)
    {
        CloseIdleConnections();

        foreach (var file in new[] { Name, $"{Name}-wal", $"{Name}-shm" })
            File.Delete(file);

        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<string>> SchemaStatementsAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(connectionString, cancellation);

        return await SqliteSchema.StatementsAsync(connection, cancellation);
    }

    public override Task RunMigrationAsync(
        RecordContext context, IReadOnlyList<MigrationOperation> steps, Func<Task> run) =>
        steps.Any(SqliteRebuild.MayNeed)
            ? SqliteRebuild.WithoutForeignKeysAsync(context, () => RunInTransactionAsync(context, run, SqliteRebuild.CheckForeignKeysAsync))
            : RunInTransactionAsync(context, run);

    public override async Task<IReadOnlyList<string>> SchemaDifferencesAsync(string wantedScript, CancellationToken cancellation)
    {
        await using var wanted = await OpenAsync("Data Source=:memory:", cancellation);
        await SqliteSchema.RunAsync(wanted, wantedScript, cancellation);

        await using var migrated = await OpenAsync(connectionString, cancellation);

        return Differences(
            wanted: await SqliteSchema.ReadAsync(wanted, cancellation),
            migrated: await SqliteSchema.ReadAsync(migrated, cancellation));
    }

    public override Task<string> ExplainAsync(DbCommand command, Explain options, CancellationToken cancellation) =>
        SqliteExplain.RunAsync(command, options, cancellation);

    /// <summary>Those that rest would keep a deleted file alive.</summary>
    public override void CloseIdleConnections() => Interlocked.Exchange(ref shelf, new()).Dispose();

    public override ValueTask DisposeAsync()
    {
        CloseIdleConnections();

        return default;
    }

    static async Task RunInTransactionAsync(RecordContext context, Func<Task> run, Func<RecordContext, Task>? check = null)
    {
        await using var transaction = await context.BeginWriteAsync();
        await run();

        if (check is not null)
            await check(context);

        await transaction.CommitAsync(CancellationToken.None);
    }

    Task<SqliteConnection> OpenAsync(string connectionString, CancellationToken cancellation) => ReachAsync(async () =>
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);

        return connection;
    });

    static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SqliteTroubles.NoFolder(folder, failure);
        }
    }

    static void RefuseMemory(SqliteConnectionStringBuilder settings)
    {
        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException(
                $"""
                expected ConnectionString to name a file, got: {settings}

                Connections come and go with every query, and a database in memory would go with them. In a test, use a temporary file:

                    DatabaseOptions.ForFile(Path.Combine(folder, "test.db"), typeof(Article).Assembly)
                """);
    }
}
