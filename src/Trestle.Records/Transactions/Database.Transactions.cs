using System.Data;

namespace Trestle;

// Transactions, as records and authors begin them.
public sealed partial class Database
{
    /// <summary>
    /// Makes all writes within one: they are committed together when the work ends, and none of them if it throws.
    /// Inside another transaction it becomes part of that one. On SQLite other writers wait meanwhile.
    /// </summary>
    /// <remarks>A <see cref="RollbackException"/> rolls back and is not passed on.</remarks>
    /// <exception cref="TransactionConflictException">The database chose it to give way to another transaction.</exception>
    public static Task TransactionAsync(Func<Task> work) => TransactionAsync(IsolationLevel.Unspecified, work);

    /// <summary>
    /// The same at an isolation level, as in <c>TransactionAsync(IsolationLevel.Serializable, ...)</c>. SQLite runs one
    /// writer at a time, which is serializable already.
    /// </summary>
    /// <exception cref="InvalidOperationException">A transaction is running: its level cannot be changed.</exception>
    public static async Task TransactionAsync(IsolationLevel isolation, Func<Task> work)
    {
        var context = Current;
        using var flow = context.Writes.Enter();

        if (context.Database.CurrentTransaction is null)
            await OutermostAsync(context, isolation, work);
        else if (isolation == IsolationLevel.Unspecified)
            await work();
        else
            throw IsolationTooLate(isolation);
    }

    /// <summary>The same, with the work's result.</summary>
    /// <exception cref="RollbackException">The work asked for a rollback, and so has no result.</exception>
    public static async Task<TResult> TransactionAsync<TResult>(Func<Task<TResult>> work)
    {
        TResult? result = default;
        var isDone = false;

        await TransactionAsync(async () =>
        {
            result = await work();
            isDone = true;
        });

        return isDone ? result! : throw new RollbackException();
    }

    /// <summary>
    /// A transaction within the running one, by a savepoint: if the work throws, only its own writes are undone. The
    /// exception is passed on, unless it is a <see cref="RollbackException"/>. Without a running one it is a transaction.
    /// </summary>
    public static async Task NestedTransactionAsync(Func<Task> work)
    {
        var context = Current;
        using var flow = context.Writes.Enter();

        if (context.Database.CurrentTransaction is not { } running)
        {
            await OutermostAsync(context, IsolationLevel.Unspecified, work);
            return;
        }

        var savepoint = $"trestle_{++context.Savepoints}";
        var mark = context.Aftermath.Mark;
        await running.CreateSavepointAsync(savepoint, context.Cancellation);

        try
        {
            await work();
            await running.ReleaseSavepointAsync(savepoint, CancellationToken.None);
        }
        catch (Exception failure)
        {
            await running.RollbackToSavepointAsync(savepoint, CancellationToken.None);
            context.Aftermath.RolledBack(mark);

            if (failure is not RollbackException)
                throw;
        }
    }

    /// <summary>
    /// Does this once the outermost transaction has committed, and never if it is rolled back; at once where none runs.
    /// What throws in it is logged: the transaction stands.
    /// </summary>
    public static Task AfterCommitAsync(Func<Task> action)
    {
        if (Current.Database.CurrentTransaction is null)
            return action();

        Current.Aftermath.WhenCommitted(action);

        return Task.CompletedTask;
    }

    static async Task OutermostAsync(RecordContext context, IsolationLevel isolation, Func<Task> work)
    {
        await using var transaction = await context.BeginWriteAsync(isolation);

        try
        {
            await work();
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (RollbackException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        catch (Exception failure) when (context.Told(failure) is { } told)
        {
            throw told;
        }
    }

    static InvalidOperationException IsolationTooLate(IsolationLevel isolation) => new(
        $"""
        A transaction is running, so that its isolation level cannot become {isolation} any more.

        Begin the outermost one with it:

            await Database.TransactionAsync(IsolationLevel.{isolation}, async () => ...);
        """);
}
