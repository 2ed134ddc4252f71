namespace Trestle.Records.Tests;

public class StrictLoadingTests : TestDatabase
{
    [Fact]
    public async Task Says_that_a_list_was_not_loaded_and_how_to_load_it()
    {
        var museum = await Museum.FindAsync((await SavedMuseum()).Id);

        var fault = Assert.Throws<RelationNotLoadedException>(() => museum.Exhibits);

        Assert.Equal(
            """
            The Exhibits of Museum 1 are not loaded.

            Include them in the query, or load them for this record:

                Museum.All.Include(one => one.Exhibits)

                await museum.LoadAsync(one => one.Exhibits);
            """, fault.Message);
        Assert.Same(museum, fault.Record);
        Assert.Equal("Exhibits", fault.Relation);
    }

    [Fact]
    public async Task Says_that_one_record_was_not_loaded()
    {
        var curator = await Curator.FindAsync((await SavedMuseum()).Curator!.Id);

        var fault = Assert.Throws<RelationNotLoadedException>(() => curator.Museum);

        Assert.Equal(
            """
            The Museum of Curator 1 is not loaded.

            Include it in the query, or load it for this record:

                Curator.All.Include(one => one.Museum)

                await curator.LoadAsync(one => one.Museum);
            """, fault.Message);
    }

