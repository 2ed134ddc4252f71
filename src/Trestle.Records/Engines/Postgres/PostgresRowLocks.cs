using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Trestle;

/// <summary>Locks the rows of queries that ask for it.</summary>
// https://www.postgresql.org/docs/15/sql-select.html#SQL-FOR-UPDATE-SHARE
sealed class PostgresRowLocks : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (RowLock.Of(command.CommandText) is { } locked)
#pragma warning disable CA2100 // EF's own statement and a constant.
            command.CommandText += Clause(locked);
#pragma warning restore CA2100

        return new(result);
    }

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) =>
        eventData.Exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } failure
            ? throw new RecordLockedException(failure)
            : Task.CompletedTask;

    static string Clause(Locked locked) => locked switch
    {
        Locked.Wait => "\nFOR UPDATE",
        Locked.Skip => "\nFOR UPDATE SKIP LOCKED",
        Locked.Fail => "\nFOR UPDATE NOWAIT",
        _ => throw new ArgumentOutOfRangeException(nameof(locked)),
    };
}
