namespace Trestle.Records.Tests;

public class TransactionTests : TestDatabase
{
    [Fact]
    public async Task Publishes_facts_after_the_commit()
    {
        List<(object Fact, bool IsBeingWritten, int Stored)> published = [];
        Database.Committed = fact => published.Add((fact, Site.IsBeingWritten, StoredArticles()));

        var article = await SavedArticle();
        article.Star();
        await article.SaveAsync();

        Assert.Equal(
            [(new ArticleWritten(article.Id), false, 1), (new ArticleStarred(article.Id, 1), false, 1)],
            published);
    }

    [Fact]
    public async Task Keeps_facts_until_the_outer_transaction_commits()
    {
        await Database.TransactionAsync(async () =>
        {
            await SavedArticle("one");
            await Database.TransactionAsync(() => SavedArticle("two"));

            Assert.Empty(Facts);
        });

        Assert.Equal(2, Facts.Count);
        Assert.Equal(2, await Article.CountAsync());
    }

    [Fact]
    public async Task Publishes_nothing_for_an_invalid_record_until_it_is_saved()
    {
        var article = await SavedArticle();
        Facts.Clear();

        article.Title = "";
        article.Star();
        await article.SaveAsync();
        Assert.Empty(Facts);

        article.Title = "Viaducts";
        await article.SaveAsync();
        Assert.Equal([new ArticleStarred(article.Id, 1)], Facts);
    }

    [Fact]
    public async Task Undoes_everything_when_the_work_throws()
    {
        var stored = await SavedArticle("Stored");
        Facts.Clear();
        var written = new Article { Title = "Written", Body = "They carry rails over valleys." };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await written.SaveAsync();
            stored.Title = "Changed";
            await stored.SaveAsync();
            throw new InvalidOperationException("stop");
        }));

        Assert.Equal("stop", failure.Message);
        Assert.Empty(Facts);
        Assert.False(Site.IsBeingWritten);
        Assert.Equal(["Stored"], await Article.All.Select(a => a.Title).ToListAsync());
    }

    [Fact]
    public async Task Leaves_records_savable_after_a_rollback()
    {
        var stored = await SavedArticle("Stored");
        var gone = await SavedArticle("Gone");
        var written = new Article { Title = "Written", Body = "They carry rails over valleys." };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await written.SaveAsync();
            stored.Title = "Changed";
            await stored.SaveAsync();
            await gone.DestroyAsync();
            throw new InvalidOperationException("stop");
        }));
        Facts.Clear();

        Assert.Equal((true, 0, false), (written.IsNew, written.Id, gone.IsDestroyed));
        Assert.True(await written.SaveAsync());
        Assert.True(await stored.SaveAsync());

        Assert.Equal(["Changed", "Gone", "Written"], await Article.All.Select(a => a.Title).Order().ToListAsync());
        Assert.Equal([new ArticleWritten(written.Id)], Facts);
    }

    [Fact]
    public async Task Undoes_a_save_whose_callback_throws()
    {
        var article = await SavedArticle();
        var comment = new Comment { ArticleId = article.Id, Author = "Ann", Text = "crash" };

        await Assert.ThrowsAsync<InvalidOperationException>(comment.SaveAsync);

        Assert.False(Site.IsBeingWritten);
        Assert.True(comment.IsNew);
        Assert.Equal(0, await Comment.CountAsync());
    }

    [Fact]
    public async Task Goes_on_after_a_save_that_broke_a_constraint()
    {
        await Database.TransactionAsync(async () =>
        {
            await SavedArticle("before");
            Assert.False(await new Comment { ArticleId = 7, Author = "Ann", Text = "Fine" }.SaveAsync());
            await SavedArticle("after");
        });

        Assert.Equal(["after", "before"], await Article.All.Select(a => a.Title).Order().ToListAsync());
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_undo_what_is_committed()
    {
        Database.Committed = _ => throw new InvalidOperationException("deaf");

        var article = await SavedArticle();

        Assert.False(article.IsNew);
        Assert.Contains("Error: The fact ArticleWritten was committed, but publishing it failed", Log.Lines);
    }

    [Fact]
    public async Task An_authors_own_transaction_takes_its_turn_and_publishes_too()
    {
        await using (var transaction = await Database.Current.Database.BeginTransactionAsync())
        {
            await SavedArticle("kept");
            Assert.True(Site.IsBeingWritten);
            await transaction.CommitAsync();
        }

        await using (await Database.Current.Database.BeginTransactionAsync())
            await SavedArticle("dropped");

        Assert.False(Site.IsBeingWritten);
        Assert.Single(Facts);
        Assert.Equal(["kept"], await Article.All.Select(a => a.Title).ToListAsync());
    }

    [Fact]
    public async Task A_unit_of_work_that_ends_inside_a_transaction_rolls_back_and_frees_the_gate()
    {
        await using (Database.BeginUnitOfWork())
        {
            await Database.Current.Database.BeginTransactionAsync();
            await SavedArticle();
        }

        Assert.False(Site.IsBeingWritten);
        Assert.Equal(0, await Article.CountAsync());
        Assert.Empty(Facts);
    }

    [Fact]
    public async Task Records_saved_by_tracking_know_it()
    {
        var added = new Article { Title = "Added", Body = "They carry rails over valleys." };
        Database.Current.Add(added);
        added.Star();
        await Database.Current.SaveChangesAsync();

        Assert.Equal([new ArticleStarred(0, 1)], Facts);
        Assert.True(await added.UpdateAsync(new ArticleParams("Changed")));
        Database.Current.Remove(added);
        await Database.Current.SaveChangesAsync();

        Assert.True(added.IsDestroyed);
        Assert.Equal(0, await Article.CountAsync());
    }

    [Fact]
    public async Task Tracked_changes_are_saved_by_the_context_and_guarded_from_records()
    {
        await SavedArticle();
        var tracked = await Article.All.AsTracking().FirstAsync();
        tracked.Title = "Tracked";

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => SavedArticle("Other"));
        Assert.Equal(1, await Database.Current.SaveChangesAsync());

        Assert.Equal(
            """
            Database.Current tracks changes to Article that saving Article (new) would lose.

            Save them first:

                await Database.Current.SaveChangesAsync();
            """,
            failure.Message);
        Assert.Equal(["Tracked"], await Article.All.Select(a => a.Title).ToListAsync());
    }

    [Fact]
    public async Task Refuses_to_keep_a_thread_waiting()
    {
        var save = Assert.Throws<InvalidOperationException>(() => Database.Current.SaveChanges());
        var begin = Assert.Throws<InvalidOperationException>(() => Database.Current.Database.BeginTransaction());

        Assert.Equal(
            """
            SaveChanges() would keep a thread waiting for its turn to write.

            Await the asynchronous form:

                await Database.Current.SaveChangesAsync();
            """,
            save.Message);
        Assert.Equal(
            """
            BeginTransaction() would keep a thread waiting for its turn to write.

            Await the asynchronous form, or group writes with Database.TransactionAsync:

                await Database.TransactionAsync(async () => ...);
            """,
            begin.Message);
        await SavedArticle();
    }

    int StoredArticles() => Convert.ToInt32(Site.Run("SELECT count(*) FROM articles"), System.Globalization.CultureInfo.InvariantCulture);
}
