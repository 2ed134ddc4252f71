using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;

namespace Trestle.Docs.Tests.Snippets;

public sealed class QueryingTests : SnippetDatabase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new Depot { Id = 1, Name = "North", Code = "N" }.SaveAsync();
        await new Depot { Id = 2, Name = "South", Code = "S" }.SaveAsync();
        await Parcel.InsertAllAsync(
            [
                new() { Receiver = "Ann", Grams = 300, DepotId = 1 },
                new() { Receiver = "Ben", Grams = 4_000, DepotId = 1 },
                new() { Receiver = "Eve", Grams = 9_000, DepotId = 2, IsLost = true },
                new() { Receiver = "Ann", Grams = 12_000, DepotId = 2, State = "sent" },
            ]);
    }

    [Fact]
    public async Task Finds()
    {
        var id = await Parcel.All.MaxAsync(parcel => parcel.Id);

        // snippet: querying-find
        var parcel = await Parcel.FindAsync(id); // or RecordNotFoundException, which is a 404 in a request
        var maybe = await Parcel.FindOrDefaultAsync(999); // or null
        var ann = await Parcel.FindByAsync(one => one.Receiver == "Ann"); // the one with the lowest id
        var several = await Parcel.FindAsync(1, 2); // all of them, in this order
        // end snippet

        Assert.Equal((12_000, null, 300), (parcel.Grams, maybe, ann.Grams));
        Assert.Equal(["Ann", "Ben"], several.Select(one => one.Receiver));
    }

    [Fact]
    public async Task Narrows_and_orders()
    {
        var (name, least) = ("Ann", 1_000);

        // snippet: querying-where
        var query = Parcel.Where(parcel => parcel.Receiver == name);

        if (least > 0)
            query = query.Where(parcel => parcel.Grams >= least);

        var parcels = await query.OrderByDescending(parcel => parcel.Grams).Skip(0).Take(20).ToListAsync();
        // end snippet

        Assert.Equal(12_000, Assert.Single(parcels).Grams);

        // snippet: querying-in-order-of
        var urgentFirst = await Parcel.All.InOrderOf(parcel => parcel.State, "sent", "waiting").ToListAsync();
        // end snippet

        Assert.Equal("sent", urgentFirst[0].State);
    }

    [Fact]
    public async Task Finds_none()
    {
        var name = "";

        // snippet: querying-none
        var parcels = name.Length == 0 ? Parcel.None() : Parcel.Where(parcel => parcel.Receiver == name);
        // end snippet

        Assert.Empty(await parcels.ToListAsync());
    }

    [Fact]
    public async Task Goes_by_names()
    {
        // snippet: querying-named
        var heavy = await Parcel.All.Heavy().In("North").CountAsync();
        // end snippet

        Assert.Equal(1, heavy);
    }

    [Fact]
    public async Task Hides_what_a_default_scope_hides()
    {
        // snippet: querying-unscoped
        var present = await Parcel.CountAsync(); // 3
        var all = await Parcel.Unscoped().CountAsync(); // 4, the lost one too
        // end snippet

        Assert.Equal((3, 4), (present, all));
    }

    [Fact]
    public async Task Asks_for_less_than_records()
    {
        // snippet: querying-values
        var receivers = await Parcel.All.PluckAsync(parcel => parcel.Receiver);
        var heaviest = await Parcel.All.MaxAsync(parcel => parcel.Grams);
        var isWaiting = await Parcel.ExistsAsync(parcel => parcel.State == "waiting");

        var loads = await Parcel.All
            .GroupBy(parcel => parcel.Depot!.Name)
            .Select(group => new { Depot = group.Key, Grams = group.Sum(parcel => parcel.Grams) })
            .ToListAsync();
        // end snippet

        Assert.Equal(["Ann", "Ben", "Ann"], receivers);
        Assert.Equal((12_000, true), (heaviest, isWaiting));
        Assert.Equal([("North", 4_300), ("South", 12_000)], loads.Select(load => (load.Depot, load.Grams)).Order());
    }

    [Fact]
    public async Task Loads_related_records()
    {
        // snippet: querying-include
        var depots = await Depot.All
            .Include(depot => depot.Parcels.Where(parcel => parcel.State == "waiting"))
            .OrderBy(depot => depot.Name)
            .ToListAsync();
        var busy = await Depot.Where(depot => depot.Parcels.Any(parcel => parcel.Grams > 1_000)).IdsAsync();
        // end snippet

        Assert.Equal([2, 0], depots.Select(depot => depot.Parcels.Count));
        Assert.Equal([1, 2], busy.Order());
    }

    [Fact]
    public async Task Loads_related_records_afterwards()
    {
        // snippet: querying-preload
        var parcels = await Parcel.All.OrderBy(parcel => parcel.Id).ToListAsync();
        await parcels.PreloadAsync(parcel => parcel.Depot); // one query for the depots of all
        // end snippet

        Assert.Equal(["North", "North", "South"], parcels.Select(parcel => parcel.Depot!.Name));
    }

    [Fact]
    public async Task Goes_through_many()
    {
        var seen = 0;

        // snippet: querying-batches
        await foreach (var parcel in Parcel.Where(one => one.State == "waiting").FindEachAsync(size: 500))
            seen += parcel.Grams;

        await foreach (var batch in Parcel.All.InBatchesAsync(size: 500))
            Console.WriteLine($"{batch.Count} from {batch[0].Id}");
        // end snippet

        Assert.Equal(4_300, seen);
    }

    [Fact]
    public async Task Finds_or_creates()
    {
        // snippet: querying-or-create
        var depot = await Depot.FindOrCreateByAsync(new { Code = "W" }, fill: made => made.Name = "West");
        // end snippet

        Assert.Equal(("West", false), (depot.Name, depot.IsNew));
        Assert.Equal(depot.Id, (await Depot.FindOrCreateByAsync(new { Code = "W" })).Id);
    }

    [Fact]
    public async Task Writes_many_rows()
    {
        // snippet: querying-many-rows
        var ids = await Depot.InsertAllAsync([new() { Name = "East", Code = "E" }, new() { Name = "West", Code = "W" }]);

        await Depot.UpsertAllAsync([new() { Name = "Eastern", Code = "E" }], uniqueBy: depot => depot.Code, updateOnly: depot => depot.Name);

        var changed = await Parcel.Where(parcel => parcel.DepotId == 1)
            .UpdateAllAsync(set => set.SetProperty(parcel => parcel.State, "sent"));

        var touched = await Depot.Where(depot => depot.Code == "E").TouchAllAsync();
        var deleted = await Parcel.Where(parcel => parcel.DepotId == 2).DeleteAllAsync();
        // end snippet

        Assert.Equal((2, 1, 1), (changed, touched, deleted));
        Assert.Equal(["Eastern", "West"], (await Depot.FindAsync(ids)).Select(depot => depot.Name));
    }

    [Fact]
    public async Task Speaks_SQL()
    {
        var least = 1_000;

        // snippet: querying-sql
        var parcels = await Parcel.FromSql($"SELECT * FROM parcels WHERE grams > {least}").OrderBy(parcel => parcel.Id).ToListAsync();

        var loads = await Database.Current.Database
            .SqlQuery<Load>($"SELECT depot_id AS depot_id, sum(grams) AS grams FROM parcels GROUP BY depot_id")
            .ToListAsync();

        var chain = await Parcel.FromSql($"""
            WITH heavy AS (SELECT * FROM parcels WHERE grams > {least})
            SELECT * FROM heavy WHERE state = 'waiting'
            """).ToListAsync();
        // end snippet

        Assert.Equal([4_000, 12_000], parcels.Select(parcel => parcel.Grams));
        Assert.Equal([4_300, 21_000], loads.Select(load => load.Grams).Order());
        Assert.Equal("Ben", Assert.Single(chain).Receiver);
    }

    [Fact]
    public async Task Tells_its_plan()
    {
        // snippet: querying-explain
        Console.WriteLine(await Parcel.Where(parcel => parcel.Receiver == "Ann").ExplainAsync());
        // end snippet

        Assert.Contains("SCAN p", await Parcel.Where(parcel => parcel.Receiver == "Ann").ExplainAsync());
    }
}

public class Depot : Record<Depot>
{
    [Required, MaxLength(40)] public string Name { get; set; } = "";

    [Unique] public string Code { get; set; } = "";

    public List<Parcel> Parcels { get; set; } = [];
}

// snippet: querying-parcel
public class Parcel : Record<Parcel>
{
    [Required, MaxLength(40)] public string Receiver { get; set; } = "";

    public int Grams { get; set; }

    public string State { get; set; } = "waiting";

    public bool IsLost { get; set; }

    public int DepotId { get; set; }
    public Depot? Depot { get; set; }

    [DefaultScope] static Expression<Func<Parcel, bool>> Present => parcel => !parcel.IsLost;
}

public static class Parcels
{
    extension(IQueryable<Parcel> parcels)
    {
        public IQueryable<Parcel> Heavy() => parcels.Where(parcel => parcel.Grams > 1_000);

        public IQueryable<Parcel> In(string depot) => parcels.Where(parcel => parcel.Depot!.Name == depot);
    }
}
// end snippet

public sealed record Load(int DepotId, int Grams);
