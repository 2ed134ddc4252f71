using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Trestle;

// EF's own migrator is not used: it makes the SQL of all steps before it runs the first, so that nothing can look at the
// tables as the step before left them; it knows no steps in code; and its lock is a row that a killed process leaves.
// Its migrations, its SQL, and its table of those applied are.

/// <summary>
/// Applies and undoes migrations one by one, each in a transaction with its row in the history, so that a killed process
/// leaves either all of it or nothing. Whoever makes one holds the engine's migration lock.
/// </summary>
sealed partial class MigrationRunner : IAsyncDisposable
{
    readonly Database database;
    readonly DatabaseEngine engine;
    readonly CancellationToken cancellation;
    readonly RecordContext context;
    readonly RecordMigrations migrations;
    readonly IHistoryRepository history;
    readonly ILogger logger;

    public MigrationRunner(Database database, DatabaseEngine engine, ILogger logger, CancellationToken cancellation)
    {
        this.database = database;
        this.engine = engine;
        this.logger = logger;
        this.cancellation = cancellation;
        context = new(database, cancellation);
        migrations = (RecordMigrations)context.GetService<IMigrationsAssembly>();
        history = context.GetService<IHistoryRepository>();
    }

    public DatabaseNotes Notes => new(context);

    public async Task<IReadOnlyList<MigrationStatus>> StatusAsync()
    {
        var applied = (await AppliedAsync()).ToHashSet();
        var known = migrations.Ids.ToHashSet();

        return
        [
            .. known.Union(applied).Order(StringComparer.Ordinal)
                .Select(id => new MigrationStatus(id, IsApplied: applied.Contains(id), IsMissing: !known.Contains(id))),
        ];
    }

    /// <summary>The ids of those applied, oldest first.</summary>
    public async Task<IReadOnlyList<string>> AppliedAsync()
    {
        if (!await engine.HasHistoryAsync(context))
            return [];

        return [.. (await history.GetAppliedMigrationsAsync(cancellation)).Select(row => row.MigrationId).Order(StringComparer.Ordinal)];
    }

    /// <summary>The id of a migration named so, applied or known.</summary>
    public string Find(string nameOrId) => migrations.FindMigrationId(nameOrId) ?? throw new MigrationException(
        $"""
        No migration is called {nameOrId}.

        Known are: {string.Join(", ", migrations.Ids)}
        """);

    public Migration Create(string id) => migrations.Create(id, context.Database.ProviderName!);

    public IReadOnlyList<MigrationOperation> StepsOf(string id) => [.. ReversibleOperation.Flatten(Create(id).UpOperations)];

    public async Task ApplyAsync(string id)
    {
        var started = Stopwatch.GetTimestamp();
        await RunAsync(id, "applied", StepsOf, HistoryScriptOf(id));

        LogApplied(id, engine.Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public async Task RevertAsync(string id)
    {
        if (!migrations.Ids.Contains(id))
            throw new MigrationException(
                $"""
                {id} cannot be rolled back: it is applied, but not among the application's migrations any more.

                Bring its file back from version control, or from the branch it was written on.
                """)
            { Migration = id };

        var started = Stopwatch.GetTimestamp();
        await RunAsync(id, "rolled back", UndoingStepsOf, history.GetDeleteScript(id));

        LogReverted(id, engine.Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public string HistoryScriptOf(string id) => history.GetInsertScript(new(id, ProductInfo.GetVersion()));

    /// <summary>Runs a whole schema.</summary>
    public async Task LoadAsync(string schema)
    {
        await using var transaction = await context.BeginWriteAsync();

        // Not by ExecuteSql, to which braces mean parameters.
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // The schema is the application's own.
        command.CommandText = schema;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    IReadOnlyList<MigrationOperation> UndoingStepsOf(string id) =>
        [.. ReversibleOperation.Flatten(MigrationReversal.Of(Create(id)))];

    async Task RunAsync(string id, string done, Func<string, IReadOnlyList<MigrationOperation>> stepsOf, string historyScript)
    {
        MigrationOperation? current = null;

        try
        {
            var steps = stepsOf(id);
            await history.CreateIfNotExistsAsync(cancellation);
            await using var work = database.BeginUnitOfWork(cancellation);

            // An index of a large table takes as long as it takes; what waits for a lock is another matter: PostgresEngine.
            work.Context.Database.SetCommandTimeout(TimeSpan.Zero);

            if (AreOutsideTransaction(steps))
                await RunStepsAsync();
            else
                await engine.RunMigrationAsync(work.Context, steps, RunStepsAsync);

            async Task RunStepsAsync()
            {
                foreach (var step in steps)
                    await RunStepAsync(work.Context, current = step);

                current = null;
                await work.Context.Database.ExecuteSqlRawAsync(historyScript, cancellation);
            }
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or TimeoutException))
        {
            throw Failed(id, done, current, failure);
        }
    }

    async Task RunStepAsync(RecordContext context, MigrationOperation step)
    {
        if (step is DataOperation code)
        {
            await code.Run();
            return;
        }

        var connection = context.GetService<IRelationalConnection>();

        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate([step]))
            await command.ExecuteNonQueryAsync(connection, cancellationToken: cancellation);
    }

    // What cannot be part of a transaction must be repeatable, since a killed process leaves no trace of how far it came.
    static bool AreOutsideTransaction(IReadOnlyList<MigrationOperation> steps)
    {
        var outside = steps.Where(IsOutsideTransaction).ToList();

        if (outside.Count == 0 || outside.Count == steps.Count)
            return outside.Count > 0;

        throw new InvalidOperationException(
            $"""
            Its step {StepName.Of(outside[0])} runs outside of any transaction, and its other steps within one.

            Give that step a migration of its own, so that one that stops half-way can be run again.
            """);
    }

    static bool IsOutsideTransaction(MigrationOperation step) =>
        step is SqlOperation { SuppressTransaction: true }
        || (step is CreateIndexOperation && step[MigrationSteps.ConcurrentlyAnnotation] is true);

    static MigrationException Failed(string id, string done, MigrationOperation? step, Exception failure) => new(
        $"""
        {id} was not {done}{(step is null ? "" : $": {StepName.Of(step)} failed")}, and the database is as it was before it.

        {failure.Message}
        """, failure)
    { Migration = id };

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Migration} to {Database} in {Milliseconds:0} ms")]
    partial void LogApplied(string migration, string database, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rolled {Migration} of {Database} back in {Milliseconds:0} ms")]
    partial void LogReverted(string migration, string database, double milliseconds);
}
