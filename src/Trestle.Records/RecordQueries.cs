using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>Finding by id within a query, as in <c>Article.All.Include(a => a.Comments).FindAsync(id)</c>.</summary>
public static class RecordQueries
{
    /// <summary>The record with this id.</summary>
    /// <exception cref="RecordNotFoundException">There is none among these records; a request answers 404.</exception>
    public static async Task<T> FindAsync<T>(this IQueryable<T> records, int id) where T : Record =>
        await records.FindOrDefaultAsync(id) ?? throw new RecordNotFoundException(typeof(T), id);

    public static Task<T?> FindOrDefaultAsync<T>(this IQueryable<T> records, int id) where T : Record =>
        records.FirstOrDefaultAsync(r => r.Id == id, Database.Current.Cancellation);
}
