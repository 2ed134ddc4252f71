using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>
/// Sends through the write gate what does not come from a record: transactions begun and statements run on
/// <see cref="Database.Current"/>. Statements run synchronously are left to SQLite's own busy timeout.
/// </summary>
sealed class WriteGateInterceptor : DbCommandInterceptor, IDbTransactionInterceptor
{
    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        throw new InvalidOperationException(
            """
            BeginTransaction() would keep a thread waiting for its turn to write.

            Await the asynchronous form, or group writes with Database.TransactionAsync:

                await Database.TransactionAsync(async () => ...);
            """);

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        var context = (RecordContext)eventData.Context!;

        if (context.IsInGate)
            return result;

        await context.EnterGateAsync(cancellationToken);

        try
        {
            // Begun here and not by EF, which tells nobody when BEGIN fails: the turn must be given back.
            return InterceptionResult<DbTransaction>.SuppressWithResult(
                await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
        }
        catch
        {
            context.LeaveGate();
            throw;
        }
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        var context = (RecordContext)eventData.Context!;

        if (command.Transaction is null && !context.IsInGate)
            await context.EnterGateAsync(cancellationToken);

        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        LeaveAfter(command, eventData);

        return new(result);
    }

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        LeaveAfter(command, eventData);

        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(
        DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        LeaveAfter(command, eventData);

        return Task.CompletedTask;
    }

    // Inside a transaction the turn ends with the transaction.
    static void LeaveAfter(DbCommand command, DbContextEventData eventData)
    {
        if (command.Transaction is null)
            ((RecordContext)eventData.Context!).LeaveGate();
    }
}
