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
}
