using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Trestle;

/// <summary>
/// A PostgreSQL server's database as an application's. What only PostgreSQL needs or knows stands in this folder.
/// </summary>
sealed class PostgresEngine : DatabaseEngine
{
    // The data source's own has no password in it.
    readonly string address;
    readonly NpgsqlDataSource connections;

    public PostgresEngine(string connectionString)
    {
        var settings = PostgresAddress.Read(connectionString);

        Name = settings.Database!;
        address = settings.ToString();
        connections = NpgsqlDataSource.Create(settings);
    }

    public override string Name { get; }

    public override string Kind => "PostgreSQL";

    public override int RowParameters => ushort.MaxValue;

    public static bool Understands(string connectionString) => PostgresAddress.Understands(connectionString);

    public override void AddServices(IServiceCollection services) => services
        .AddScoped<IMigrationsSqlGenerator, PostgresMigrationsSql>()
        .AddEntityFrameworkNpgsql();

    public override void Configure(DbContextOptionsBuilder builder) =>
        builder.UseNpgsql(connections).AddInterceptors(new PostgresRowLocks(), new Troubles(this));

    public override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        UniversalTime.Configure<UniversalTime.AsMoment>(conventions);

    public override ConstraintViolation? Violation(DbUpdateException failure) => PostgresConstraints.Read(failure);

    public override bool IsConflict(Exception failure) => failure.GetBaseException() is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    public override bool UndoesRefusedTransactions => true;

    public override bool IsEcho(Exception failure) =>
        failure.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.InFailedSqlTransaction };

    // Its COMMIT of such a transaction is a ROLLBACK, and no error.
    public override async Task<bool> IsUndoneAsync(DbTransaction transaction)
    {
        await using var question = new NpgsqlCommand("SELECT 1", (NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);

        try
        {
            await question.ExecuteNonQueryAsync();

            return false;
        }
        catch (PostgresException failure) when (IsEcho(failure))
        {
            return true;
        }
    }

    public override Exception? Told(Exception failure, DbCommand command) =>
        PostgresRowLocks.Told(failure, command.CommandText) ?? Trouble(failure);

    public override DatabaseUnavailableException? Trouble(Exception failure) => PostgresTroubles.Read(failure, Name);

    public override async Task<IAsyncDisposable> EnterMigrationAsync(TimeSpan patience, CancellationToken cancellation)
    {
        await CreateAsync(cancellation);

        return await PostgresMigrationLock.EnterAsync(connections, Name, patience, cancellation);
    }

    public override Task CreateAsync(CancellationToken cancellation) =>
        ReachAsync(() => PostgresSetup.CreateIfMissingAsync(address, Name, cancellation));

    public override async Task DropAsync(CancellationToken cancellation)
    {
        CloseIdleConnections();
        await ReachAsync(() => PostgresSetup.DropAsync(address, Name, cancellation));
    }

    public override async Task<IReadOnlyList<string>> SchemaStatementsAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);

        return await PostgresDump.StatementsAsync(connection, cancellation);
    }

    // Npgsql's own way is a statement that fails when the table is not there, which EF logs as an error.
    public override async Task<bool> HasHistoryAsync(RecordContext context) =>
        await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(context.Cancellation)
        && await context.Database.SqlQuery<bool>($"SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL AS \"Value\"").SingleAsync(context.Cancellation);

    public override async Task RunMigrationAsync(
        RecordContext context, IReadOnlyList<MigrationOperation> steps, Func<Task> run)
    {
        await using var transaction = await context.BeginWriteAsync();

        // A step that waits for a table keeps everybody who comes later waiting too: better it gives up and is run again.
        await context.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '10s'", context.Cancellation);
        await run();
        await transaction.CommitAsync(CancellationToken.None);
    }

    public override async Task<IReadOnlyList<string>> SchemaDifferencesAsync(
        string wantedScript, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        var migrated = await PostgresSchema.ReadAsync(connection, "public", cancellation);
        var wanted = await PostgresSchema.ReadAsMadeByAsync(connection, wantedScript, cancellation);

        return Differences(wanted, migrated);
    }

    public override Task<string> ExplainAsync(DbCommand command, Explain options, CancellationToken cancellation) =>
        PostgresExplain.RunAsync(command, options, cancellation);

    public override void CloseIdleConnections() => connections.Clear();

    public override ValueTask DisposeAsync() => connections.DisposeAsync();

    Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        ReachAsync(() => connections.OpenConnectionAsync(cancellation).AsTask());
}
