using System.Data;

namespace Trestle.Records.Tests;

/// <summary>Locks on rows, where several may write at once.</summary>
public class RowLockTests : TestDatabase
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Skips_rows_that_another_transaction_has_locked()
    {
        var (first, second) = (await Saved("first"), await Saved("second"));

        await WhileLocked(first, async () => await Database.TransactionAsync(async () =>
            Assert.Equal([second.Id], await Account.All.ForUpdate(Locked.Skip).Select(a => a.Id).ToListAsync())));
    }

    [Fact]
    public async Task Fails_at_once_on_a_locked_row_when_asked_to()
    {
        var account = await Saved("first");

        await WhileLocked(account, async () =>
        {
            var failure = await Assert.ThrowsAsync<RecordLockedException>(() => Database.TransactionAsync(() => account.LockAsync(Locked.Fail)));

            Assert.Equal(
                """
                Another transaction has locked a row that was asked for with Locked.Fail.

                Try again later, wait for it with Locked.Wait, or go on without it with Locked.Skip.
                """,
                failure.Message);
        });

        Assert.Equal(1, await Account.CountAsync());
    }

    [Fact]
    public async Task Fails_on_a_locked_row_behind_others()
    {
        await Saved("first");
        var locked = await Saved("second");

        await WhileLocked(locked, async () => await Assert.ThrowsAsync<RecordLockedException>(() =>
            Database.TransactionAsync(() => Account.All.OrderBy(a => a.Id).ForUpdate(Locked.Fail).ToListAsync())));
    }

    [Fact]
    public async Task Refuses_to_lock_what_are_no_rows()
    {
        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => Database.TransactionAsync(() => Account.All.ForUpdate().CountAsync()));

        Assert.Equal(
            """
            ForUpdate() locks the rows a query finds, and this one counts, groups or otherwise makes other rows of them.

            Lock the rows first, then ask:

                var locked = await query.ForUpdate().ToListAsync();
            """,
            failure.Message);
    }

    [Fact]
    public async Task Refuses_to_lock_after_the_transaction()
    {
        var query = await Database.TransactionAsync(() => Task.FromResult(Account.All.ForUpdate()));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => query.ToListAsync());

        Assert.StartsWith("ForUpdate() locks until the transaction ends, and none is running.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_transaction_that_a_deadlock_was_ended_by()
    {
        var (first, second) = (await Saved("first"), await Saved("second"));
        using var bothHoldOne = new Barrier(2);

        var one = LockBoth(first, second, bothHoldOne);
        var other = LockBoth(second, first, bothHoldOne);
        await Task.WhenAll(one.ContinueWith(_ => { }), other.ContinueWith(_ => { })).WaitAsync(patience);

        var failure = Assert.IsType<TransactionConflictException>(Assert.Single(new[] { one, other }, t => t.IsFaulted).Exception!.InnerException);
        Assert.Equal(
            """
            The transaction stood in the way of another one, and the database chose this one to give way. Nothing of it was written.

            Run it again; if it happens often, let all transactions lock records in the same order.
            """,
            failure.Message);
        Assert.Equal(2, await Account.All.SumAsync(a => a.Balance));
    }

    [Fact]
    public async Task Tells_the_transaction_that_could_not_be_serializable()
    {
        var account = await Saved("first");

        await Assert.ThrowsAsync<TransactionConflictException>(() => Database.TransactionAsync(IsolationLevel.RepeatableRead, async () =>
        {
            var read = await Account.FindAsync(account.Id);
            Site.Run("UPDATE accounts SET balance = 5");
            read.Balance = 3;
            await read.SaveAsync();
        }));

        Assert.Equal(5, (await Account.FindAsync(account.Id)).Balance);
    }

    Task LockBoth(Account first, Account second, Barrier bothHoldOne) => Task.Factory.StartNew(async () =>
    {
        await using var work = Database.BeginUnitOfWork();
        await Database.TransactionAsync(async () =>
        {
            foreach (var id in new[] { first.Id, second.Id })
            {
                var account = await Account.FindAsync(id);
                await account.LockAsync();
                await account.UpdateAsync(new { Balance = account.Balance + 1 });

                if (id == first.Id)
                    Assert.True(bothHoldOne.SignalAndWait(patience));
            }
        });
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    async Task WhileLocked(Account account, Func<Task> work)
    {
        var locked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var holding = Task.Run(async () =>
        {
            await using var other = Database.BeginUnitOfWork();
            await Database.TransactionAsync(async () =>
            {
                await (await Account.FindAsync(account.Id)).LockAsync();
                locked.SetResult();
                await release.Task;
            });
        });

        await locked.Task.WaitAsync(patience);
        await work();
        release.SetResult();
        await holding.WaitAsync(patience);
    }

    static async Task<Account> Saved(string owner)
    {
        var account = new Account { Owner = owner };
        Assert.True(await account.SaveAsync());

        return account;
    }
}
