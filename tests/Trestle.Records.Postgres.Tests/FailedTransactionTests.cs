namespace Trestle.Records.Tests;

/// <summary>PostgreSQL undoes a transaction in which a statement was refused, and says so only when asked.</summary>
public class FailedTransactionTests : TestDatabase
{
    const string NotCommitted =
        """
        The transaction was not committed, and nothing of it was written: a statement in it was refused, and the refusal was caught.

        Let the refusal leave the transaction, or put what may be refused into one of its own:

            await Database.NestedTransactionAsync(async () => ...);
        """;

    [Fact]
    public async Task Is_told_though_the_refusal_was_caught()
    {
        await TwoTags();
        var written = new Tag { Name = "written" };
        var isTold = false;
        DbUpdateException? refusal = null;

        var failure = await Assert.ThrowsAsync<FailedTransactionException>(() => Database.TransactionAsync(async () =>
        {
            await written.SaveAsync();
            await Database.AfterCommitAsync(() => Task.FromResult(isTold = true));
            refusal = await Assert.ThrowsAsync<DbUpdateException>(NameAllAlike);
        }));

        Assert.Equal(NotCommitted, failure.Message);
        Assert.Same(refusal!.InnerException, failure.InnerException);
        Assert.Equal((true, false, 2), (written.IsNew, isTold, await Tag.CountAsync()));
        Assert.True(await written.SaveAsync());
    }

    [Fact]
    public async Task Is_told_by_a_later_statement_too()
    {
        await TwoTags();

        var failure = await Assert.ThrowsAsync<FailedTransactionException>(() => Database.TransactionAsync(async () =>
        {
            await Assert.ThrowsAsync<DbUpdateException>(NameAllAlike);
            await SavedTag("later");
        }));

        Assert.Equal(NotCommitted, failure.Message);
        Assert.Equal("23505", Assert.IsType<Npgsql.PostgresException>(failure.InnerException).SqlState);
    }

    [Fact]
    public async Task Is_told_to_who_began_it_with_EF()
    {
        await TwoTags();
        await using var transaction = await Database.Current.Database.BeginTransactionAsync();
        await SavedTag("written");
        await Assert.ThrowsAsync<DbUpdateException>(NameAllAlike);

        await Assert.ThrowsAsync<FailedTransactionException>(() => transaction.CommitAsync());
        await transaction.RollbackAsync();

        Assert.Equal(2, await Tag.CountAsync());
    }

    [Fact]
    public async Task Is_told_of_a_row_that_was_refused_while_reading()
    {
        await SavedTag("fine", uses: 5);
        await SavedTag("zero");

        var failure = await Assert.ThrowsAsync<FailedTransactionException>(() => Database.TransactionAsync(async () =>
        {
            await SavedTag("written", uses: 1);
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Tag.All.OrderBy(t => t.Id).Select(t => 10 / t.Uses).ToListAsync());
        }));

        Assert.Equal("22012", Assert.IsType<Npgsql.PostgresException>(failure.InnerException).SqlState);
        Assert.Equal(2, await Tag.CountAsync());
    }

    [Fact]
    public async Task Is_no_failure_when_what_was_refused_had_a_transaction_of_its_own()
    {
        await TwoTags();

        await Database.TransactionAsync(async () =>
        {
            await SavedTag("written");
            await Assert.ThrowsAsync<DbUpdateException>(() => Database.NestedTransactionAsync(NameAllAlike));
            Assert.False(await new Tag { Name = "one" }.SaveAsync());
        });

        Assert.Equal(3, await Tag.CountAsync());
    }

    [Fact]
    public async Task Is_no_failure_when_the_author_went_back_by_SQL()
    {
        await TwoTags();

        await Database.TransactionAsync(async () =>
        {
            await SavedTag("written");
            await Database.Current.Database.ExecuteSqlAsync($"SAVEPOINT here");
            await Assert.ThrowsAsync<DbUpdateException>(NameAllAlike);
            await Database.Current.Database.ExecuteSqlAsync($"ROLLBACK TO SAVEPOINT here");
        });

        Assert.Equal(3, await Tag.CountAsync());
    }

    static async Task TwoTags()
    {
        await SavedTag("one");
        await SavedTag("two");
    }

    static Task NameAllAlike() => Tag.All.UpdateAllAsync(set => set.SetProperty(t => t.Name, "same"));
}
