namespace Trestle.Records.Tests;

/// <summary>Two writes at once in one unit of work, against one within the other.</summary>
public class WriteFlowTests : TestDatabase
{
    const string TwoAtOnce =
        """
        Two writes at once in one unit of work: this one began before another had ended, and they would share its transaction.

        Await one after the other, or give each a unit of work of its own:

            await using var work = database.BeginUnitOfWork();
        """;

    [Fact]
    public async Task Refuses_a_save_beside_another()
    {
        var (one, other) = (await SavedTag("one"), await SavedTag("other"));
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();

        var first = Database.TransactionAsync(async () =>
        {
            await one.UpdateAsync(new { Uses = 1 });
            begun.SetResult();
            await release.Task;
        });
        await begun.Task;
        var save = await Assert.ThrowsAsync<InvalidOperationException>(() => other.UpdateAsync(new { Uses = 2 }));
        var transaction = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(() => Task.CompletedTask));
        var nested = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.NestedTransactionAsync(() => Task.CompletedTask));
        release.SetResult();
        await first;

        Assert.Equal([TwoAtOnce, TwoAtOnce, TwoAtOnce], [save.Message, transaction.Message, nested.Message]);
        Assert.True(await other.UpdateAsync(new { Uses = 3 }));
        Assert.Equal([1, 3], await Tag.All.OrderBy(t => t.Uses).PluckAsync(t => t.Uses));
    }

    [Fact]
    public async Task Refuses_two_side_by_side_within_a_transaction()
    {
        var (one, other) = (await SavedTag("one"), await SavedTag("other"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            var release = new TaskCompletionSource();
            var first = Database.NestedTransactionAsync(() => release.Task);

            try
            {
                await other.UpdateAsync(new { Uses = 2 });
            }
            finally
            {
                release.SetResult();
                await first;
            }

            await one.SaveAsync();
        }));

        Assert.Equal(TwoAtOnce, failure.Message);
    }

    [Fact]
    public async Task Lets_one_write_within_another_and_one_after_another()
    {
        await Database.TransactionAsync(async () =>
        {
            await SavedTag("one");
            await Database.NestedTransactionAsync(() => Database.TransactionAsync(() => SavedTag("two")));
            await SavedTag("three");
        });

        Assert.Equal(3, await Tag.CountAsync());
    }

    [Fact]
    public async Task Lets_units_of_work_write_side_by_side()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();
            await SavedTag($"tag {i}");
        })));

        Assert.Equal(8, await Tag.CountAsync());
    }
}
