using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Each batch is a query of its own that starts after the last id seen: rows deleted or changed meanwhile move no other
// row over a border, and no connection is held between batches.
public static partial class RecordQueries
{
    const int UsualBatch = 1000;

    /// <summary>
    /// The records in order of their ids, <paramref name="size"/> at a time; any other order of the query is dropped.
    /// They may be changed and deleted meanwhile.
    /// </summary>
    public static IAsyncEnumerable<IReadOnlyList<T>> InBatchesAsync<T>(
        this IQueryable<T> records, int size = UsualBatch) where T : Record => size >= 1
        ? Batches(records, size)
        : throw new ArgumentException($"expected size to be at least 1, got: {size}");

    /// <summary>
    /// Record after record in order of their ids, loaded <paramref name="size"/> at a time; any other order of the
    /// query is dropped. They may be changed and deleted meanwhile.
    /// </summary>
    public static IAsyncEnumerable<T> FindEachAsync<T>(
        this IQueryable<T> records, int size = UsualBatch) where T : Record => Each(records.InBatchesAsync(size));

    static async IAsyncEnumerable<IReadOnlyList<T>> Batches<T>(
        IQueryable<T> records, int size, [EnumeratorCancellation] CancellationToken cancellation = default) where T : Record
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, cancellation);
        var last = int.MinValue;
        List<T> batch;

        do
        {
            var after = last;
            batch = await records.Where(r => r.Id > after).OrderBy(r => r.Id).Take(size).ToListAsync(either.Token);

            if (batch.Count == 0)
                yield break;

            last = batch[^1].Id;
            yield return batch;
        }
        while (batch.Count == size);
    }

    static async IAsyncEnumerable<T> Each<T>(
        IAsyncEnumerable<IReadOnlyList<T>> batches, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var batch in batches.WithCancellation(cancellation))
            foreach (var record in batch)
                yield return record;
    }
}