    [Fact]
    public async Task Holds_for_every_kind_of_relation()
    {
        var id = (await SavedMuseum()).Id;
        var museum = await Museum.FindAsync(id);
        var exhibit = await Exhibit.Where(e => e.Name == "Vase").FirstAsync();

        Assert.Throws<RelationNotLoadedException>(() => museum.Curator);
        Assert.Throws<RelationNotLoadedException>(() => museum.Remarks);
        Assert.Throws<RelationNotLoadedException>(() => exhibit.Museum);
        Assert.Throws<RelationNotLoadedException>(() => exhibit.About);
        Assert.Throws<RelationNotLoadedException>(() => exhibit.Eras);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Gives_what_a_query_included(bool tracks, bool splits)
    {
        await SavedMuseum();
        var query = Museum.All.Include(m => m.Curator).Include(m => m.Exhibits).ThenInclude(e => e.Eras);
        query = tracks ? query.AsTracking().Include(m => m.Curator).Include(m => m.Exhibits).ThenInclude(e => e.Eras) : query;

        var museum = await (splits ? query.AsSplitQuery() : query.AsSingleQuery()).FirstAsync();

        Assert.Equal("Ann", museum.Curator!.Name);
        Assert.Same(museum, museum.Curator.Museum);
        Assert.Equal(["Coin", "Vase"], museum.Exhibits.Select(e => e.Name).Order());
        Assert.Equal(["Bronze"], museum.Exhibits.SelectMany(e => e.Eras).Select(e => e.Name));
        Assert.Same(museum, museum.Exhibits[0].Museum);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gives_what_was_included_and_is_not_there(bool tracks)
    {
        await new Museum { Name = "Empty" }.SaveAsync();
        var query = tracks ? Museum.All.AsTracking() : Museum.All;

        var museum = await query.Include(m => m.Curator).Include(m => m.Exhibits).FirstAsync();

        Assert.Null(museum.Curator);
        Assert.Empty(museum.Exhibits);
    }

    [Fact]
    public async Task Gives_the_part_of_a_list_that_was_included()
    {
        await SavedMuseum();

        var museum = await Museum.All.Include(m => m.Exhibits.Where(e => e.Name == "Coin")).FirstAsync();
        var none = await Museum.All.Include(m => m.Exhibits.Where(e => e.Name == "Mask")).FirstAsync();

        Assert.Equal(["Coin"], museum.Exhibits.Select(e => e.Name));
        Assert.Empty(none.Exhibits);
    }

    [Fact]
    public async Task Gives_what_was_loaded_afterwards()
    {
        await SavedMuseum();
        await new Museum { Name = "Empty" }.SaveAsync();
        var museums = await Museum.All.OrderBy(m => m.Id).ToListAsync();
        var exhibits = await Exhibit.All.OrderBy(e => e.Id).ToListAsync();

        await museums.PreloadAsync(m => m.Curator, m => m.Exhibits, m => m.Remarks);
        await exhibits.PreloadAsync(e => e.Museum, e => e.About, e => e.Eras);

        Assert.Equal(["Ann", null], museums.Select(m => m.Curator?.Name));
        Assert.Equal([2, 0], museums.Select(m => m.Exhibits.Count));
        Assert.Equal([1, 0], museums.Select(m => m.Remarks.Count));
        Assert.All(exhibits, e => Assert.Equal("Louvre", e.Museum!.Name));
        Assert.Equal(["Museum 1", null], exhibits.Select(e => e.About?.ToString()));
        Assert.Equal([1, 0], exhibits.Select(e => e.Eras.Count));
    }

    [Fact]
    public async Task Needs_no_loading_where_the_key_is_null()
    {
        await new Exhibit { Name = "Stray" }.SaveAsync();

        var stray = await Exhibit.FirstAsync();

        Assert.Null(stray.Museum);
        Assert.Null(stray.About);
        Assert.Throws<RelationNotLoadedException>(() => stray.Eras);
    }

    [Fact]
    public async Task Gives_what_was_set_by_hand()
    {
        var saved = await SavedMuseum();
        var curator = await Curator.FirstAsync();

        curator.Museum = saved;

        Assert.Same(saved, curator.Museum);
    }

    [Fact]
    public async Task A_record_made_here_knows_all_its_relations_also_once_it_is_saved()
    {
        var museum = new Museum { Name = "New" };
        Assert.Empty(museum.Exhibits);

        await museum.SaveAsync();

        Assert.Empty(museum.Exhibits);
        Assert.Null(museum.Curator);
        Assert.True(await museum.UpdateAsync(new { Name = "Newer" }));
        Assert.Empty(museum.Exhibits);
    }

    [Fact]
    public async Task Saves_changes_and_destroys_without_loading()
    {
        await SavedMuseum();
        var museum = await Museum.FirstAsync();

        Assert.True(await museum.UpdateAsync(new { Name = "Prado" }));
        Assert.True(await museum.UpdateAsync(new MuseumParams([new(Id: 1, Name: "Urn"), new(Name: "Bust")])));
        await museum.ReloadAsync();
        Assert.Equal("Prado", museum.Name);
        await museum.LoadAsync(m => m.Exhibits);
        Assert.Equal(["Bust", "Coin", "Urn"], museum.Exhibits.Select(e => e.Name).Order());

        Assert.True(await (await Museum.FirstAsync()).DestroyAsync());
        Assert.Equal(0, await Exhibit.CountAsync());
        Assert.Equal(0, await Remark.CountAsync());
    }

    [Fact]
    public async Task Shows_a_record_without_its_relations()
    {
        await SavedMuseum();

        Assert.StartsWith("Museum { Id = 1, Name = \"Louvre\"", (await Museum.FirstAsync()).Inspect(), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_nothing_where_nobody_asked_for_it()
    {
        Assert.Empty(Database.Current.Model.FindEntityType(typeof(Topic))!.GetServiceProperties());
        Assert.Single(Database.Current.Model.FindEntityType(typeof(Museum))!.GetServiceProperties());
    }

    static async Task<Museum> SavedMuseum()
    {
        var museum = new Museum
        {
            Name = "Louvre",
            Curator = new() { Name = "Ann" },
            Exhibits = { new() { Name = "Vase", Eras = { new() { Name = "Bronze" } } }, new() { Name = "Coin" } },
        };
        await museum.SaveAsync();
        await museum.Exhibits[0].UpdateAsync(new { About = museum });
        await new Remark { Text = "Fine", Subject = museum }.SaveAsync();

        return museum;
    }
}
