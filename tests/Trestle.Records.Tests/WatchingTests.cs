using System.Runtime.CompilerServices;

namespace Trestle.Records.Tests;

public class WatchingTests : TestDatabase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Article.InsertAllAsync(Enumerable.Range(1, 6).Select(i => new Article { Id = i, Title = $"Article {i}" }));
        await Comment.InsertAllAsync(Enumerable.Range(1, 6).Select(i => new Comment { ArticleId = i, Author = "Ann", Text = "one" }));
        Log.Lines.Clear();
    }

    [Fact]
    public async Task Statements_say_whose_they_are()
    {
        await WatchAsync(new() { Tags = true, SlowQuery = TimeSpan.Zero }, async () =>
        {
            UnitOfWork.Tag("controller", "Articles");
            UnitOfWork.Tag("action", "Index");
            await Article.CountAsync();
            UnitOfWork.Tag("action", "*/; DROP TABLE articles; --'");
            await Article.All.UpdateAllAsync(set => set.SetProperty(a => a.Title, "none"));
        });

        Assert.EndsWith("/*action='Index',controller='Articles'*/", Log.Lines[0]);
        Assert.EndsWith("/*action='%2A%2F%3B%20DROP%20TABLE%20articles%3B%20--%27',controller='Articles'*/", Log.Lines[^1]);
        Assert.Equal(6, await Article.CountAsync());
    }

    [Fact]
    public async Task Statements_say_nothing_where_nobody_asked()
    {
        await WatchAsync(new() { SlowQuery = TimeSpan.Zero }, async () =>
        {
            UnitOfWork.Tag("controller", "Articles");
            await Article.CountAsync();
        });

        Assert.DoesNotContain("controller", Assert.Single(Log.Lines));
    }

    [Fact]
    public async Task Slow_statements_are_told_with_the_line_that_asked()
    {
        var line = 0;
        await WatchAsync(new() { SlowQuery = TimeSpan.Zero, Lines = true }, async () =>
        {
            line = Line() + 1;
            await Article.Where(a => a.Id > 3).ToListAsync();
            await Article.All.DeleteAllAsync();
        });

        Assert.Matches($@"^Warning: Slow query, \d+.\d ms from \w+(\.\w+)*/WatchingTests.cs:{line}: SELECT (?s:.*)articles", Log.Lines[0]);
        Assert.Matches($@"^Warning: Slow query, \d+.\d ms from \w+(\.\w+)*/WatchingTests.cs:{line + 1}: DELETE FROM", Log.Lines[^1]);
    }

    [Fact]
    public async Task Quick_statements_are_told_at_debug_level_where_lines_are_wanted()
    {
        await WatchAsync(new() { SlowQuery = TimeSpan.FromHours(1) }, Article.CountAsync);
        Assert.Empty(Log.Lines);

        await WatchAsync(new() { Lines = true }, async () => await Article.CountAsync());
        Assert.Matches($@"^Debug: Query, \d+.\d ms from .*/WatchingTests.cs:\d+: SELECT", Assert.Single(Log.Lines));
    }

    [Fact]
    public async Task A_query_may_have_a_name()
    {
        await WatchAsync(new() { SlowQuery = TimeSpan.Zero }, () => Article.All.TagWith("front page").ToListAsync());

        Assert.Matches(@"ms: -- front page\s+SELECT", Assert.Single(Log.Lines));
    }

    [Fact]
    public async Task Warns_of_related_records_loaded_one_by_one()
    {
        var line = 0;
        await WatchAsync(new() { NPlusOne = NPlusOne.Warn }, async () =>
        {
            foreach (var article in await Article.All.ToListAsync())
            {
                line = Line() + 1;
                await Comment.Where(c => c.ArticleId == article.Id).ToListAsync();
            }
        });

        var warning = Assert.Single(Log.Lines).Split('\n');
        Assert.Matches($@"^Warning: .*/WatchingTests.cs:{line} asked 5 times in one unit of work for the Comment of one ArticleId:$", warning[0]);
        Assert.StartsWith("    SELECT", warning[2]);
        Assert.Equal(["Ask for all of them at once:", "", "    Article.All.Include(one => one.Comments)"], warning[^3..]);
    }

    [Fact]
    public async Task Names_the_cure_for_each_kind_of_lookup()
    {
        var watch = new QueryWatch { NPlusOne = NPlusOne.Warn };

        await WatchAsync(watch, async () =>
        {
            foreach (var comment in await Comment.All.ToListAsync())
                await Article.FindAsync(comment.ArticleId);
        });
        await WatchAsync(watch, async () =>
        {
            foreach (var article in await Article.All.ToListAsync())
                await Comment.Where(c => c.ArticleId == article.Id).CountAsync();
        });
        await WatchAsync(watch, async () =>
        {
            for (var id = 1; id < 7; id++)
                await Tag.FindOrDefaultAsync(id);
        });

        Assert.Equal(
            [
                "    Comment.All.Include(one => one.Article), or Article.FindAsync(ids)",
                "    Article.All.Select(one => new { one, Count = one.Comments.Count })",
                "    Tag.FindAsync(ids)",
            ],
            Log.Lines.Select(text => text.Split('\n')[^1]));
    }

    [Fact]
    public async Task Raises_where_told_to()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => WatchAsync(new() { NPlusOne = NPlusOne.Raise }, async () =>
        {
            for (var id = 1; id < 7; id++)
                await Article.FindAsync(id);
        }));

        Assert.Contains("asked 5 times in one unit of work for the Article of one Id:", failure.Message);
    }

    [Fact]
    public async Task Says_nothing_of_queries_that_answer_for_many_or_belong_to_a_write()
    {
        await WatchAsync(new() { NPlusOne = NPlusOne.Raise }, async () =>
        {
            await Article.All.Include(a => a.Comments).ToListAsync();
            await foreach (var batch in Article.All.InBatchesAsync(size: 1))
                await new Tag { Name = batch[0].Title }.SaveAsync();
            for (var i = 0; i < 9; i++)
                await Article.Where(a => a.Title == $"Article {i}").ToListAsync();
            await Database.TransactionAsync(async () =>
            {
                for (var id = 1; id < 7; id++)
                    await Article.FindAsync(id);
            });
            for (var i = 0; i < 9; i++)
                await InUnitOfWork(Article.FirstAsync);
        });

        Assert.Empty(Log.Lines);
        Assert.Equal(6, await Tag.CountAsync());
    }

    [Fact]
    public void Development_is_told_all_and_otherwise_nothing()
    {
        Assert.Equal(new() { Tags = true, Lines = true, NPlusOne = NPlusOne.Warn, SlowQuery = TimeSpan.FromMilliseconds(100) }, QueryWatch.Development);
        Assert.False(Options.Watch.IsOn);
    }

    async Task WatchAsync(QueryWatch watch, Func<Task> work)
    {
        await using var database = new Database(Options with { Watch = watch });
        await using var unit = database.BeginUnitOfWork();
        await work();
    }

    static async Task InUnitOfWork(Func<Task> work) => await work();

    static int Line([CallerLineNumber] int line = 0) => line;
}
