namespace Trestle.Records.Tests;

/// <summary>What Active Record's query words are in LINQ.</summary>
public class QueryingTests : TestDatabase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Train.InsertAllAsync(
        [
            new() { Id = 1, Name = "Night mail", Kind = "mail", Wagons = 4 },
            new() { Id = 2, Name = "Coal", Kind = "goods", Wagons = 40, FollowsId = 1 },
            new() { Id = 3, Name = "Ore", Kind = "goods", Wagons = 20, FollowsId = 2 },
            new() { Id = 4, Name = "Express", Kind = "passengers", Wagons = 8 },
        ]);
        await Article.InsertAllAsync([new() { Id = 1, Title = "Bridges" }, new() { Id = 2, Title = "Tunnels" }]);
        await Comment.InsertAllAsync([new() { ArticleId = 1, Author = "Ann", Text = "one" }, new() { ArticleId = 1, Author = "Bob", Text = "two" }]);
    }

    [Fact]
    public async Task Conditions()
    {
        int[] some = [4, 8];
        string? nothing = null;

        Assert.Equal(["Coal", "Ore"], await Names(Train.Where(t => t.Kind == "goods" && t.Wagons > 1)));
        Assert.Equal(["Express", "Night mail"], await Names(Train.Where(t => some.Contains(t.Wagons))));
        Assert.Equal(["Express", "Ore"], await Names(Train.Where(t => t.Wagons >= 8 && t.Wagons < 40)));
        Assert.Equal(["Express", "Night mail"], await Names(Train.Where(t => t.Kind != "goods")));
        Assert.Equal(["Coal", "Express"], await Names(Train.Where(t => t.Name == "Coal" || t.Kind == "passengers")));
        Assert.Equal(["Coal"], await Names(Train.Where(t => t.Kind == "goods").Where(t => t.Wagons == 40)));
        Assert.Equal(["Express", "Night mail"], await Names(Train.Where(t => t.FollowsId == null)));
        Assert.Equal([], await Names(Train.Where(t => t.Name == nothing)));
        Assert.Equal(["Night mail"], await Names(Train.Where(t => EF.Functions.Like(t.Name, "%mail"))));
    }

    [Fact]
    public async Task Related_records_that_are_there_or_missing()
    {
        Assert.Equal(["Bridges"], await Article.Where(a => a.Comments.Any()).PluckAsync(a => a.Title));
        Assert.Equal(["Tunnels"], await Article.Where(a => !a.Comments.Any()).PluckAsync(a => a.Title));
        Assert.Equal(["Bridges"], await Article.Where(a => a.Comments.Any(c => c.Author == "Bob")).PluckAsync(a => a.Title));
        Assert.Equal(["one", "two"], await Comment.Where(c => c.Article!.Title == "Bridges").OrderBy(c => c.Id).PluckAsync(c => c.Text));
    }

    [Fact]
    public async Task Order_limit_offset_and_order_again()
    {
        var ordered = Train.All.OrderBy(t => t.Kind).ThenByDescending(t => t.Wagons);

        Assert.Equal(["Coal", "Ore", "Night mail", "Express"], await ordered.PluckAsync(t => t.Name));
        Assert.Equal(["Ore", "Night mail"], await ordered.Skip(1).Take(2).PluckAsync(t => t.Name));
        Assert.Equal(["Express", "Night mail", "Ore", "Coal"], await ordered.Reverse().PluckAsync(t => t.Name));
        Assert.Equal(["Coal", "Express", "Night mail", "Ore"], await ordered.OrderBy(t => t.Name).PluckAsync(t => t.Name));
    }

    [Fact]
    public async Task Named_queries_begin_at_the_record_or_follow_another()
    {
        Assert.Equal(["Coal", "Ore"], await Names(Train.Goods));
        Assert.Equal(["Coal"], await Names(Train.Heavy(30).Goods));
        Assert.Equal(["Coal", "Ore"], await Names(Train.Goods.Where(t => t.Id > 1).Heavy()));
    }

    [Fact]
    public async Task In_the_order_of_given_values()
    {
        Assert.Equal(["Express", "Coal", "Ore"], await Train.All.InOrderOf(t => t.Kind, "passengers", "goods").ThenBy(t => t.Name).PluckAsync(t => t.Name));
        Assert.Equal(["Ore", "Night mail"], await Train.All.InOrderOf(t => t.Id, 3, 1).PluckAsync(t => t.Name));
        Assert.Empty(await Train.All.InOrderOf(t => t.Id).ToListAsync());
    }

    [Fact]
    public async Task None_of_them()
    {
        Assert.Empty(await Train.None().Where(t => t.Wagons > 1).ToListAsync());
        Assert.Equal(0, await Train.Where(t => t.Wagons > 1).None().CountAsync());
    }

    [Fact]
    public async Task Calculations_of_all_and_by_group()
    {
        Assert.Equal(72, await Train.All.SumAsync(t => t.Wagons));
        Assert.Equal(18, await Train.All.AverageAsync(t => t.Wagons));
        Assert.Equal((4, 40), (await Train.All.MinAsync(t => t.Wagons), await Train.All.MaxAsync(t => t.Wagons)));
        Assert.Equal(3, await Train.All.Select(t => t.Kind).Distinct().CountAsync());
        Assert.Equal(
            [("goods", 2, 60), ("mail", 1, 4), ("passengers", 1, 8)],
            (await Train.All.GroupBy(t => t.Kind).OrderBy(g => g.Key)
                .Select(g => new { g.Key, Count = g.Count(), Wagons = g.Sum(t => t.Wagons) }).ToListAsync())
                .Select(g => (g.Key, g.Count, g.Wagons)));
        Assert.Equal(["goods"], await Train.All.GroupBy(t => t.Kind).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync());
    }

    [Fact]
    public async Task Joins_and_left_joins()
    {
        Assert.Equal(
            ["Coal after Night mail", "Ore after Coal"],
            await Train.All.Join(Train.All, t => t.FollowsId, before => before.Id, (t, before) => t.Name + " after " + before.Name)
                .OrderBy(line => line).ToListAsync());
        Assert.Equal(
            ["Coal 1", "Express ", "Night mail ", "Ore 2"],
            await Train.All.LeftJoin(Train.All, t => t.FollowsId, before => before.Id, (t, before) => t.Name + " " + (before == null ? "" : before.Id.ToString()))
                .OrderBy(line => line).ToListAsync());
    }

    [Fact]
    public async Task Several_queries_in_one()
    {
        var goods = Train.Where(t => t.Kind == "goods");

        Assert.Equal(["Coal", "Express", "Ore"], await Names(goods.Union(Train.Where(t => t.Wagons == 8))));
        Assert.Equal(["Ore"], await Names(goods.Intersect(Train.Where(t => t.Wagons < 30))));
        Assert.Equal(["Coal"], await Names(goods.Except(Train.Where(t => t.Wagons < 30))));
        Assert.Equal(["Night mail"], await Names(Train.Where(t => goods.Any(other => other.FollowsId == t.Id && other.Wagons == 40))));
    }

    static async Task<IReadOnlyList<string>> Names(IQueryable<Train> trains) => await trains.OrderBy(t => t.Name).PluckAsync(t => t.Name);
}
