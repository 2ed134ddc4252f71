using System.Linq.Expressions;
using System.Reflection;

namespace Trestle;

/// <summary>Asks for the records that have the same values as a given one.</summary>
static class Likeness
{
    /// <summary>The records with this one's values in these properties.</summary>
    public static Expression<Func<T, bool>> To<T>(T record, IEnumerable<PropertyInfo> properties) where T : Record
    {
        var other = Expression.Parameter(typeof(T), "other");
        var isLike = properties.Select(p => Expression.Equal(Property(other, p), Value(record, p)));

        return Expression.Lambda<Func<T, bool>>(isLike.Aggregate(Expression.AndAlso), other);
    }

    public static MemberExpression Property(Expression record, PropertyInfo property)
    {
        var isItsOwn = property.DeclaringType!.IsAssignableFrom(record.Type);

        return Expression.Property(isItsOwn ? record : Expression.Convert(record, property.DeclaringType), property);
    }

    public static UnaryExpression Value(Record record, PropertyInfo property) =>
        Parameter(property.GetValue(record), property.PropertyType);

    // Read through an object, as a lambda's captured variable is: EF then makes it a parameter, and the query is
    // compiled once.
    public static UnaryExpression Parameter(object? value, Type type) =>
        Expression.Convert(Expression.Field(Expression.Constant(new Captured(value)), nameof(Captured.Value)), type);

    sealed class Captured(object? value)
    {
        public readonly object? Value = value;
    }
}
