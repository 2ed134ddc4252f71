using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Counts that were wrong before, or whose column is new.
public abstract partial class Record<T>
{
    /// <summary>
    /// Counts anew what other classes count in this one's columns by <see cref="CounterCacheAttribute"/>; of all
    /// records, or of those with these ids.
    /// </summary>
    public static async Task ResetCountersAsync(params IReadOnlyCollection<int> ids)
    {
        var context = Database.Current;
        var own = context.Model.FindEntityType(typeof(T))!;

        var table = RelationSql.Table(own);

        var statements =
            from other in context.Model.GetEntityTypes()
            where other.ClrType.IsSubclassOf(typeof(Record))
            from reference in new RecordRelations(other).References
            where reference.Counter is not null && reference.Target == own.GetRootType()
            let counted = RelationSql.Table(other)
            let column = RelationSql.Column(reference.Counter!)
            select $"UPDATE {table} SET {column} = (SELECT COUNT(*) FROM {counted} WHERE {counted}.{reference.Column} = {table}.id)";

        string[] wheres = ids.Count == 0 ? [""] : [.. ids.Chunk(500).Select(some => $" WHERE id IN ({string.Join(", ", some)})")];

        await Database.TransactionAsync(async () =>
        {
            foreach (var sql in statements.Distinct().ToList())
                foreach (var where in wheres)
                    await context.Database.ExecuteSqlRawAsync(string.Concat(sql, where), context.Cancellation);
        });
    }
}
