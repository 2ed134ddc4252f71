using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Queries short enough to start at the class: Article.FindByAsync(...).
public abstract partial class Record<T>
{
    /// <inheritdoc cref="RecordQueries.Unscoped{T}"/>
    public static IQueryable<T> Unscoped(params IReadOnlyCollection<string> scopes) => All.Unscoped(scopes);

    /// <inheritdoc cref="RecordQueries.None{T}"/>
    public static IQueryable<T> None() => All.None();

    /// <summary>
    /// The rows a statement of your own gives, with all the table's columns; what stands in braces becomes parameters.
    /// Operators may follow if it is a SELECT or a WITH:
    /// <c>Article.FromSql($"SELECT * FROM articles WHERE stars > {stars}").OrderBy(a => a.Title)</c>.
    /// </summary>
    public static IQueryable<T> FromSql(FormattableString sql) => Database.Current.Set<T>().FromSql(sql);

    /// <inheritdoc cref="RecordQueries.FindAsync{T}(IQueryable{T}, IReadOnlyCollection{int})"/>
    public static Task<IReadOnlyList<T>> FindAsync(params IReadOnlyCollection<int> ids) => All.FindAsync(ids);

    /// <summary>The record with the lowest id.</summary>
    /// <exception cref="RecordNotFoundException">There is none at all.</exception>
    public static async Task<T> FirstAsync() =>
        await FirstOrDefaultAsync() ?? throw new RecordNotFoundException(typeof(T));

    public static Task<T?> FirstOrDefaultAsync() =>
        All.OrderBy(r => r.Id).FirstOrDefaultAsync(Database.Current.Cancellation);

    /// <inheritdoc cref="RecordQueries.FindByAsync{T}"/>
    public static Task<T> FindByAsync(
        Expression<Func<T, bool>> condition, [CallerArgumentExpression(nameof(condition))] string wording = "") =>
        All.FindByAsync(condition, wording);

    public static Task<T?> FindByOrDefaultAsync(Expression<Func<T, bool>> condition) =>
        All.FindByOrDefaultAsync(condition);

    public static Task<bool> ExistsAsync(int id) => ExistsAsync(r => r.Id == id);

    public static Task<bool> ExistsAsync(Expression<Func<T, bool>> condition) =>
        All.AnyAsync(condition, Database.Current.Cancellation);

    /// <summary>
    /// The record with these values, as in <c>Tag.FindOrCreateByAsync(new { Name = "rail" })</c>, or a new one that
    /// has them and what <paramref name="fill"/> adds. When two do it at once a unique index decides, and both get the
    /// same record. A broken rule leaves it new, with its <see cref="Record.Errors"/>.
    /// </summary>
    public static async Task<T> FindOrCreateByAsync(object values, Action<T>? fill = null) =>
        await FindLikeAsync(Made(values), values) ?? await CreateOrFindByAsync(values, fill);

    /// <summary>
    /// As <see cref="FindOrCreateByAsync"/>, but tries to create first: for when it is hardly ever there already.
    /// </summary>
    public static async Task<T> CreateOrFindByAsync(object values, Action<T>? fill = null)
    {
        var record = Made(values);
        fill?.Invoke(record);

        try
        {
            // Asked again with the record's own values: BeforeValidate may have put them in order.
            return await record.SaveAsync() ? record : await FindLikeAsync(record, values) ?? record;
        }
        catch (DbUpdateException)
        {
            // A unique index that no rule tells of.
            if (await FindLikeAsync(record, values) is { } found)
                return found;

            throw;
        }
    }

    /// <summary>The record with these values, or a new one that has them and is not saved yet.</summary>
    public static async Task<T> FindOrInitializeByAsync(object values)
    {
        var record = Made(values);

        return await FindLikeAsync(record, values) ?? record;
    }

    static T Made(object values) => new T().Assign(values);

    static Task<T?> FindLikeAsync(T record, object values)
    {
        PropertyInfo[] named = [.. Assignment.Targets(values, record)];

        return named.Length > 0 ? All.FindByOrDefaultAsync(Likeness.To(record, named)) : throw new ArgumentException(
            $$"""
            expected values to find a {{typeof(T).Name}} by, got: {{values}}

            Name the properties that tell it from others:

                new { Name = "..." }
            """);
    }
}
