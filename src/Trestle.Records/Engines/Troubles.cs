using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>
/// Hears of each refusal of the database, by whichever way it comes: says in one way what EF and the drivers say in many,
/// and remembers that a transaction has met one.
/// </summary>
sealed class Troubles(DatabaseEngine engine) : DbCommandInterceptor, IDbConnectionInterceptor
{
    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default) =>
        engine.Trouble(eventData.Exception) is { } told ? throw told : Task.CompletedTask;

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) =>
        Tell(command, eventData.Context, eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData.Context, eventData.Exception);

        return Task.CompletedTask;
    }

    // A server sends rows as it finds them, and may come to one that it refuses: nobody but the reader hears of that.
    // EF's saves read with the driver's own reader alone; their answers come whole.
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) =>
        command.Transaction is null || !engine.UndoesRefusedTransactions || eventData.CommandSource == CommandSource.SaveChanges
            ? result
            : new WatchedReader(result, failure => Tell(command, eventData.Context, failure));

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuted(command, eventData, result));

    void Tell(DbCommand command, DbContext? context, Exception failure)
    {
        if (command.Transaction is not null && !engine.IsEcho(failure))
            ((RecordContext)context!).Refused = failure;

        if (engine.Told(failure, command) is { } told)
            throw told;
    }

    sealed class WatchedReader(DbDataReader inner, Action<Exception> failed) : ForwardingReader(inner)
    {
        public override bool Read()
        {
            try
            {
                return base.Read();
            }
            catch (DbException failure)
            {
                failed(failure);
                throw;
            }
        }

        public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await base.ReadAsync(cancellationToken);
            }
            catch (DbException failure)
            {
                failed(failure);
                throw;
            }
        }
    }
}
