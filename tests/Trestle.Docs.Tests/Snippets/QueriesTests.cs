namespace Trestle.Docs.Tests.Snippets;

public sealed class QueriesTests : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-docs-");
    readonly Database database;
    readonly UnitOfWork work;

    public QueriesTests()
    {
        var options = DatabaseOptions.ForFile(Path.Combine(folder.FullName, "test.db"), typeof(Essay).Assembly);

        // snippet: queries-raise
        database = new(options with { Watch = new() { NPlusOne = NPlusOne.Raise, Lines = true } });
        // end snippet
        work = database.BeginUnitOfWork();
    }

    public async ValueTask InitializeAsync()
    {
        await Database.Current.Database.EnsureCreatedAsync();
        var writer = new Writer { Name = "Ann" };
        await writer.SaveAsync();
        await Essay.InsertAllAsync(Enumerable.Range(1, 6).Select(i => new Essay { Title = $"Essay {i}", WriterId = writer.Id }));
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Raises_where_records_are_asked_for_one_by_one()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            // snippet: queries-one-by-one
            foreach (var essay in await Essay.All.ToListAsync())
            {
                var writer = await Writer.FindAsync(essay.WriterId);
                Console.WriteLine($"{essay.Title}, by {writer.Name}");
            }
            // end snippet
        });

        Assert.Matches(@"\ASnippets/QueriesTests.cs:\d+ asked 5 times in one unit of work for the Writer of one Id:\n\n    SELECT", failure.Message);
        Assert.EndsWith("\n\nAsk for all of them at once:\n\n    Essay.All.Include(one => one.Writer), or Writer.FindAsync(ids)", failure.Message);
    }

    [Fact]
    public async Task Says_nothing_where_all_are_asked_for_at_once()
    {
        // snippet: queries-at-once
        foreach (var essay in await Essay.All.Include(one => one.Writer).ToListAsync())
            Console.WriteLine($"{essay.Title}, by {essay.Writer!.Name}");
        // end snippet

        Assert.Equal(6, await Essay.CountAsync());
    }

    [Fact]
    public async Task Keeps_answers()
    {
        var id = (await Essay.FirstAsync()).Id;

        // snippet: queries-keeps-answers
        UnitOfWork.Tag("import", "essays.csv");
        UnitOfWork.KeepsAnswers = true;

        var once = await Essay.FindAsync(id);
        var again = await Essay.FindAsync(id); // another object, without another query
        // end snippet

        Assert.NotSame(once, again);
        Assert.Equal(once.Title, again.Title);
    }
}
