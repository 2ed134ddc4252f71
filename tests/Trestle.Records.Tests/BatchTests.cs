namespace Trestle.Records.Tests;

public class BatchTests : TestDatabase
{
    [Fact]
    public async Task Gives_all_in_batches_by_id()
    {
        await SaveTags(7);

        var batches = await Tag.All.OrderByDescending(t => t.Id).InBatchesAsync(3).ToListAsync();

        Assert.Equal([3, 3, 1], batches.Select(b => b.Count));
        Assert.Equal(Names(7), batches.SelectMany(b => b).Select(t => t.Name));
        Assert.Equal(["t2", "t3"], await Tag.Where(t => t.Uses == 2 || t.Uses == 3).FindEachAsync(1).Select(t => t.Name).ToListAsync());
        Assert.Empty(await Tag.Where(t => t.Uses > 7).InBatchesAsync().ToListAsync());
    }

    [Fact]
    public async Task Misses_none_while_rows_are_deleted_and_changed()
    {
        await SaveTags(20);
        List<string> seen = [];

        await foreach (var tag in Tag.Where(t => !t.IsHidden).FindEachAsync(3))
        {
            seen.Add(tag.Name);

            if (tag.Uses % 2 == 0)
                await tag.DestroyAsync();
            else
                await tag.UpdateAsync(new { IsHidden = true });
        }

        Assert.Equal(Names(20), seen);
        Assert.Equal(10, await Tag.CountAsync());
    }

    [Fact]
    public async Task Leaves_out_what_was_deleted_before_its_batch_and_takes_in_what_was_added()
    {
        await SaveTags(4);
        List<string> seen = [];

        await foreach (var batch in Tag.All.InBatchesAsync(2))
        {
            seen.AddRange(batch.Select(t => t.Name));

            if (seen.Count == 2)
            {
                await Tag.Where(t => t.Name == "t3").ExecuteDeleteAsync();
                await SavedTag("added");
            }
        }

        Assert.Equal(["t1", "t2", "t4", "added"], seen);
    }

    [Fact]
    public async Task Stops_when_cancelled()
    {
        await SaveTags(4);
        using var stop = new CancellationTokenSource();
        List<string> seen = [];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var tag in Tag.All.FindEachAsync(2).WithCancellation(stop.Token))
            {
                seen.Add(tag.Name);
                await stop.CancelAsync();
            }
        });

        Assert.Equal(Names(2), seen);
    }

    [Fact]
    public void Wants_a_size()
    {
        var failure = Assert.Throws<ArgumentException>(() => Tag.All.InBatchesAsync(0));

        Assert.Equal("expected size to be at least 1, got: 0", failure.Message);
    }

    static async Task SaveTags(int count)
    {
        for (var i = 1; i <= count; i++)
            await SavedTag($"t{i}", uses: i);
    }

    static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(i => $"t{i}");
}
