using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>
/// What queries of records can do beyond EF Core's operators, as in
/// <c>Article.All.Include(a => a.Comments).FindAsync(id)</c>.
/// </summary>
public static partial class RecordQueries
{
    /// <summary>The record with this id.</summary>
    /// <exception cref="RecordNotFoundException">There is none among these records; a request answers 404.</exception>
    public static async Task<T> FindAsync<T>(this IQueryable<T> records, int id) where T : Record =>
        await records.FindOrDefaultAsync(id) ?? throw new RecordNotFoundException(typeof(T), id);

    public static Task<T?> FindOrDefaultAsync<T>(this IQueryable<T> records, int id) where T : Record =>
        records.FirstOrDefaultAsync(r => r.Id == id, Cancellation);

    /// <summary>The records with these ids, in the order of the ids.</summary>
    /// <exception cref="RecordNotFoundException">One or more are missing; the message names them.</exception>
    public static async Task<IReadOnlyList<T>> FindAsync<T>(
        this IQueryable<T> records, params IReadOnlyCollection<int> ids) where T : Record
    {
        int[] asked = [.. ids.Distinct()];

        // One parameter, however many ids: a database allows only so many.
        var found = await records.Where(r => EF.Parameter(asked).Contains(r.Id)).ToDictionaryAsync(r => r.Id, Cancellation);
        int[] missing = [.. asked.Where(id => !found.ContainsKey(id))];

        return missing.Length == 0
            ? [.. asked.Select(id => found[id])]
            : throw new RecordNotFoundException(typeof(T), missing, asked.Length);
    }

    /// <summary>The first record that meets the condition, by id unless the query says otherwise.</summary>
    /// <exception cref="RecordNotFoundException">There is none; a request answers 404.</exception>
    public static async Task<T> FindByAsync<T>(
        this IQueryable<T> records,
        Expression<Func<T, bool>> condition,
        [CallerArgumentExpression(nameof(condition))] string wording = "") where T : Record =>
        await records.FindByOrDefaultAsync(condition) ?? throw new RecordNotFoundException(typeof(T), wording);

    public static Task<T?> FindByOrDefaultAsync<T>(
        this IQueryable<T> records, Expression<Func<T, bool>> condition) where T : Record =>
        records.Where(condition).InSomeOrder().FirstOrDefaultAsync(Cancellation);

    /// <summary>One value of each record: <c>Article.All.PluckAsync(a => a.Title)</c>.</summary>
    public static async Task<IReadOnlyList<TValue>> PluckAsync<T, TValue>(
        this IQueryable<T> records, Expression<Func<T, TValue>> value) where T : Record =>
        await records.Select(value).ToListAsync(Cancellation);

    /// <summary>One value of the first record; the type's default when there is none.</summary>
    public static Task<TValue?> PickAsync<T, TValue>(
        this IQueryable<T> records, Expression<Func<T, TValue>> value) where T : Record =>
        records.InSomeOrder().Select(value).FirstOrDefaultAsync(Cancellation);

    public static Task<IReadOnlyList<int>> IdsAsync<T>(this IQueryable<T> records) where T : Record =>
        records.PluckAsync(r => r.Id);

    static CancellationToken Cancellation => Database.Current.Cancellation;

    /// <summary>The order the query has; by id if it has none, so that "the first" means something.</summary>
    internal static IQueryable<T> InSomeOrder<T>(this IQueryable<T> records) where T : Record =>
        HasOrder(records.Expression) ? records : records.OrderBy(r => r.Id);

    static bool HasOrder(Expression query) => query is MethodCallExpression { Arguments: [var source, ..] } call
        && (call.Method.Name is nameof(Queryable.OrderBy) or nameof(Queryable.OrderByDescending) || HasOrder(source));
}
