using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

public static partial class RecordQueries
{
    /// <summary>
    /// How the database goes about the query: which tables it reads whole and which indexes it uses. What the query
    /// itself is, <c>ToQueryString()</c> says.
    /// </summary>
    public static async Task<string> ExplainAsync<T>(this IQueryable<T> query, Explain options = Explain.None)
    {
        var context = Database.Current;
        await using var command = query.CreateDbCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        await context.Database.OpenConnectionAsync(context.Cancellation);

        try
        {
            return await context.Engine.ExplainAsync(command, options, context.Cancellation);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }
}
