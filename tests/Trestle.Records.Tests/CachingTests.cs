namespace Trestle.Records.Tests;

public class CachingTests : TestDatabase
{
    protected override DatabaseOptions Options => base.Options with { Watch = new() { SlowQuery = TimeSpan.Zero } };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Article.InsertAllAsync(Enumerable.Range(1, 3).Select(i => new Article { Id = i, Title = $"Article {i}", Body = "They carry rails." }));
        await Comment.InsertAllAsync(Enumerable.Range(1, 3).Select(i => new Comment { ArticleId = 1, Author = $"Ann {i}", Text = "one" }));
    }

    // Statements that reached the database are told with the time they took.
    int Asked => Log.Lines.Count;

    // Not in InitializeAsync: what an async method sets is the test's own unit of work, but what it asks is not to count.
    void KeepAnswers()
    {
        UnitOfWork.KeepsAnswers = true;
        Log.Lines.Clear();
    }

    [Fact]
    public async Task The_same_query_is_asked_once()
    {
        KeepAnswers();

        var (first, second) = (await Article.FindAsync(2), await Article.FindAsync(2));

        Assert.Equal(1, Asked);
        Assert.NotSame(first, second);
        Assert.Equal((first.Title, first.Body, first.CreatedAt, first.Slug), (second.Title, second.Body, second.CreatedAt, second.Slug));
    }

    [Fact]
    public async Task Every_kind_of_query_has_its_answer_again()
    {
        KeepAnswers();
        var day = Time.GetUtcNow().AddDays(-1);
        Func<Task<object?>>[] queries =
        [
            async () => await Article.CountAsync(),
            async () => await Article.Where(a => a.Id > 99).FirstOrDefaultAsync(),
            async () => (await Article.Where(a => a.CreatedAt > day).OrderBy(a => a.Id).ToListAsync()).Select(a => a.Title).ToArray(),
            async () => (await Article.All.Include(a => a.Comments).OrderBy(a => a.Id).ToListAsync()).Select(a => a.Comments.Count).ToArray(),
            async () => await Comment.All.PluckAsync(c => c.Author),
            async () => await Comment.All.AverageAsync(c => c.ArticleId),
            async () => await Article.All.MaxAsync(a => a.CreatedAt),
            async () => await Article.All.AnyAsync(a => a.Slug == null),
            async () => (await Article.FindAsync(1, 3)).Select(a => a.Id).ToArray(),
            async () => await Comment.All.GroupBy(c => c.ArticleId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(),
        ];

        foreach (var query in queries)
        {
            Log.Lines.Clear();
            var asked = await query();
            Assert.NotEqual(0, Asked);

            Log.Lines.Clear();
            Assert.Equal(asked, await query());
            Assert.Equal(0, Asked);
        }
    }

    [Fact]
    public async Task Other_values_are_another_query()
    {
        KeepAnswers();

        await Article.FindAsync(1);
        await Article.FindAsync(2);
        await Article.FindAsync(1, 2);
        await Article.FindAsync(2, 3);

        Assert.Equal(4, Asked);
    }

    [Fact]
    public async Task A_list_that_has_grown_is_another_query()
    {
        KeepAnswers();
        List<int> ids = [1];
        var array = new[] { 1 };

        Assert.Equal([1], await Article.Where(a => ids.Contains(a.Id)).IdsAsync());
        Assert.Equal([1], await Article.Where(a => array.Contains(a.Id)).IdsAsync());
        ids.Add(2);
        array[0] = 3;

        Assert.Equal([1, 2], (await Article.Where(a => ids.Contains(a.Id)).IdsAsync()).Order());
        Assert.Equal([3], await Article.Where(a => array.Contains(a.Id)).IdsAsync());
    }

    [Fact]
    public async Task What_was_written_is_seen()
    {
        KeepAnswers();
        var article = await Article.FindAsync(1);

        Assert.True(await article.UpdateAsync(new { Title = "Saved" }), string.Join(", ", article.Errors.FullMessages));
        Assert.Equal("Saved", (await Article.FindAsync(1)).Title);

        await Article.Where(a => a.Id == 1).UpdateAllAsync(set => set.SetProperty(a => a.Title, "All"));
        Assert.Equal("All", (await Article.FindAsync(1)).Title);

        await Database.Current.Database.ExecuteSqlAsync($"UPDATE articles SET title = 'SQL' WHERE id = 1");
        Assert.Equal("SQL", (await Article.FindAsync(1)).Title);

        Assert.Equal(3, await Article.CountAsync());
        await article.DestroyAsync();
        Assert.Equal(2, await Article.CountAsync());

        await Article.InsertAllAsync([new Article { Title = "New", Body = "They carry rails." }]);
        Assert.Equal(3, await Article.CountAsync());
    }

    [Fact]
    public async Task A_transaction_is_told_what_is_there_now()
    {
        KeepAnswers();
        await Article.FindAsync(1);
        await ElsewhereAsync(() => Article.All.UpdateAllAsync(set => set.SetProperty(a => a.Title, "Elsewhere")));

        Assert.Equal("Article 1", (await Article.FindAsync(1)).Title);
        await Database.TransactionAsync(async () => Assert.Equal("Elsewhere", (await Article.FindAsync(1)).Title));
        Assert.Equal("Elsewhere", (await Article.FindAsync(1)).Title);
    }

    [Fact]
    public async Task A_reload_asks()
    {
        KeepAnswers();
        var article = await Article.FindAsync(1);
        await ElsewhereAsync(() => Article.All.UpdateAllAsync(set => set.SetProperty(a => a.Title, "Elsewhere")));

        await article.ReloadAsync();

        Assert.Equal("Elsewhere", article.Title);
    }

    [Fact]
    public async Task Answers_are_no_longer_kept_when_told_so_and_in_another_unit_of_work()
    {
        KeepAnswers();
        await Article.FindAsync(1);
        UnitOfWork.KeepsAnswers = false;
        await Article.FindAsync(1);
        Assert.Equal(2, Asked);

        KeepAnswers();
        await Article.FindAsync(1);
        InNewUnitOfWork();
        await Article.FindAsync(1);
        Assert.False(UnitOfWork.KeepsAnswers);
        Assert.Equal(2, Asked);
    }

    [Fact]
    public async Task Many_values_are_not_kept()
    {
        await Tag.InsertAllAsync(Enumerable.Range(1, 300).Select(i => new Tag { Name = $"tag {i}" }));
        KeepAnswers();

        Assert.Equal((300, 300), ((await Tag.All.ToListAsync()).Count, (await Tag.All.ToListAsync()).Count));
        Assert.Equal(2, Asked);

        Assert.Equal((30, 30), ((await Tag.All.Take(30).ToListAsync()).Count, (await Tag.All.Take(30).ToListAsync()).Count));
        Assert.Equal(3, Asked);
    }

    [Fact]
    public async Task A_query_that_ends_early_is_asked_again()
    {
        KeepAnswers();

        for (var round = 0; round < 2; round++)
            await foreach (var article in Article.All.OrderBy(a => a.Id).AsAsyncEnumerable())
            {
                Assert.Equal(1, article.Id);
                break;
            }

        Assert.Equal(3, (await Article.All.OrderBy(a => a.Id).ToListAsync()).Count);
        Assert.Equal(3, Asked);
    }

    [Fact]
    public async Task What_one_record_holds_is_not_another_s()
    {
        await Article.All.UpdateAllAsync(set => set.SetProperty(a => a.Tags, ["rails", "bridges"]));
        KeepAnswers();

        (await Article.FindAsync(1)).Tags.Clear();
        (await Article.FindAsync(1)).Tags.Add("more");

        Assert.Equal(["rails", "bridges"], (await Article.FindAsync(1)).Tags);
        Assert.Equal(1, Asked);
    }

    // As another process does.
    async Task ElsewhereAsync(Func<Task> work)
    {
        await using var unit = Database.BeginUnitOfWork();
        await work();
    }
}
