using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Humanizer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>
/// Makes EF's model of an application's record classes: plural tables, unique indexes, the rest by EF's own
/// conventions.
/// </summary>
static class RecordModel
{
    /// <summary>The property that counts a record's versions, as in Rails' lock_version.</summary>
    public const string LockVersion = nameof(LockVersion);

    public static void Build(ModelBuilder model, IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            foreach (var record in assembly.GetTypes().Where(IsRecord))
                Describe(model, record);

            model.ApplyConfigurationsFromAssembly(assembly);
        }

        RelationModel.Build(model);
    }

    /// <summary>"BlogPost" is stored in "blog_posts", "SalesPerson" in "sales_people".</summary>
    public static string TableName(Type record)
    {
        var words = record.Name.Underscore();
        var last = words.LastIndexOf('_') + 1;

        return words[..last] + words[last..].Pluralize();
    }

    /// <summary>The property that counts the versions, if the class has one.</summary>
    public static IProperty? VersionOf(IEntityType entity) =>
        entity.FindProperty(LockVersion) is { IsConcurrencyToken: true } version ? version : null;

    static bool IsRecord(Type type) =>
        type is { IsAbstract: false, IsGenericTypeDefinition: false }
        && type.IsSubclassOf(typeof(Record))
        && !type.IsDefined(typeof(NotMappedAttribute));

    static void Describe(ModelBuilder model, Type record)
    {
        var entity = model.Entity(record);
        var sharesItsTable = IsRecord(record.BaseType!);

        if (!sharesItsTable && record.GetCustomAttribute<TableAttribute>() is null)
            entity.ToTable(TableName(record));

        if (record.GetProperty(LockVersion)?.PropertyType == typeof(int))
            entity.Property(LockVersion).IsConcurrencyToken();

        foreach (var rule in UniqueRule.DeclaredBy(record).Where(rule => rule.IsAlways))
            entity.HasIndex([.. rule.Properties]).IsUnique();

        DefaultScopes.Apply(entity);
    }
}
