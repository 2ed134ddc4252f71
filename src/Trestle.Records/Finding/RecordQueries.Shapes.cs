using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// What a query is made of, beyond LINQ's own operators.
public static partial class RecordQueries
{
    /// <summary>
    /// The records that default scopes hide as well: of all scopes, or of those with these names.
    /// </summary>
    public static IQueryable<T> Unscoped<T>(this IQueryable<T> records, params IReadOnlyCollection<string> scopes) where T : Record
    {
        DefaultScopes.RefuseUnknown(scopes, Database.Current.Model);

        return scopes.Count == 0 ? records.IgnoreQueryFilters() : records.IgnoreQueryFilters(scopes);
    }

    /// <summary>No record, whatever the query says further on: an answer of the right type where there is none.</summary>
    public static IQueryable<T> None<T>(this IQueryable<T> records) => records.Where(_ => false);

    /// <summary>
    /// The records with one of these values, in the order of the values:
    /// <c>Ticket.All.InOrderOf(t => t.Status, "urgent", "open", "closed")</c>.
    /// </summary>
    public static IOrderedQueryable<T> InOrderOf<T, TValue>(
        this IQueryable<T> records, Expression<Func<T, TValue>> value, params IReadOnlyList<TValue> order) where T : Record
    {
        Expression[] asked = [.. order.Select(one => Likeness.Parameter(one, typeof(TValue)))];

        var isAmong = asked
            .Select(one => Expression.Equal(value.Body, one))
            .Aggregate<Expression, Expression>(Expression.Constant(false), Expression.OrElse);
        var place = asked
            .Select((one, index) => (Is: Expression.Equal(value.Body, one), Index: index))
            .Reverse()
            .Aggregate<(BinaryExpression Is, int Index), Expression>(
                Expression.Constant(asked.Length),
                (rest, one) => Expression.Condition(one.Is, Expression.Constant(one.Index), rest));

        return records
            .Where(Expression.Lambda<Func<T, bool>>(isAmong, value.Parameters))
            .OrderBy(Expression.Lambda<Func<T, int>>(place, value.Parameters));
    }
}
