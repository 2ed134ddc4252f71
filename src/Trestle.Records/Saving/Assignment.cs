using System.Reflection;

namespace Trestle;

/// <summary>Copies what a form sent, as a params record, onto a record.</summary>
static class Assignment
{
    public static void Copy(object input, Record record, Func<PropertyInfo, bool>? except = null)
    {
        foreach (var source in input.GetType().GetProperties().Where(IsReadable))
        {
            if (except?.Invoke(source) == true || NestedAssignment.TryCopy(source, input, record))
                continue;

            var target = Target(source, input, record);
            var value = source.GetValue(input);

            if (value is not null || AcceptsNull(target))
                target.SetValue(record, record.Attributes.Normalize(target.Name, value));
        }
    }

    /// <summary>The record's properties that the input names.</summary>
    public static IEnumerable<PropertyInfo> Targets(object input, Record record) =>
        input.GetType().GetProperties().Where(IsReadable).Select(source => Target(source, input, record));

    // A record's EqualityContract is not public, but an indexer would be.
    static bool IsReadable(PropertyInfo property) => property.CanRead && property.GetIndexParameters().Length == 0;

    static PropertyInfo Target(PropertyInfo source, object input, Record record)
    {
        var target = record.GetType().GetProperty(source.Name);

        // Id and the timestamps are the framework's to set: a form that could would overwrite another record.
        if (target?.SetMethod is not { IsPublic: true } || target.DeclaringType == typeof(Record))
            throw new ArgumentException(
                $"""
                {input.GetType().Name} has {source.Name}, but {record.GetType().Name} has no property {source.Name} that may be assigned.

                Take {source.Name} out of {input.GetType().Name}, or give {record.GetType().Name} the property
                (with [NotMapped], if it is not to be stored):

                    public {source.PropertyType.Name} {source.Name} {"{"} get; set; {"}"}
                """);

        var given = Nullable.GetUnderlyingType(source.PropertyType) ?? source.PropertyType;

        if (!target.PropertyType.IsAssignableFrom(given))
            throw new ArgumentException(
                $"expected {input.GetType().Name}.{source.Name} to be a {target.PropertyType.Name}, " +
                $"as in {record.GetType().Name}, got: {source.PropertyType.Name}");

        return target;
    }

    static bool AcceptsNull(PropertyInfo target) => target.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(target.PropertyType) is not null
        : new NullabilityInfoContext().Create(target).WriteState != NullabilityState.NotNull;
}
