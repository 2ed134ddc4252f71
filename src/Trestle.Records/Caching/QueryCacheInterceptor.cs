using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>
/// Answers a query of a unit of work that keeps answers from what it has had. Only LINQ's queries outside of transactions
/// are kept; whatever else the unit of work does may write, and is followed by an empty cache.
/// </summary>
sealed class QueryCacheInterceptor : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        CacheFor(command, eventData) is { } cache && cache.TryAnswer(new(command), out var rows)
            ? InterceptionResult<DbDataReader>.SuppressWithResult(new KeptReader(rows))
            : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuting(command, eventData, result));

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (result is KeptReader || CacheFor(command, eventData) is not { } cache)
            return result;

        var question = new QueryCache.Question(command);

        return new KeepingReader(result, rows => cache.Keep(question, rows));
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuted(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        CacheFor(command, eventData);

        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuting(command, eventData, result));

    /// <summary>Null for none, and for a statement that is not to be kept, which empties the cache.</summary>
    static QueryCache? CacheFor(DbCommand command, CommandEventData eventData)
    {
        if (((RecordContext)eventData.Context!).Unit?.Cache is not { } cache)
            return null;

        if (eventData.CommandSource == CommandSource.LinqQuery && command.Transaction is null)
            return cache;

        cache.Clear();

        return null;
    }
}
