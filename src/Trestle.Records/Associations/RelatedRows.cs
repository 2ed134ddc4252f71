using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>Asks for the rows of a table by the key that relates them to others.</summary>
abstract class RelatedRows
{
    /// <param name="record">The class of the rows.</param>
    /// <param name="key">The property that is compared.</param>
    /// <param name="type">The property that names the other's class, and its value; for a polymorphic reference.</param>
    public static RelatedRows Of(Type record, PropertyInfo key, (PropertyInfo Property, string Name)? type = null) =>
        (RelatedRows)Activator.CreateInstance(typeof(RelatedRows<>).MakeGenericType(record), key, type)!;

    public abstract Task<bool> AnyAsync(RecordContext context, int id);

    public abstract Task<IReadOnlyList<Record>> LoadAsync(RecordContext context, int[] ids, string? include = null);

    /// <summary>Those of one owner; with these ids, if any are named.</summary>
    public abstract Task<IReadOnlyList<Record>> LoadAmongAsync(RecordContext context, int owner, int[]? ids);

    public abstract IQueryable Query(RecordContext context, int id);
}

sealed class RelatedRows<T>(PropertyInfo key, (PropertyInfo Property, string Name)? type) : RelatedRows where T : Record
{
    static readonly MethodInfo parameter = typeof(EF).GetMethod(nameof(EF.Parameter))!;

    static readonly MethodInfo contains = typeof(Enumerable).GetMethods()
        .Single(m => m.Name == nameof(Enumerable.Contains) && m.GetParameters().Length == 2);

    public override Task<bool> AnyAsync(RecordContext context, int id) => Where(context, id).AnyAsync(context.Cancellation);

    public override IQueryable Query(RecordContext context, int id) => Where(context, id);

    public override async Task<IReadOnlyList<Record>> LoadAsync(RecordContext context, int[] ids, string? include)
    {
        if (ids.Length == 0)
            return [];

        var rows = ids is [var id] ? Where(context, id) : Where(context, row => Among(row, ids));

        return await (include is null ? rows : rows.Include(include)).OrderBy(r => r.Id).ToListAsync(context.Cancellation);
    }

    public override async Task<IReadOnlyList<Record>> LoadAmongAsync(RecordContext context, int owner, int[]? ids)
    {
        var rows = Where(context, owner);

        return await (ids is null ? rows : rows.Where(r => EF.Parameter(ids).Contains(r.Id))).ToListAsync(context.Cancellation);
    }

    IQueryable<T> Where(RecordContext context, int id) =>
        Where(context, row => Expression.Equal(row, Likeness.Parameter(id, key.PropertyType)));

    IQueryable<T> Where(RecordContext context, Func<Expression, Expression> isRelated)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var condition = isRelated(Likeness.Property(row, key));

        if (type is { } named)
            condition = Expression.AndAlso(
                Expression.Equal(Likeness.Property(row, named.Property), Likeness.Parameter(named.Name, typeof(string))), condition);

        return context.Set<T>().Where(Expression.Lambda<Func<T, bool>>(condition, row));
    }

    // One parameter, however many ids: a database allows only so many.
    MethodCallExpression Among(Expression value, int[] ids)
    {
        var isNullable = key.PropertyType != typeof(int);
        object all = isNullable ? ids.Select(id => (int?)id).ToArray() : ids;
        var list = Expression.Call(parameter.MakeGenericMethod(all.GetType()), Likeness.Parameter(all, all.GetType()));

        return Expression.Call(contains.MakeGenericMethod(key.PropertyType), list, value);
    }
}
