using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Locks on rows, which hold until the transaction ends.
public static partial class RecordQueries
{
    /// <summary>
    /// Locks the rows it finds until the transaction ends: nobody else changes them meanwhile, and what was read holds.
    /// On SQLite the transaction is the only writer anyway, and no row is ever found locked.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction is running.</exception>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> records, Locked locked = Locked.Wait) where T : Record
    {
        var context = Database.Current;
        context.RequireTransaction("ForUpdate()");

        // Where one writes at a time, there is nobody to lock a row against.
        return context.Engine.Gate is null ? RowLock.ForUpdate(records, locked) : records;
    }
}

public abstract partial class Record
{
    /// <summary>
    /// Locks the row until the transaction ends and takes over how it is now, so that a change may rest on it.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction is running, or the record has unsaved changes.</exception>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public async Task LockAsync(Locked locked = Locked.Wait)
    {
        RefuseNew();
        Database.Current.RequireTransaction("LockAsync()");
        RefuseUnsaved();

        TakeOver(await LoadLockedAsync(locked));
    }

    /// <summary>Does the work in a transaction that holds the row's lock, as in Rails' <c>with_lock</c>.</summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task WithLockAsync(Func<Task> work) => Database.TransactionAsync(async () =>
    {
        await LockAsync();
        await work();
    });

    internal abstract Task<Record?> LoadLockedAsync(Locked locked);

    void RefuseUnsaved()
    {
        if (Changes is [var change, ..])
            throw new InvalidOperationException(
                $"""
                {this} has unsaved changes, of {change.Property} for one, which locking would lose: it loads the row anew.

                Lock first, then change:

                    await record.WithLockAsync(async () => ...);
                """);
    }
}

public abstract partial class Record<T>
{
    internal sealed override async Task<Record?> LoadLockedAsync(Locked locked) =>
        await Unscoped().Where(r => r.Id == Id).ForUpdate(locked).FirstOrDefaultAsync(Database.Current.Cancellation);
}
