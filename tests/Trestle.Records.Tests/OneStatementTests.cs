namespace Trestle.Records.Tests;

/// <summary>A save in which nothing else runs is one statement, and that is a transaction by itself.</summary>
public class OneStatementTests : TestDatabase
{
    readonly LogLines sent = new("Microsoft.EntityFrameworkCore.Database");

    protected override DatabaseOptions Options => base.Options with { Loggers = sent };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        sent.Lines.Clear();
    }

    [Fact]
    public async Task Needs_no_transaction_where_no_callback_runs()
    {
        var train = await SavedTrain();
        train.Couple(2);
        Assert.True(await train.SaveAsync());

        Assert.Equal(0, Began());
        Assert.Equal([new WagonsCoupled("Coal", 2)], Facts);
        Assert.Equal(1, await Train.CountAsync());
    }

    [Fact]
    public async Task Needs_one_where_a_callback_runs_in_it()
    {
        await SavedArticle();

        Assert.Equal(1, Began());
    }

    [Fact]
    public async Task Needs_one_where_another_row_is_written_along()
    {
        var board = new Board { Name = "Bridges" };
        Assert.True(await board.SaveAsync());
        Assert.Equal(0, Began());

        Assert.True(await new Topic { Title = "Piers", BoardId = board.Id }.SaveAsync());

        Assert.Equal(1, Began());
    }

    [Fact]
    public async Task Belongs_to_the_transaction_that_runs()
    {
        await Database.NestedTransactionAsync(async () =>
        {
            await SavedTrain();

            throw new RollbackException();
        });

        Assert.Equal(0, await Train.CountAsync());
    }

    [Fact]
    public async Task Leaves_the_record_as_it_was_and_tells_nothing_when_it_is_refused()
    {
        Site.Run("DROP INDEX ix_trains_name; CREATE UNIQUE INDEX ix_trains_name ON trains (lower(name))");
        await SavedTrain();
        var second = new Train { Name = "COAL" };
        second.Couple(3);

        Assert.False(await second.SaveAsync());

        Assert.Equal(["Name has already been taken"], second.Errors.FullMessages);
        Assert.Equal((true, 0), (second.IsNew, second.Id));
        Assert.Empty(Facts);
        Assert.False(Site.IsBeingWritten);

        second.Name = "Ore";
        Assert.True(await second.SaveAsync());
        Assert.Equal([new WagonsCoupled("COAL", 3)], Facts);
    }

    int Began() => sent.Lines.Count(line => line.Contains("Began transaction", StringComparison.Ordinal));

    static async Task<Train> SavedTrain()
    {
        var train = new Train { Name = "Coal" };
        Assert.True(await train.SaveAsync());

        return train;
    }
}
