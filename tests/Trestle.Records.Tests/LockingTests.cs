namespace Trestle.Records.Tests;

public class LockingTests : TestDatabase
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_version_grows_with_each_change_and_only_then()
    {
        var account = await SavedAccount();
        await account.UpdateAsync(new { Balance = 1 });
        await account.SaveAsync();

        Assert.Equal((1, 1), (account.LockVersion, (await Account.FindAsync(account.Id)).LockVersion));
    }

    [Fact]
    public async Task Who_saves_what_somebody_else_changed_is_told()
    {
        var mine = await SavedAccount();
        var theirs = await Account.FindAsync(mine.Id);
        await theirs.UpdateAsync(new { Balance = 5 });
        mine.Balance = 3;

        var failure = await Assert.ThrowsAsync<StaleRecordException>(mine.SaveAsync);

        Assert.Equal(
            $"""
            Account {mine.Id} was written by somebody else after it was loaded here, so it was not written again.

            Load it anew and repeat the change, or show both:

                await record.ReloadAsync();
            """,
            failure.Message);
        Assert.Same(mine, failure.Record);
        Assert.Equal((3, 0), (mine.Balance, mine.LockVersion));
        await mine.ReloadAsync();
        Assert.True(await mine.UpdateAsync(new { Balance = 8 }));
        Assert.Equal((8, 2), (mine.Balance, mine.LockVersion));
    }

    [Fact]
    public async Task Who_destroys_what_somebody_else_changed_is_told()
    {
        var mine = await SavedAccount();
        await (await Account.FindAsync(mine.Id)).UpdateAsync(new { Balance = 5 });

        await Assert.ThrowsAsync<StaleRecordException>(mine.DestroyAsync);

        Assert.False(mine.IsDestroyed);
        Assert.Equal(1, await Account.CountAsync());
    }

    [Fact]
    public async Task A_version_that_came_back_with_a_form_counts()
    {
        var account = await SavedAccount();
        await account.UpdateAsync(new { Balance = 5 });
        var loaded = await Account.FindAsync(account.Id);

        await Assert.ThrowsAsync<StaleRecordException>(() => loaded.UpdateAsync(new { Balance = 3, LockVersion = 0 }));
        Assert.True(await loaded.UpdateAsync(new { Balance = 3, LockVersion = 1 }));
    }

    [Fact]
    public async Task Tells_a_deleted_record_from_a_stale_one()
    {
        var mine = await SavedAccount();
        await (await Account.FindAsync(mine.Id)).DestroyAsync();

        await Assert.ThrowsAsync<RecordNotFoundException>(() => mine.UpdateAsync(new { Balance = 3 }));
    }

    [Fact]
    public async Task Nothing_is_lost_among_many_who_lock_first()
    {
        var article = await SavedArticle();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();

            for (var i = 0; i < 10; i++)
            {
                var read = await Article.FindAsync(article.Id);
                await read.WithLockAsync(async () =>
                {
                    read.Star();
                    await Task.Yield();
                    await read.SaveAsync();
                });
            }
        }))).WaitAsync(patience);

        Assert.Equal(80, (await Article.FindAsync(article.Id)).Stars);
    }

    [Fact]
    public async Task Locks_what_a_query_finds()
    {
        await SavedAccount();

        await Database.TransactionAsync(async () =>
        {
            foreach (var account in await Account.All.OrderBy(a => a.Id).ForUpdate().ToListAsync())
                await account.UpdateAsync(new { Balance = 1 });
        });

        Assert.Equal(1, await Account.All.SumAsync(a => a.Balance));
    }

    [Fact]
    public async Task Refuses_to_lock_without_a_transaction()
    {
        var account = await SavedAccount();

        var query = Assert.Throws<InvalidOperationException>(() => Account.All.ForUpdate());
        var record = await Assert.ThrowsAsync<InvalidOperationException>(() => account.LockAsync());

        Assert.Equal(
            """
            ForUpdate() locks until the transaction ends, and none is running.

            Put both what is read and what is written into one:

                await Database.TransactionAsync(async () => ...);
            """,
            query.Message);
        Assert.StartsWith("LockAsync() locks until the transaction ends, and none is running.", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_lock_over_unsaved_changes()
    {
        var account = await SavedAccount();
        account.Balance = 7;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => account.WithLockAsync(() => Task.CompletedTask));

        Assert.Equal(
            $"""
            Account {account.Id} has unsaved changes, of Balance for one, which locking would lose: it loads the row anew.

            Lock first, then change:

                await record.WithLockAsync(async () => ...);
            """,
            failure.Message);
        Assert.Equal(7, account.Balance);
    }

    static async Task<Account> SavedAccount()
    {
        var account = new Account { Owner = "Ann" };
        Assert.True(await account.SaveAsync());

        return account;
    }
}
