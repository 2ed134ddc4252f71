using System.Linq.Expressions;
using System.Reflection;

namespace Trestle;

/// <summary>Values that only one record may have.</summary>
sealed class UniqueRule
{
    static readonly PropertyInfo id = typeof(Record).GetProperty(nameof(Record.Id))!;

    readonly PropertyInfo[] properties;
    readonly Judge judge;

    UniqueRule(Type record, UniqueAttribute attribute, IEnumerable<string> names)
    {
        properties = [.. names.Select(name => record.GetProperty(name) ?? throw NoSuchProperty(record, name))];
        Fault = attribute.ErrorMessage is null ? Wording.Taken : Wording.Taken.WordedAs(attribute.FormatErrorMessage(FieldError.Label(Field)));
        IsAlways = attribute.Condition.IsAlways;
        judge = RuleGate.Before((_, _) => Fault, attribute.Condition, new(record, properties[0]));
    }

    public IEnumerable<string> Properties => properties.Select(p => p.Name);

    /// <summary>The field the message goes to.</summary>
    public string Field => properties[0].Name;

    public RuleFault Fault { get; }

    /// <summary>Whether it is for every record, so that a unique index can see to it.</summary>
    public bool IsAlways { get; }

    public static IEnumerable<UniqueRule> DeclaredBy(Type record)
    {
        foreach (var property in record.GetProperties())
            foreach (var attribute in property.GetCustomAttributes<UniqueAttribute>())
                yield return new(record, attribute, [property.Name, .. attribute.Properties]);

        foreach (var attribute in record.GetCustomAttributes<UniqueAttribute>())
            yield return new(record, attribute, attribute.Properties);
    }

    /// <summary>As in the database's own unique index, null is unlike every other null.</summary>
    // A condition may hold that did not hold before.
    public bool NeedsAsking(Record record) =>
        judge(record, null) is not null
        && properties.All(p => p.GetValue(record) is not null)
        && (!IsAlways || record.Stored is not { } stored || properties.Any(p => !Equals(p.GetValue(record), p.GetValue(stored))));

    /// <summary>Finds the records other than this one that have its values.</summary>
    public Expression<Func<T, bool>> OthersLike<T>(T record) where T : Record
    {
        var like = Likeness.To(record, properties);
        var other = like.Parameters[0];
        var isAnother = Expression.NotEqual(Likeness.Property(other, id), Likeness.Value(record, id));

        return Expression.Lambda<Func<T, bool>>(Expression.AndAlso(isAnother, like.Body), other);
    }

    static InvalidOperationException NoSuchProperty(Type record, string name) => new(
        $"""
        {record.Name} is declared [Unique] by {name}, but has no public property of that name.

        Name it by nameof, so that the compiler checks it: [Unique(nameof({record.Name}.{name}))]
        """);
}
