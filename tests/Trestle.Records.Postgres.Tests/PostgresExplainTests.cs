namespace Trestle.Records.Tests;

public class PostgresExplainTests : TestDatabase
{
    [Fact]
    public async Task Tells_the_plan_and_what_it_cost()
    {
        var name = "Coal";
        var query = Train.Where(t => t.Name == name);

        Assert.StartsWith("Index Scan using ix_trains_name on trains t", await query.ExplainAsync());
        Assert.Contains("Execution Time:", await query.ExplainAsync(Explain.Analyze | Explain.Buffers));
        Assert.Contains("Output: id, created_at", await query.ExplainAsync(Explain.Verbose));
        Assert.StartsWith("[", await query.ExplainAsync(Explain.Json));
    }
}
