using System.Data;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle.Records.Tests;

public class NestedTransactionTests : TestDatabase
{
    [Fact]
    public async Task Undoes_only_its_own_writes()
    {
        var inner = new Article { Title = "Inner", Body = "They carry rails over valleys." };

        await Database.TransactionAsync(async () =>
        {
            await SavedArticle("Outer");

            await Assert.ThrowsAsync<InvalidOperationException>(() => Database.NestedTransactionAsync(async () =>
            {
                await inner.SaveAsync();
                throw new InvalidOperationException("stop");
            }));

            Assert.True(inner.IsNew);
            await SavedArticle("After");
        });

        Assert.Equal(["After", "Outer"], await Article.All.Select(a => a.Title).Order().ToListAsync());
        Assert.Equal(2, Facts.Count);
        Assert.True(await inner.SaveAsync());
    }

    [Fact]
    public async Task Goes_with_the_outer_one()
    {
        var inner = new Article { Title = "Inner", Body = "They carry rails over valleys." };

        await Database.TransactionAsync(async () =>
        {
            await Database.NestedTransactionAsync(inner.SaveAsync);
            throw new RollbackException();
        });

        Assert.Equal((true, 0), (inner.IsNew, await Article.CountAsync()));
        Assert.Empty(Facts);
    }

    [Fact]
    public async Task Is_a_transaction_where_none_runs()
    {
        await Database.NestedTransactionAsync(async () =>
        {
            await SavedArticle();
            throw new RollbackException();
        });

        Assert.Equal(0, await Article.CountAsync());
    }

    [Fact]
    public async Task Is_left_quietly_by_asking_for_a_rollback()
    {
        await Database.TransactionAsync(async () =>
        {
            await SavedArticle("Outer");
            await Database.NestedTransactionAsync(async () =>
            {
                await SavedArticle("Inner");
                await Database.NestedTransactionAsync(() => SavedArticle("Innermost"));
                throw new RollbackException();
            });
        });

        Assert.Equal(["Outer"], await Article.All.Select(a => a.Title).ToListAsync());
    }

    [Fact]
    public async Task A_transaction_gives_its_result()
    {
        var article = await Database.TransactionAsync(() => SavedArticle());

        Assert.Equal(article.Id, await Article.All.Select(a => a.Id).SingleAsync());
    }

    [Fact]
    public async Task A_transaction_that_is_to_be_rolled_back_has_no_result()
    {
        await Assert.ThrowsAsync<RollbackException>(() => Database.TransactionAsync<Article>(async () =>
        {
            await SavedArticle();
            throw new RollbackException();
        }));

        Assert.Equal(0, await Article.CountAsync());
    }

    [Fact]
    public async Task What_waits_for_the_commit_runs_after_the_outermost()
    {
        List<string> done = [];

        await Database.TransactionAsync(async () =>
        {
            await Database.AfterCommitAsync(() => Note("first"));
            await Database.NestedTransactionAsync(async () =>
            {
                await Database.AfterCommitAsync(() => Note("undone"));
                throw new RollbackException();
            });
            await Database.NestedTransactionAsync(() => Database.AfterCommitAsync(() => Note("second")));
            done.Add("work");
        });
        await Database.AfterCommitAsync(() => Note("at once"));

        Assert.Equal(["work", "first", "second", "at once"], done);

        Task Note(string what)
        {
            done.Add(what);

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Runs_at_the_isolation_level_that_is_asked_for()
    {
        var level = IsolationLevel.Unspecified;

        await Database.TransactionAsync(IsolationLevel.Serializable, async () =>
        {
            level = Database.Current.Database.CurrentTransaction!.GetDbTransaction().IsolationLevel;
            await SavedArticle();
        });

        Assert.Equal((IsolationLevel.Serializable, 1), (level, await Article.CountAsync()));
    }

    [Fact]
    public async Task Refuses_another_isolation_level_once_it_runs()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(() =>
            Database.TransactionAsync(IsolationLevel.Serializable, () => Task.CompletedTask)));

        Assert.Equal(
            """
            A transaction is running, so that its isolation level cannot become Serializable any more.

            Begin the outermost one with it:

                await Database.TransactionAsync(IsolationLevel.Serializable, async () => ...);
            """,
            failure.Message);
    }
}
