namespace Trestle.Records.Tests;

public class ManyRowsTests : TestDatabase
{
    [Fact]
    public async Task Inserts_many_and_fills_in_the_times()
    {
        var ids = await Article.InsertAllAsync(
        [
            new() { Title = "Bridges", Body = "long", Tags = ["steel", "stone"] },
            new() { Title = "", Slug = "no-rules", CreatedAt = Time.GetUtcNow().AddDays(-1) },
        ]);

        var stored = await Article.FindAsync(ids);
        Assert.Equal(["Bridges", ""], stored.Select(a => a.Title));
        Assert.Equal(["steel", "stone"], stored[0].Tags);
        Assert.Equal((Time.GetUtcNow(), Time.GetUtcNow()), (stored[0].CreatedAt, stored[0].UpdatedAt));
        Assert.Equal((Time.GetUtcNow().AddDays(-1), Time.GetUtcNow()), (stored[1].CreatedAt, stored[1].UpdatedAt));
        Assert.Empty(Facts);
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Takes_the_objects_as_values_only()
    {
        var tag = new Tag { Name = "rail" };

        await Tag.InsertAllAsync([tag]);

        Assert.True(tag.IsNew);
        Assert.Equal(default, tag.CreatedAt);
        Assert.Empty(await Tag.InsertAllAsync([]));
    }

    [Fact]
    public async Task Inserts_with_ids_and_without()
    {
        var ids = await Tag.InsertAllAsync([new() { Name = "one", Id = 700 }, new() { Name = "two" }, new() { Name = "three", Id = 600 }]);

        Assert.Equal([600, 700], ids.Where(id => id >= 600 && id != 701).Order());
        Assert.Equal(["one", "two", "three"], (await Tag.All.PluckAsync(t => t.Name)).OrderBy(n => n.Length).ThenBy(n => n == "two"));
    }

    [Fact]
    public async Task Inserts_none_when_one_is_there_already()
    {
        await SavedTag("rail");

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => Tag.InsertAllAsync([new() { Name = "steel" }, new() { Name = "rail" }]));

        Assert.Equal(
            $"""
            None of 2 rows of Tag was written: {failure.InnerException!.Message}

            Where rows that are there already may stay or be changed, say so:

                await Tag.InsertAllAsync(rows, OnDuplicate.Skip);
                await Tag.UpsertAllAsync(rows, uniqueBy: one => one....);
            """,
            failure.Message);
        Assert.Equal(["rail"], await Tag.All.PluckAsync(t => t.Name));
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Leaves_a_transaction_as_it_was_when_one_is_refused()
    {
        await SavedTag("rail");

        await Database.TransactionAsync(async () =>
        {
            await SavedTag("before");
            await Assert.ThrowsAsync<DbUpdateException>(() => Tag.InsertAllAsync(
                [.. Enumerable.Range(0, 500).Select(i => new Tag { Name = $"tag {i}" }), new() { Name = "rail" }]));
            await SavedTag("after");
        });

        Assert.Equal(["after", "before", "rail"], (await Tag.All.PluckAsync(t => t.Name)).Order());
    }

    [Fact]
    public async Task Refuses_text_that_no_database_keeps()
    {
        foreach (var name in new[] { "q\0r", "half \uD83D" })
        {
            var failure = await Assert.ThrowsAsync<DbUpdateException>(() => Tag.InsertAllAsync([new() { Name = "rail" }, new() { Name = name }]));

            Assert.Equal("None of the rows of Tag was written: Name has characters that cannot be stored", failure.Message);
        }

        Assert.Equal(0, await Tag.CountAsync());
    }

    [Fact]
    public async Task Refuses_what_is_no_row()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Tag.InsertAllAsync([new() { Name = "rail" }, null!]));

