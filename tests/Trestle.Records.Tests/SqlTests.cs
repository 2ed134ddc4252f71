namespace Trestle.Records.Tests;

public class SqlTests : TestDatabase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Train.InsertAllAsync(
        [
            new() { Id = 1, Name = "Night mail", Wagons = 4 },
            new() { Id = 2, Name = "Coal", Wagons = 40, FollowsId = 1 },
            new() { Id = 3, Name = "Ore", Wagons = 20, FollowsId = 2 },
            new() { Id = 4, Name = "Gold train", Wagons = 2, FollowsId = 3, IsSecret = true },
        ]);
    }

    [Fact]
    public async Task Finds_records_by_a_statement_with_parameters()
    {
        var name = "Coal'; DROP TABLE trains; --";
        var least = 10;

        Assert.Empty(await Train.FromSql($"SELECT * FROM trains WHERE name = {name}").ToListAsync());
        var found = await Train.FromSql($"SELECT * FROM trains WHERE wagons > {least}").Where(t => t.Wagons < 30).ToListAsync();

        Assert.Equal(["Ore"], found.Select(t => t.Name));
        Assert.True(await found[0].UpdateAsync(new { Wagons = 21 }));
        Assert.Equal(3, await Train.FromSql($"SELECT * FROM trains").CountAsync());
        Assert.Equal(4, await Train.FromSql($"SELECT * FROM trains").Unscoped().CountAsync());
    }

    [Fact]
    public async Task Asks_for_rows_of_any_shape()
    {
        var lines = await Database.Current.Database
            .SqlQuery<Load>($"SELECT name, wagons * 30 AS tons FROM trains WHERE is_secret = {false}")
            .Where(load => load.Tons > 500)
            .OrderBy(load => load.Name)
            .ToListAsync();

        Assert.Equal([new Load("Coal", 1200), new("Ore", 600)], lines);
        Assert.Equal(66, await Database.Current.Database.SqlQuery<int>($"SELECT CAST(sum(wagons) AS int) AS \"Value\" FROM trains").SingleAsync());
        Assert.Equal(2, await Database.Current.Database.ExecuteSqlAsync($"UPDATE trains SET wagons = 1 WHERE wagons < {20}"));
    }

    [Fact]
    public async Task Goes_on_from_a_common_table_expression()
    {
        var least = 10;

        var names = await Train
            .FromSql($"WITH heavy AS (SELECT * FROM trains WHERE wagons > {least}) SELECT * FROM heavy")
            .OrderBy(t => t.Name)
            .PluckAsync(t => t.Name);

        Assert.Equal(["Coal", "Ore"], names);
    }

    [Fact]
    public async Task Follows_a_chain_by_a_recursive_one()
    {
        var first = 1;
        var chain = Train.FromSql(
            $"""
            WITH RECURSIVE chain AS (
                SELECT * FROM trains WHERE id = {first}
                UNION ALL
                SELECT trains.* FROM trains JOIN chain ON trains.follows_id = chain.id
            )
            SELECT * FROM chain
            """);

        Assert.Equal(["Night mail", "Coal", "Ore"], await chain.OrderBy(t => t.Id).PluckAsync(t => t.Name));
        Assert.Equal(4, await chain.Unscoped().CountAsync());
    }

    [Fact]
    public async Task Tells_the_plan_of_a_query()
    {
        var name = "Coal";
        var plan = await Train.Where(t => t.Name == name).ExplainAsync();
        var inTransaction = "";
        await Database.TransactionAsync(async () => inTransaction = await Train.All.Select(t => t.Wagons).ExplainAsync());

        Assert.Matches("trains", plan);
        Assert.Matches("(?i)scan.* (t|trains)", inTransaction);
        Assert.Equal("Coal", (await Train.FindByAsync(t => t.Name == name)).Name);
    }

    sealed record Load(string Name, int Tons);
}
