using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Trestle;

/// <summary>Where a rule is declared: a property of a class.</summary>
sealed record RuleSite(Type Owner, PropertyInfo Property)
{
    const BindingFlags Everywhere =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    /// <summary>The property's type; of an <c>int?</c> it is int.</summary>
    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public static RuleSite Of(ValidationContext? context, RuleAttribute rule) =>
        context?.MemberName is { } name && context.ObjectType.GetProperty(name) is { } property
            ? new(context.ObjectType, property)
            : throw new InvalidOperationException(
                $"""
                [{rule.Name}] was asked about a value without being told whose property it is.

                Validate the whole object: Validator.TryValidateObject(it, new(it), results, validateAllProperties: true)
                """);

    /// <summary>The owner's property of that name, private and inherited ones included.</summary>
    public PropertyInfo? Sibling(string name) =>
        Lineage().Select(type => type.GetProperty(name, Everywhere)).FirstOrDefault(p => p is { CanRead: true });

    public override string ToString() => $"{Owner.Name}.{Property.Name}";

    IEnumerable<Type> Lineage()
    {
        for (var type = Owner; type is not null; type = type.BaseType)
            yield return type;
    }
}
