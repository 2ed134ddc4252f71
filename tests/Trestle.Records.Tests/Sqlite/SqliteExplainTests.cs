namespace Trestle.Records.Tests;

public class SqliteExplainTests : TestDatabase
{
    [Fact]
    public async Task Tells_the_plan_as_an_indented_list()
    {
        var name = "Coal";

        Assert.Equal("SEARCH t USING INDEX ix_trains_name (name=?)", await Train.Where(t => t.Name == name).ExplainAsync());
        Assert.Equal(
            """
            COMPOUND QUERY
              LEFT-MOST SUBQUERY
                SCAN t
              UNION ALL
                SCAN t0
            """,
            await Train.Where(t => t.Wagons > 1).Concat(Train.Where(t => t.Wagons < 1)).ExplainAsync());
    }

    [Fact]
    public async Task Knows_no_more_than_the_plan()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Train.All.ExplainAsync(Explain.Analyze | Explain.Json));

        Assert.Equal("expected Explain.None: SQLite tells the plan and no more, got: Analyze, Json", failure.Message);
    }
}
