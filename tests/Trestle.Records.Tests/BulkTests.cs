namespace Trestle.Records.Tests;

public class BulkTests : TestDatabase
{
    [Fact]
    public async Task Updates_touches_and_deletes_many_in_a_statement()
    {
        var first = await SavedTag("one", uses: 1);
        await SavedTag("two", uses: 2);
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, await Tag.All.UpdateAllAsync(set => set.SetProperty(t => t.Uses, t => t.Uses + 1)));
        Assert.Equal(first.UpdatedAt, (await Tag.FindAsync(first.Id)).UpdatedAt);
        Assert.Equal(1, await Tag.Where(t => t.Uses == 2).TouchAllAsync());
        Assert.Equal(Time.GetUtcNow(), (await Tag.FindAsync(first.Id)).UpdatedAt);
        Assert.Equal(1, await Tag.Where(t => t.Uses == 3).DeleteAllAsync());

        Assert.Equal(["one"], await Tag.All.PluckAsync(t => t.Name));
        Assert.Empty(Facts);
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Says_that_the_database_refused_a_change_of_many()
    {
        await SavedTag("one");
        await SavedTag("two");
        var parcel = new Parcel { Name = "Rails", Weight = 1 };
        await parcel.SaveAsync();
        await new Sticker { ParcelId = parcel.Id }.SaveAsync();

        var update = await Assert.ThrowsAsync<DbUpdateException>(() => Tag.All.UpdateAllAsync(set => set.SetProperty(t => t.Name, "same")));
        var delete = await Assert.ThrowsAsync<DbUpdateException>(() => Parcel.All.DeleteAllAsync());

        Assert.Equal($"No Tag was changed: {update.InnerException!.Message}", update.Message);
        Assert.Equal($"No Parcel was deleted: {delete.InnerException!.Message}", delete.Message);
        Assert.Equal((2, 1), (await Tag.CountAsync(), await Parcel.CountAsync()));
    }

    [Fact]
    public async Task Destroys_many_with_their_callbacks()
    {
        await SavedTag("one");
        await SavedTag("two", uses: 1);
        await SavedTag("three", uses: 1);

        Assert.Equal(2, await Tag.Where(t => t.Uses == 1).DestroyAllAsync());

        Assert.Equal([new TagGone("two"), new TagGone("three")], Facts);
        Assert.Equal(1, await Tag.CountAsync());
    }

    [Fact]
    public async Task Loses_none_of_many_increments()
    {
        var id = (await SavedTag("rail")).Id;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();
            var tag = await Tag.FindAsync(id);
            await tag.IncrementAsync(t => t.Uses);
            Assert.True(tag.Uses >= 1);
        })));

        Assert.Equal(20, (await Tag.FindAsync(id)).Uses);
    }

    [Fact]
    public async Task Increments_and_toggles_and_knows_the_new_value()
    {
        var tag = await SavedTag("rail", uses: 1);
        await Tag.All.UpdateAllAsync(set => set.SetProperty(t => t.Uses, 10));
        tag.Note = "unsaved";

        await tag.IncrementAsync(t => t.Uses, -3);
        await tag.ToggleAsync(t => t.IsHidden);

        Assert.Equal((7, true), (tag.Uses, tag.IsHidden));
        Assert.Equal([nameof(Tag.Note)], tag.Changes.Select(c => c.Property));
        Assert.Null((await Tag.FindAsync(tag.Id)).Note);
    }

    [Fact]
    public async Task Takes_an_increment_back_with_its_transaction()
    {
        var tag = await SavedTag("rail", uses: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await tag.IncrementAsync(t => t.Uses);
            Assert.Equal(2, tag.Uses);
            throw new InvalidOperationException("no");
        }));

        Assert.Equal((1, false), (tag.Uses, tag.IsChanged));
    }

    [Fact]
    public async Task Touches_and_writes_columns_and_nothing_else()
    {
        var tag = await SavedTag("rail");
        Time.Advance(TimeSpan.FromMinutes(1));
        tag.Note = "unsaved";

        await tag.UpdateColumnsAsync(new { Name = " ", Uses = 4 });
        var stored = await Tag.FindAsync(tag.Id);
        Assert.Equal((" ", 4, null, tag.CreatedAt), (stored.Name, stored.Uses, stored.Note, stored.UpdatedAt));

        await tag.TouchAsync();
        Assert.Equal(Time.GetUtcNow(), (await Tag.FindAsync(tag.Id)).UpdatedAt);
        Assert.Equal([nameof(Tag.Note)], tag.Changes.Select(c => c.Property));
    }

    [Fact]
    public async Task Says_when_the_row_is_gone()
    {
        var tag = await SavedTag("rail");
        await Tag.All.DeleteAllAsync();

        await Assert.ThrowsAsync<RecordNotFoundException>(() => tag.IncrementAsync(t => t.Uses));
        await Assert.ThrowsAsync<RecordNotFoundException>(tag.TouchAsync);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => tag.UpdateColumnsAsync(new { Uses = 1 }));
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Leaves_a_taken_value_to_the_database()
    {
        await SavedTag("rail");
        var tag = await SavedTag("steel");

        await Assert.ThrowsAsync<DbUpdateException>(() => tag.UpdateColumnsAsync(new { Name = "rail" }));

        Assert.Equal("steel", (await Tag.FindAsync(tag.Id)).Name);
        Assert.True(tag.HasChanged(nameof(Tag.Name)));
    }

    [Fact]
    public async Task Wants_a_property()
    {
        var tag = await SavedTag("rail");

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => tag.IncrementAsync(t => t.Uses + 1));

        Assert.Equal("expected a property of Tag, as in one => one.Id, got: t => (t.Uses + 1)", failure.Message);
    }
}
