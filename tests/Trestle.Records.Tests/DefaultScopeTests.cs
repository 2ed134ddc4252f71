using System.Linq.Expressions;

namespace Trestle.Records.Tests;

public class DefaultScopeTests : TestDatabase
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Train.InsertAllAsync(
        [
            new() { Id = 1, Name = "Night mail" },
            new() { Id = 2, Name = "Old puffer", IsRetired = true },
            new() { Id = 3, Name = "Gold train", IsSecret = true },
        ]);
    }

    [Fact]
    public async Task Narrows_every_query()
    {
        Assert.Equal(["Night mail"], await Train.All.PluckAsync(t => t.Name));
        Assert.Equal(1, await Train.CountAsync());
        Assert.Null(await Train.FindOrDefaultAsync(2));
        Assert.False(await Train.ExistsAsync(3));
        Assert.Equal(1, await Train.All.UpdateAllAsync(set => set.SetProperty(t => t.Wagons, 3)));
    }

    [Fact]
    public async Task Is_lifted_from_a_query_or_one_of_several_is()
    {
        Assert.Equal(3, await Train.Unscoped().CountAsync());
        Assert.Equal(["Night mail", "Old puffer"], await Train.Unscoped("Running").OrderBy(t => t.Id).PluckAsync(t => t.Name));
        Assert.Equal("Gold train", (await Train.Where(t => t.Id > 2).Unscoped().FindAsync(3)).Name);
    }

    [Fact]
    public void Is_known_by_name_to_be_lifted()
    {
        var failure = Assert.Throws<ArgumentException>(() => Train.Unscoped("Nope"));

        Assert.Equal("expected the name of a property with [DefaultScope], got: Nope", failure.Message);
    }

    [Fact]
    public async Task Leaves_a_record_s_own_doings_alone()
    {
        var hidden = await Train.Unscoped().FindAsync(2);

        Assert.True(await hidden.UpdateAsync(new { Wagons = 5 }));
        await hidden.ReloadAsync();
        await hidden.IncrementAsync(t => t.Wagons);
        Assert.Equal(6, hidden.Wagons);

        var namesake = new Train { Name = "Old puffer" };
        Assert.False(await namesake.SaveAsync());
        Assert.Equal(["Name has already been taken"], namesake.Errors.FullMessages);

        await hidden.DestroyAsync();
        Assert.Equal(2, await Train.Unscoped().CountAsync());
    }

    [Fact]
    public void Is_a_condition_on_its_record()
    {
        var entity = new Microsoft.EntityFrameworkCore.ModelBuilder().Entity(typeof(Wrong));

        var failure = Assert.Throws<InvalidOperationException>(() => DefaultScopes.Apply(entity));

        Assert.Equal(
            """
            Wrong.Open is a [DefaultScope], but not a condition on Wrong.

            Make it one:

                [DefaultScope] static Expression<Func<Wrong, bool>> Open => one => ...;
            """,
            failure.Message);
    }

    [System.ComponentModel.DataAnnotations.Schema.NotMapped]
    sealed class Wrong : Record<Wrong>
    {
        [DefaultScope] static Expression<Func<Train, bool>> Open => _ => true;
    }
}
