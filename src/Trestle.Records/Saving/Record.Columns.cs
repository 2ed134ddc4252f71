using System.Linq.Expressions;
using System.Numerics;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Writes of single columns that pass by rules and callbacks.
public abstract partial class Record<T>
{
    /// <summary>
    /// Adds to a number in one statement, so that none of many who do it at once is lost, and reads the new value.
    /// Rules, callbacks, <see cref="Record.UpdatedAt"/> and a <c>LockVersion</c> are left alone.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task IncrementAsync<TNumber>(Expression<Func<T, TNumber>> number, TNumber by)
        where TNumber : struct, INumber<TNumber> =>
        ChangeAsync(number, Expression.Add(number.Body, Likeness.Parameter(by, typeof(TNumber))));

    /// <summary>Adds one; see the other overload.</summary>
    public Task IncrementAsync<TNumber>(Expression<Func<T, TNumber>> number) where TNumber : struct, INumber<TNumber> =>
        IncrementAsync(number, TNumber.One);

    /// <summary>
    /// Turns a truth into its opposite in one statement, and reads the new value. Rules, callbacks,
    /// <see cref="Record.UpdatedAt"/> and a <c>LockVersion</c> are left alone.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task ToggleAsync(Expression<Func<T, bool>> truth) => ChangeAsync(truth, Expression.Not(truth.Body));

    async Task ChangeAsync<TValue>(Expression<Func<T, TValue>> property, Expression newValue)
    {
        var name = PropertyOf(property);
        RefuseNew();

        var self = Unscoped().Where(r => r.Id == Id);
        var change = Expression.Lambda<Func<T, TValue>>(newValue, property.Parameters);

        await Database.TransactionAsync(async () =>
        {
            if (await self.UpdateAllAsync(set => set.SetProperty(property, change)) == 0)
                throw new RecordNotFoundException(typeof(T), Id);

            TakeOver(name, await self.Select(property).SingleAsync(Database.Current.Cancellation));
        });
    }

    static string PropertyOf(LambdaExpression property) => property.Body is MemberExpression { Expression: ParameterExpression } member
        ? member.Member.Name
        : throw new ArgumentException($"expected a property of {typeof(T).Name}, as in one => one.Id, got: {property}");
}