        Assert.Equal("expected 2 rows, got: null for one of them", failure.Message);
    }

    [Fact]
    public async Task Says_which_row_the_database_refuses()
    {
        var failure = await Assert.ThrowsAsync<DbUpdateException>(() => Comment.InsertAllAsync([new() { ArticleId = 99 }]));

        Assert.Equal($"None of 1 rows of Comment was written: {failure.InnerException!.Message}", failure.Message);
    }

    [Fact]
    public async Task Skips_those_that_are_there()
    {
        var there = await SavedTag("rail", uses: 7);

        var ids = await Tag.InsertAllAsync([new() { Name = "steel" }, new() { Name = "rail" }, new() { Name = "steel" }], OnDuplicate.Skip);
        var none = await Tag.InsertAllAsync([new() { Name = "rail" }], OnDuplicate.Skip, uniqueBy: t => t.Name);

        Assert.Equal("steel", (await Tag.FindAsync(Assert.Single(ids))).Name);
        Assert.Empty(none);
        Assert.Equal(7, (await Tag.FindAsync(there.Id)).Uses);

        var failure = await Assert.ThrowsAsync<DbUpdateException>(() =>
            Tag.InsertAllAsync([new() { Id = there.Id + 100, Name = "rail" }], OnDuplicate.Skip, uniqueBy: t => t.Id));
        Assert.StartsWith("None of 1 rows of Tag was written: ", failure.Message);
    }

    [Fact]
    public async Task Upserts_by_a_unique_property()
    {
        var rail = await SavedTag("rail", uses: 7);
        var steel = await SavedTag("steel", uses: 1);
        Time.Advance(TimeSpan.FromMinutes(1));

        var ids = await Tag.UpsertAllAsync(
            [new() { Name = "rail", Uses = 8, Note = "new" }, new() { Name = "steel", Uses = 1 }, new() { Name = "wood" }],
            uniqueBy: t => t.Name);

        var stored = await Tag.FindAsync(ids);
        Assert.Equal([rail.Id, steel.Id], ids.Take(2));
        Assert.Equal((8, "new", rail.CreatedAt, Time.GetUtcNow()), (stored[0].Uses, stored[0].Note, stored[0].CreatedAt, stored[0].UpdatedAt));
        Assert.Equal(steel.UpdatedAt, stored[1].UpdatedAt);
        Assert.Equal(("wood", Time.GetUtcNow()), (stored[2].Name, stored[2].CreatedAt));
    }

    [Fact]
    public async Task Upserts_only_what_it_is_told_to()
    {
        var rail = await SavedTag("rail", uses: 7);

        await Tag.UpsertAllAsync([new() { Name = "rail", Uses = 8, Note = "new" }], uniqueBy: t => t.Name, updateOnly: t => new { t.Note });

        var stored = await Tag.FindAsync(rail.Id);
        Assert.Equal((7, "new"), (stored.Uses, stored.Note));
    }

    [Fact]
    public async Task An_upsert_is_a_change_that_a_stale_record_notices()
    {
        var account = new Account { Owner = "Ann" };
        await account.SaveAsync();
        await Account.UpsertAllAsync([new() { Id = account.Id, Owner = "Ann", Balance = 5 }]);
        var changed = await Account.FindAsync(account.Id);
        await Account.UpsertAllAsync([new() { Id = account.Id, Owner = "Ann", Balance = 5 }]);

        Assert.Equal((5, 1), (changed.Balance, changed.LockVersion));
        Assert.Equal(1, (await Account.FindAsync(account.Id)).LockVersion);
        await Assert.ThrowsAsync<StaleRecordException>(() => account.UpdateAsync(new { Balance = 3 }));
    }

    [Fact]
    public async Task Upserts_by_id_unless_told_otherwise()
    {
        var rail = await SavedTag("rail", uses: 7);
        Time.Advance(TimeSpan.FromMinutes(1));
        rail.Uses = 9;

        var ids = await Tag.UpsertAllAsync([rail, new() { Name = "steel" }]);

        Assert.Equal(rail.Id, ids.Min());
        Assert.Equal([("rail", 9), ("steel", 0)], (await Tag.FindAsync(ids)).Select(t => (t.Name, t.Uses)).Order());
        Assert.Equal(Time.GetUtcNow(), (await Tag.FindAsync(rail.Id)).UpdatedAt);
    }

    [Fact]
    public async Task Splits_what_is_more_than_a_statement_takes()
    {
        var names = Enumerable.Range(0, 12_000).Select(i => $"tag {i}").ToList();

        var ids = await Tag.InsertAllAsync(names.Select(name => new Tag { Name = name }));

        Assert.Equal(12_000, ids.Distinct().Count());
        Assert.Equal(names, await Tag.All.OrderBy(t => t.Id).PluckAsync(t => t.Name));

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            Tag.InsertAllAsync(names.Select(name => new Tag { Name = name.Replace("tag ", name == "tag 11999" ? "tag " : "new ", StringComparison.Ordinal) })));
        Assert.Equal(12_000, await Tag.CountAsync());
    }

    [Fact]
    public async Task Takes_part_in_a_transaction()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await Tag.InsertAllAsync([new() { Name = "rail" }]);
            throw new InvalidOperationException("no");
        }));

        Assert.Equal(0, await Tag.CountAsync());
    }

    [Fact]
    public async Task Says_what_it_cannot_do()
    {
        var twice = await Assert.ThrowsAsync<ArgumentException>(() =>
            Tag.UpsertAllAsync([new() { Name = "rail" }, new() { Name = "rail" }], uniqueBy: t => t.Name));
        var noProperty = await Assert.ThrowsAsync<ArgumentException>(() =>
            Tag.UpsertAllAsync([new() { Name = "rail" }], uniqueBy: t => t.Name.Length));
        var notSkipped = await Assert.ThrowsAsync<ArgumentException>(() =>
            Tag.InsertAllAsync([new() { Name = "rail" }], uniqueBy: t => t.Name));

        Assert.Equal("expected each row to have a Name of its own, got twice: rail", twice.Message);
        Assert.Equal("expected properties, as in one => one.Id or one => new { one.Id, one.CreatedAt }, got: t => Convert(t.Name.Length, Object)", noProperty.Message);
        Assert.Equal("expected uniqueBy only with OnDuplicate.Skip, got: OnDuplicate.Refuse", notSkipped.Message);
    }
}
