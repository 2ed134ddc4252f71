namespace Trestle.Docs.Tests.Snippets;

public sealed class QueriesTests : SnippetDatabase
{
    protected override DatabaseOptions Options
    {
        get
        {
            var options = base.Options;

            // snippet: queries-raise
            options = options with { Watch = new() { NPlusOne = NPlusOne.Raise, Lines = true } };
            // end snippet

            return options;
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var writer = new Writer { Name = "Ann" };
        await writer.SaveAsync();
        await Essay.InsertAllAsync(Enumerable.Range(1, 6).Select(i => new Essay { Title = $"Essay {i}", WriterId = writer.Id }));
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
