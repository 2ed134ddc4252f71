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
        {
            ((RecordContext)eventData.Context!).RequireTransaction("ForUpdate()");
#pragma warning disable CA2100 // EF's own statement and a constant.
            command.CommandText += Clause(locked);
#pragma warning restore CA2100
        }

        return new(result);
    }

    /// <summary>What to tell of a statement that failed because of the lock it asked for; null if it did not.</summary>
    public static Exception? Told(Exception failure, string sql) =>
        failure is PostgresException refusal && RowLock.Of(sql) is not null
            ? refusal.SqlState switch
            {
                PostgresErrorCodes.LockNotAvailable => new RecordLockedException(refusal),
                PostgresErrorCodes.FeatureNotSupported => new NotSupportedException(
                    """
                    ForUpdate() locks the rows a query finds, and this one counts, groups or otherwise makes other rows of them.

                    Lock the rows first, then ask:

                        var locked = await query.ForUpdate().ToListAsync();
                    """,
                    refusal),
                _ => null,
            }
            : null;

    static string Clause(Locked locked) => locked switch
    {
        Locked.Wait => "\nFOR UPDATE",
        Locked.Skip => "\nFOR UPDATE SKIP LOCKED",
        Locked.Fail => "\nFOR UPDATE NOWAIT",
        _ => throw new ArgumentOutOfRangeException(nameof(locked)),
    };
}
