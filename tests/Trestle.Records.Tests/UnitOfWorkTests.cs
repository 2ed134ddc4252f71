namespace Trestle.Records.Tests;

public class UnitOfWorkTests : TestDatabase
{
    [Fact]
    public async Task Says_how_to_begin_one_where_there_is_none()
    {
        Task<Article> elsewhere;

        using (ExecutionContext.SuppressFlow())
            elsewhere = Task.Run(() => Article.FindAsync(1));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => elsewhere);

        Assert.Equal(
            """
            No unit of work is running here, so records cannot reach the database.

            Requests, live views, jobs and messages have their own. Elsewhere, begin one around the work:

                await using var work = database.BeginUnitOfWork();
            """,
            failure.Message);
    }

    [Fact]
    public async Task Says_when_it_has_ended_under_a_task_that_goes_on()
    {
        var ended = new TaskCompletionSource();
        Task<Article?> stray;

        await using (Database.BeginUnitOfWork())
            stray = FindAfter(ended.Task);

        ended.SetResult();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => stray);

        Assert.Equal(
            """
            The unit of work this code began in has ended, so its records cannot reach the database any more.

            Await every SaveAsync, FindAsync and query before the request, event, job or message ends, or begin a new one:

                await using var work = database.BeginUnitOfWork();
            """,
            failure.Message);

        static async Task<Article?> FindAfter(Task task)
        {
            await task;

            return await Article.FindOrDefaultAsync(1);
        }
    }

    [Fact]
    public async Task Gives_way_to_an_inner_one_and_comes_back()
    {
        var outer = Database.Current;

        await using (Database.BeginUnitOfWork())
            Assert.NotSame(outer, Database.Current);

        Assert.Same(outer, Database.Current);
    }

    [Fact]
    public async Task Cancels_its_queries()
    {
        await using var work = Database.BeginUnitOfWork(new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Article.FindAsync(1));
    }

    [Fact]
    public async Task A_failed_save_leaves_nothing_behind()
    {
        var bad = new Article { Title = "" };
        var stored = await SavedArticle();
        stored.Title = "";

        Assert.False(await bad.SaveAsync());
        Assert.False(await stored.SaveAsync());
        await SavedArticle("Good");

        Assert.Equal(["Bridges", "Good"], await Article.All.Select(a => a.Title).Order().ToListAsync());
    }

    [Fact]
    public async Task Serves_the_next_one_as_if_it_were_new()
    {
        RecordContext first;
        await using (Database.BeginUnitOfWork())
        {
            first = Database.Current;
            first.Database.SetCommandTimeout(7);
            first.ChangeTracker.AutoDetectChangesEnabled = false;
            first.SavingChanges += (_, _) => throw new InvalidOperationException("somebody else's");
            first.Add(new Article { Title = "Forgotten" });
        }

        await using var work = Database.BeginUnitOfWork();

        Assert.Same(first, Database.Current);
        Assert.Equal((null, true), (first.Database.GetCommandTimeout(), first.ChangeTracker.AutoDetectChangesEnabled));
        await SavedArticle();
        await Database.Current.SaveChangesAsync();
        Assert.Equal(1, await Article.CountAsync());
    }

    [Fact]
    public async Task A_query_that_outlives_it_is_refused_even_when_another_goes_on_with_its_context()
    {
        IQueryable<Article> stray;
        await using (Database.BeginUnitOfWork())
            stray = Article.All;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => stray.ToListAsync());

        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var other = Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();
            await Article.CountAsync();
            begun.SetResult();
            await end.Task;
        });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => stray.ToListAsync());
        end.SetResult();
        await other;

        Assert.Equal(
            """
            This query was made in a unit of work that has ended, and what it would run on serves another one now.

            Make the query where it is used, or load its records before the request, event, job or message ends:

                var records = await query.ToListAsync();
            """,
            failure.Message);
    }

    [Fact]
    public async Task One_that_ends_inside_a_transaction_leaves_its_context_to_nobody()
    {
        RecordContext first;
        await using (Database.BeginUnitOfWork())
        {
            first = Database.Current;
            await first.Database.BeginTransactionAsync();
            await SavedArticle();
        }

        await using var work = Database.BeginUnitOfWork();

        Assert.NotSame(first, Database.Current);
        Assert.Equal(0, await Article.CountAsync());
    }
}
