namespace Trestle.Records.Tests;

public class FindingTests : TestDatabase
{
    [Fact]
    public async Task Finds_the_first_by_id_and_the_first_of_a_condition()
    {
        var (one, _) = (await SavedTag("one", uses: 3), await SavedTag("two", uses: 3));

        Assert.Equal(one.Id, (await Tag.FirstAsync()).Id);
        Assert.Equal(one.Id, (await Tag.FindByAsync(t => t.Uses == 3)).Id);
        Assert.Equal("two", (await Tag.All.OrderByDescending(t => t.Name).FindByAsync(t => t.Uses == 3)).Name);
        Assert.Null(await Tag.FindByOrDefaultAsync(t => t.Uses == 9));
    }

    [Fact]
    public async Task Says_that_there_is_no_first()
    {
        Assert.Null(await Tag.FirstOrDefaultAsync());
        Assert.Equal(
            """
            There is no Tag at all.

            Where that is no surprise, ask with FirstOrDefaultAsync, which gives null:

                var found = await Tag.FirstOrDefaultAsync();
            """,
            (await Assert.ThrowsAsync<RecordNotFoundException>(Tag.FirstAsync)).Message);
    }

    [Fact]
    public async Task Says_which_condition_no_record_meets()
    {
        var name = "rail";

        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => Tag.FindByAsync(t => t.Name == name));

        Assert.Equal(
            """
            There is no Tag where t => t.Name == name.

            Where a missing Tag is no surprise, ask for it with FindByOrDefaultAsync, which gives null:

                var found = await Tag.FindByOrDefaultAsync(t => t.Name == name);
            """,
            failure.Message);
        Assert.Equal((0, 0), (failure.Id, failure.Ids.Count));
    }

    [Fact]
    public async Task Finds_several_in_the_order_of_their_ids_or_names_the_missing()
    {
        var (one, two) = (await SavedTag("one"), await SavedTag("two"));

        Assert.Equal(["two", "one"], (await Tag.FindAsync(two.Id, one.Id, two.Id)).Select(t => t.Name));
        Assert.Empty(await Tag.FindAsync([]));

        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => Tag.FindAsync(one.Id, 77, 78));
        Assert.Equal(
            """
            There is no Tag with id 77 or 78: 1 of 3 were found.

            Where missing ones are no surprise, ask by a condition, which gives those there are:

                var found = await Tag.Where(one => ids.Contains(one.Id)).ToListAsync();
            """,
            failure.Message);
        Assert.Equal([77, 78], failure.Ids);
    }

    [Fact]
    public async Task Finds_by_more_ids_than_a_statement_takes_parameters()
    {
        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => Tag.FindAsync([.. Enumerable.Range(1, 40_000)]));

        Assert.Equal(40_000, failure.Ids.Count);
    }

    [Fact]
    public async Task Asks_whether_there_is_one()
    {
        var tag = await SavedTag("one");

        Assert.True(await Tag.ExistsAsync(tag.Id));
        Assert.True(await Tag.ExistsAsync(t => t.Name == "one"));
        Assert.False(await Tag.ExistsAsync(t => t.Name == "two"));
    }

    [Fact]
    public async Task Plucks_values_picks_one_and_gives_ids()
    {
        var (one, two) = (await SavedTag("one", uses: 1), await SavedTag("two", uses: 2));

        Assert.Equal(["two"], await Tag.Where(t => t.Uses > 1).PluckAsync(t => t.Name));
        Assert.Equal(("one", 1), await Tag.All.PickAsync(t => new ValueTuple<string, int>(t.Name, t.Uses)));
        Assert.Null(await Tag.Where(t => t.Uses > 2).PickAsync(t => t.Name));
        Assert.Equal([one.Id, two.Id], (await Tag.All.IdsAsync()).Order());
    }

    [Fact]
    public async Task Finds_or_creates()
    {
        var made = await Tag.FindOrCreateByAsync(new { Name = " rail " }, tag => tag.Note = "made");
        var found = await Tag.FindOrCreateByAsync(new { Name = "rail" }, tag => tag.Note = "unused");
        var normalized = await Tag.CreateOrFindByAsync(new { Name = " rail " });

        Assert.Equal(("rail", "made"), (made.Name, made.Note));
        Assert.Equal([made.Id, made.Id], [found.Id, normalized.Id]);
        Assert.Equal("made", found.Note);
        Assert.Equal(1, await Tag.CountAsync());
    }

    [Fact]
    public async Task Leaves_a_record_that_breaks_a_rule_new()
    {
        var tag = await Tag.FindOrCreateByAsync(new { Name = " " });

        Assert.True(tag.IsNew);
        Assert.Equal(["Name can't be blank"], tag.Errors.FullMessages);
    }

    [Fact]
    public async Task Gives_all_who_race_the_same_record()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();
            return i % 2 == 0
                ? await Tag.FindOrCreateByAsync(new { Name = "rail" })
                : await Tag.CreateOrFindByAsync(new { Name = "rail" });
        })));

        Assert.Single(found.Select(t => t.Id).Distinct());
        Assert.DoesNotContain(found, t => t.IsNew);
        Assert.Equal(1, await Tag.CountAsync());
    }

    [Fact]
    public async Task Finds_or_creates_within_a_transaction()
    {
        await SavedTag("rail");

        await Database.TransactionAsync(async () =>
        {
            Assert.False((await Tag.CreateOrFindByAsync(new { Name = "rail" })).IsNew);
            Assert.False((await Tag.CreateOrFindByAsync(new { Name = "steel" })).IsNew);
        });

        Assert.Equal(2, await Tag.CountAsync());
    }

    [Fact]
    public async Task Finds_or_initializes()
    {
        var tag = await SavedTag("rail");

        Assert.Equal(tag.Id, (await Tag.FindOrInitializeByAsync(new { Name = "rail" })).Id);

        var fresh = await Tag.FindOrInitializeByAsync(new { Name = "steel", Note = (string?)null });
        Assert.Equal((true, "steel"), (fresh.IsNew, fresh.Name));
        Assert.Equal(1, await Tag.CountAsync());
    }

    [Fact]
    public async Task Wants_something_to_find_by()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Tag.FindOrCreateByAsync(new { }));

        Assert.Equal(
            """
            expected values to find a Tag by, got: { }

            Name the properties that tell it from others:

                new { Name = "..." }
            """,
            failure.Message);
    }
}
