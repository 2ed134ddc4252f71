using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>All that differs between the databases records can live in; the rest is EF Core's.</summary>
abstract class DatabaseEngine : IAsyncDisposable
{
    /// <summary>What messages call the database: a file's path, or the name on the server.</summary>
    public abstract string Name { get; }

    /// <summary>"SQLite" or "PostgreSQL".</summary>
    public abstract string Kind { get; }

    /// <summary>Where writers wait for one another; null where the database lets many write at once.</summary>
    public virtual WriteGate? Gate => null;

    /// <summary>How many parameters a statement of many rows has at most.</summary>
    public abstract int RowParameters { get; }

    public static DatabaseEngine For(string connectionString) =>
        PostgresEngine.Understands(connectionString) ? new PostgresEngine(connectionString) : new SqliteEngine(connectionString);

    public abstract void AddServices(IServiceCollection services);

    public abstract void Configure(DbContextOptionsBuilder builder);

    public abstract void ConfigureConventions(ModelConfigurationBuilder conventions);

    public abstract ConstraintViolation? Violation(DbUpdateException failure);

    /// <summary>Whether the database ended the transaction in favour of another one.</summary>
    public virtual bool IsConflict(Exception failure) => false;

    /// <summary>What is wrong with the database as a whole, if the failure comes of that.</summary>
    public abstract DatabaseUnavailableException? Trouble(Exception failure);

    /// <summary>Whether a refused statement takes all of its transaction with it, back to the last savepoint.</summary>
    public virtual bool UndoesRefusedTransactions => false;

    /// <summary>Whether it failed only because its transaction had met a refusal before.</summary>
    public virtual bool IsEcho(Exception failure) => false;

    /// <summary>Whether a refusal that the transaction has met has undone it.</summary>
    public virtual Task<bool> IsUndoneAsync(DbTransaction transaction) => Task.FromResult(false);

    /// <summary>What to tell of a failed statement instead, where there is more to say than the driver does.</summary>
    public virtual Exception? Told(Exception failure, DbCommand command) => Trouble(failure);

    /// <summary>The same of a failed transaction, which a refused statement of it may have undone.</summary>
    public Exception? Told(Exception failure, Exception? refused) =>
        IsEcho(failure) ? new FailedTransactionException(refused ?? failure)
        : IsConflict(failure) ? new TransactionConflictException(failure)
        : Trouble(failure);

    /// <summary>
    /// Lets one process at a time migrate, until disposed. Whatever ends the process ends its turn as well.
    /// </summary>
    /// <exception cref="TimeoutException">Another process has been migrating for longer than the patience.</exception>
    public abstract Task<IAsyncDisposable> EnterMigrationAsync(TimeSpan patience, CancellationToken cancellation);

    /// <summary>Makes the database, empty, if it is not there.</summary>
    public abstract Task CreateAsync(CancellationToken cancellation);

    /// <summary>Removes the database with all it holds, if it is there.</summary>
    public abstract Task DropAsync(CancellationToken cancellation);

    /// <summary>What makes the tables and all that belongs to them, but for the framework's own, always in the same order.</summary>
    public abstract Task<IReadOnlyList<string>> SchemaStatementsAsync(CancellationToken cancellation);

    /// <summary>Whether EF's history of migrations can be asked for without an error in the log.</summary>
    public virtual Task<bool> HasHistoryAsync(RecordContext context) => Task.FromResult(true);

    /// <summary>Runs a migration's steps in a transaction that keeps all of them or none.</summary>
    public abstract Task RunMigrationAsync(
        RecordContext context, IReadOnlyList<MigrationOperation> steps, Func<Task> run);

    /// <summary>How the database differs from one made by the script.</summary>
    public abstract Task<IReadOnlyList<string>> SchemaDifferencesAsync(string wantedScript, CancellationToken cancellation);

    /// <summary>Runs the query's command to tell its plan; the connection is open.</summary>
    public abstract Task<string> ExplainAsync(DbCommand command, Explain options, CancellationToken cancellation);

    public abstract void CloseIdleConnections();

    public abstract ValueTask DisposeAsync();

    /// <summary>For connections that EF does not open.</summary>
    private protected async Task<TResult> ReachAsync<TResult>(Func<Task<TResult>> open)
    {
        try
        {
            return await open();
        }
        catch (Exception failure) when (Trouble(failure) is { } told)
        {
            throw told;
        }
    }

    private protected Task ReachAsync(Func<Task> open) => ReachAsync(async () =>
    {
        await open();

        return true;
    });

    private protected static IReadOnlyList<string> Differences(IReadOnlySet<string> wanted, IReadOnlySet<string> migrated) =>
    [
        .. wanted.Except(migrated).Select(fact => $"The records want {fact}; the migrations do not make it."),
        .. migrated.Except(wanted).Select(fact => $"The migrations make {fact}; no record wants it."),
    ];
}
