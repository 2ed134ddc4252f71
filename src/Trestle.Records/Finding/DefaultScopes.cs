using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trestle;

/// <summary>Makes EF's query filters of the default scopes a record class declares, each under its property's name.</summary>
static class DefaultScopes
{
    const BindingFlags OwnStatics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static void Apply(EntityTypeBuilder entity)
    {
        foreach (var property in entity.Metadata.ClrType.GetProperties(OwnStatics).Where(p => p.IsDefined(typeof(DefaultScopeAttribute))))
            entity.HasQueryFilter(property.Name, ConditionOf(property));
    }

    // A name may be that of a scope of related records, which the query loads along.
    public static void RefuseUnknown(IEnumerable<string> scopes, IModel model)
    {
        foreach (var scope in scopes)
            if (!model.GetEntityTypes().Any(e => e.FindDeclaredQueryFilter(scope) is not null))
                throw new ArgumentException($"expected the name of a property with [DefaultScope], got: {scope}");
    }

    static LambdaExpression ConditionOf(PropertyInfo property)
    {
        var record = property.DeclaringType!;
        var wanted = typeof(Expression<>).MakeGenericType(typeof(Func<,>).MakeGenericType(record, typeof(bool)));

        return property.PropertyType == wanted ? (LambdaExpression)property.GetValue(null)! : throw new InvalidOperationException(
            $"""
            {record.Name}.{property.Name} is a [DefaultScope], but not a condition on {record.Name}.

            Make it one:

                [DefaultScope] static Expression<Func<{record.Name}, bool>> {property.Name} => one => ...;
            """);
    }
}
