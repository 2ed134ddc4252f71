namespace Trestle.Records.Tests;

public class WriteGateTests : TestDatabase
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Many_writers_never_find_the_database_locked()
    {
        var article = await SavedArticle();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();

            for (var i = 0; i < 25; i++)
                await Database.TransactionAsync(async () =>
                {
                    var read = await Article.FindAsync(article.Id);
                    await Task.Yield();
                    read.Star();
                    Assert.True(await read.SaveAsync());
                    Assert.True(await new Comment { ArticleId = article.Id, Author = $"{writer}", Text = $"{i}" }.SaveAsync());
                });
        })));

        Assert.Equal(400, (await Article.FindAsync(article.Id)).Stars);
        Assert.Equal(400, await Comment.CountAsync());
        Assert.Equal(401, Facts.Count);
    }

    [Fact]
    public async Task Waiting_writers_hold_no_thread_and_no_connection()
    {
        var turn = await Database.EnterGateAsync(default);
        var writers = Enumerable.Range(0, 1000).Select(i => SaveInItsOwnUnitOfWork($"{i}")).ToArray();

        Assert.Equal(0, await Article.CountAsync());
        Assert.DoesNotContain(writers, w => w.IsCompleted);
        Assert.True(OpenDatabaseFiles() < 10, $"{OpenDatabaseFiles()} handles are open on the database");

        turn!.Dispose();
        await Task.WhenAll(writers).WaitAsync(patience);
        Assert.Equal(1000, await Article.CountAsync());
    }

    [Fact]
    public async Task Takes_writers_in_the_order_they_came()
    {
        var turn = await Database.EnterGateAsync(default);
        var writers = Enumerable.Range(0, 50).Select(i => SaveInItsOwnUnitOfWork($"{i:00}")).ToArray();

        turn!.Dispose();
        await Task.WhenAll(writers).WaitAsync(patience);

        var titles = await Article.All.OrderBy(a => a.Id).Select(a => a.Title).ToListAsync();
        Assert.Equal(titles.Order(), titles);
    }

    [Fact]
    public async Task Statements_without_a_transaction_take_a_turn_too()
    {
        await SavedArticle();
        var turn = await Database.EnterGateAsync(default);

        var update = Article.All.ExecuteUpdateAsync(a => a.SetProperty(x => x.Title, "Viaducts"));
        Assert.False(update.IsCompleted);
        turn!.Dispose();

        Assert.Equal(1, await update.WaitAsync(patience));
        Assert.True(WriteGate.For(Site.Name).IsFree);
    }

    [Fact]
    public async Task Writes_of_many_rows_take_a_turn_too()
    {
        await SavedTag("one");
        var turn = await Database.EnterGateAsync(default);

        var update = Tag.All.UpdateAllAsync(set => set.SetProperty(t => t.Uses, 7));
        Assert.False(update.IsCompleted);

        turn!.Dispose();
        Assert.Equal(1, await update.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_statement_that_fails_frees_the_gate()
    {
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => Database.Current.Database.ExecuteSqlAsync($"DELETE FROM nowhere"));

        Assert.True(WriteGate.For(Site.Name).IsFree);
    }

    [Fact]
    public async Task A_writer_that_is_cancelled_while_it_waits_leaves_the_queue()
    {
        using var turn = await Database.EnterGateAsync(default);
        using var cancellation = new CancellationTokenSource();
        await using var work = Database.BeginUnitOfWork(cancellation.Token);
        var saving = SavedArticle();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        turn!.Dispose();
        Assert.True(WriteGate.For(Site.Name).IsFree);
    }

    [Fact]
    public async Task Makes_no_file_until_a_record_asks()
    {
        await using var elsewhere = new Database(DatabaseOptions.ForFile(Site.Name + "-other", typeof(Article).Assembly));

        await using (elsewhere.BeginUnitOfWork())
            Assert.False(File.Exists(Site.Name + "-other"));
    }

    [Fact]
    public async Task Gives_up_with_the_cure_when_the_gate_stays_shut()
    {
        await using var impatient = new Database(Options with { WritePatience = TimeSpan.FromMilliseconds(20) });
        using var turn = await Database.EnterGateAsync(default);
        await using var work = impatient.BeginUnitOfWork();

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => SavedArticle());

        Assert.Equal(
            """
            No write to test.db could begin within 0.02 s: another transaction still holds it.

            Keep slow work (HTTP calls, rendering, files) outside Database.TransactionAsync and the BeforeSave and AfterSave callbacks,
            and do not begin a second unit of work inside a transaction.
            """,
            failure.Message);
    }

    async Task SaveInItsOwnUnitOfWork(string title)
    {
        await using var work = Database.BeginUnitOfWork();
        await SavedArticle(title);
    }

    int OpenDatabaseFiles() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(Site.Name, StringComparison.Ordinal) == true);
}
