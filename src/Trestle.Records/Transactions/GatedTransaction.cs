using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;
using TransactionLogger = Microsoft.EntityFrameworkCore.Diagnostics.IDiagnosticsLogger<
    Microsoft.EntityFrameworkCore.DbLoggerCategory.Database.Transaction>;

namespace Trestle;

/// <summary>
/// A transaction that keeps its turn at the write gate to its end, and publishes facts once it has committed.
/// </summary>
sealed class GatedTransaction(
    IRelationalConnection connection,
    DbTransaction transaction,
    Guid id,
    TransactionLogger logger,
    bool owned,
    ISqlGenerationHelper sql) : RelationalTransaction(connection, transaction, id, logger, owned, sql)
{
    readonly RecordContext context = (RecordContext)connection.Context;

    public override void Commit() => throw new InvalidOperationException(
        """
        Commit() would keep a thread waiting for the database.

        Await the asynchronous form:

            await transaction.CommitAsync();
        """);

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (context.Refused is { } refusal && await context.Engine.IsUndoneAsync(this.GetDbTransaction()))
            throw new FailedTransactionException(refusal);

        await base.CommitAsync(cancellationToken);
        await context.Aftermath.CommittedAsync();
    }

    public override void Rollback()
    {
        base.Rollback();
        context.Aftermath.RolledBack();
    }

    public override async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await base.RollbackAsync(cancellationToken);
        context.Aftermath.RolledBack();
    }

    // After a commit there is nothing left to roll back, so that disposing is always safe.
    public override void Dispose()
    {
        base.Dispose();
        context.Aftermath.RolledBack();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        context.Aftermath.RolledBack();
    }

    protected override void ClearTransaction()
    {
        try
        {
            base.ClearTransaction();
        }
        finally
        {
            Ended();
        }
    }

    protected override async Task ClearTransactionAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await base.ClearTransactionAsync(cancellationToken);
        }
        finally
        {
            Ended();
        }
    }

    void Ended()
    {
        context.Refused = null;
        context.LeaveGate();
    }

    internal sealed class Factory(RelationalTransactionFactoryDependencies dependencies) : IRelationalTransactionFactory
    {
        public RelationalTransaction Create(
            IRelationalConnection connection,
            DbTransaction transaction,
            Guid transactionId,
            TransactionLogger logger,
            bool transactionOwned) => new GatedTransaction(
                connection, transaction, transactionId, logger, transactionOwned, dependencies.SqlGenerationHelper);
    }
}
