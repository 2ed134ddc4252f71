namespace Trestle.Records.Tests;

public class AttributeTests : TestDatabase
{
    [Fact]
    public async Task A_column_may_be_computed_by_the_database()
    {
        var wagon = await SavedWagon();
        Assert.Equal(30, wagon.Area);

        await wagon.UpdateAsync(new { Length = 12 });

        Assert.Equal(36, wagon.Area);
        Assert.Equal([wagon.Id], await Wagon.Where(w => w.Area > 30).IdsAsync());
    }

    [Fact]
    public async Task A_property_may_have_a_type_of_its_own()
    {
        var wagon = await SavedWagon();
        var load = new AxleLoad(18);

        Assert.Equal(load, (await Wagon.FindAsync(wagon.Id)).Load);
        Assert.Equal(wagon.Id, (await Wagon.FindByAsync(w => w.Load == load)).Id);
    }

    [Fact]
    public async Task Many_small_values_may_share_a_column()
    {
        var wagon = await SavedWagon();
        Assert.Equal((true, "brown"), (wagon.HasBrakes, wagon.Settings.Paint));

        wagon.HasBrakes = false;
        Assert.True(await wagon.SaveAsync());

        Assert.False((await Wagon.FindAsync(wagon.Id)).HasBrakes);
        Assert.Equal(nameof(Wagon.Settings), Assert.Single(wagon.SavedChanges, c => c.Property != nameof(Wagon.UpdatedAt)).Property);
    }

    [Fact]
    public async Task A_property_may_have_no_column()
    {
        var wagon = await SavedWagon();

        await wagon.UpdateAsync(new { Ordered = 3 });

        Assert.Equal((3, 1), (wagon.Ordered, (await Wagon.FindAsync(wagon.Id)).Ordered));
    }

    static Task<Wagon> SavedWagon() => Wagon.CreateAsync(new { Length = 10, Width = 3, Load = new AxleLoad(18), HasBrakes = true });
}
