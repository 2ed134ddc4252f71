using System.Reflection;

namespace Trestle;

/// <summary>A property of a record class that is kept in order, and by what.</summary>
sealed class Normalization(PropertyInfo property, NormalizeAttribute order)
{
    public PropertyInfo Property => property;

    public static Normalization? Of(PropertyInfo property) =>
        property.CanWrite && property.GetCustomAttribute<NormalizeAttribute>() is { } order
            ? new(property, order)
            : null;

    public void PutInOrder(Record record)
    {
        var value = property.GetValue(record);
        var normalized = Normalize(value);

        if (!Equals(value, normalized))
            property.SetValue(record, normalized);
    }

    public object? Normalize(object? value) => value is null ? null : order.Normalize(value);
}
