using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Trestle;

// One statement for many rows. EF's own ExecuteUpdate waits at the write gate too; these add the unit of work's token.
public static partial class RecordQueries
{
    /// <summary>
    /// Changes all rows in one statement, without rules, callbacks, <see cref="Record.UpdatedAt"/> or a
    /// <c>LockVersion</c>; gives their number.
    /// </summary>
    /// <exception cref="DbUpdateException">The database refuses a row; none is changed.</exception>
    public static Task<int> UpdateAllAsync<T>(
        this IQueryable<T> records, Action<UpdateSettersBuilder<T>> change) where T : Record =>
        ToldAsync<T>(records.ExecuteUpdateAsync(change, Cancellation), "changed");

    /// <summary>Sets <see cref="Record.UpdatedAt"/> of all rows in one statement; gives their number.</summary>
    public static Task<int> TouchAllAsync<T>(this IQueryable<T> records) where T : Record
    {
        var now = Database.Current.Now;

        return records.UpdateAllAsync(set => set.SetProperty(r => r.UpdatedAt, now));
    }

    /// <summary>Deletes all rows in one statement, without callbacks; gives their number.</summary>
    /// <exception cref="DbUpdateException">The database refuses a row, which others refer to; none is deleted.</exception>
    public static Task<int> DeleteAllAsync<T>(this IQueryable<T> records) where T : Record =>
        ToldAsync<T>(records.ExecuteDeleteAsync(Cancellation), "deleted");

    /// <summary>
    /// Destroys record after record with its callbacks, each in its own transaction; gives their number. Inside
    /// <see cref="Database.TransactionAsync(Func{Task})"/> it is all or none.
    /// </summary>
    public static async Task<int> DestroyAllAsync<T>(this IQueryable<T> records) where T : Record
    {
        var count = 0;

        await foreach (var record in records.FindEachAsync())
        {
            if (await record.DestroyAsync())
                count++;
        }

        return count;
    }

    static async Task<int> ToldAsync<T>(Task<int> statement, string done)
    {
        try
        {
            return await statement;
        }
        catch (DbException failure)
        {
            throw Database.Current.Told(failure)
                ?? new DbUpdateException($"No {typeof(T).Name} was {done}: {failure.Message}", failure);
        }
    }
}
