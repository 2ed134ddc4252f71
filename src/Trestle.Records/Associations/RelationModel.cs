using System.Reflection;
using Humanizer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trestle;

/// <summary>
/// What EF's conventions do not know of relations: links through records, the names of linking tables, the "type" of
/// classes that share a table, and what destroying does in the database.
/// </summary>
static class RelationModel
{
    // Nullability is the compiler's; a property's DeclaringType is not: a list may be inherited.
    const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance;

    public static void Build(ModelBuilder model)
    {
        Type[] records = [.. model.Model.GetEntityTypes().Select(e => e.ClrType).Where(t => t.IsSubclassOf(typeof(Record)))];

        foreach (var record in records)
            foreach (var property in record.GetProperties(Own))
                if (property.GetCustomAttribute<ThroughAttribute>() is { } through)
                    LinkThrough(model, record, property, through.Relation);

        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            NameLinks(entity);
            NameDiscriminator(model, entity);
            AgreeOnDestroy(entity);
            RefuseHiddenKeys(entity);
            LoadedRelations.Describe(entity);
        }
    }

    static void LinkThrough(ModelBuilder model, Type record, PropertyInfo list, string relation)
    {
        var link = ElementOf(record.GetProperty(relation)) ?? throw NoSuchRelation(record, list, relation);
        var target = ElementOf(list)!;
        var back = target.GetProperties(Own).FirstOrDefault(p =>
            p.GetCustomAttribute<ThroughAttribute>() is { } other
            && ElementOf(p) == record
            && ElementOf(target.GetProperty(other.Relation)) == link);
        var toRecord = Reference(link, record, list);
        var toTarget = Reference(link, target, list);

        model.Entity(record).HasMany(target, list.Name).WithMany(back?.Name).UsingEntity(
            link,
            right => Join(right, target, toTarget, link),
            left => Join(left, record, toRecord, link));
    }

    static ReferenceCollectionBuilder Join(EntityTypeBuilder link, Type to, PropertyInfo reference, Type element)
    {
        var many = to.GetProperties(Own).FirstOrDefault(p => ElementOf(p) == element);

        return link.HasOne(to, reference.Name).WithMany(many?.Name).HasForeignKey(reference.Name + "Id");
    }

    static PropertyInfo Reference(Type link, Type to, PropertyInfo list) =>
        link.GetProperties(Own).FirstOrDefault(p => p.PropertyType.IsAssignableFrom(to) && p.PropertyType.IsSubclassOf(typeof(Record)))
        ?? throw new InvalidOperationException(
            $$"""
            {{list.DeclaringType!.Name}}.{{list.Name}} goes through {{link.Name}}, but {{link.Name}} belongs to no {{to.Name}}.

            Give it the reference:

                public int {{to.Name}}Id { get; set; }
                public {{to.Name}}? {{to.Name}} { get; set; }

            What lies further away is a query: SelectMany(...).
            """);

    // articles and tags meet in articles_tags (article_id, tag_id), as in Rails.
    static void NameLinks(IMutableEntityType entity)
    {
        foreach (var link in entity.GetDeclaredSkipNavigations())
        {
            if (link.JoinEntityType is not { } join || join.ClrType.IsSubclassOf(typeof(Record)))
                continue;

            if (((IConventionEntityType)join).GetTableNameConfigurationSource() is null or ConfigurationSource.Convention)
                join.SetTableName(string.Join('_', new[] { entity, link.TargetEntityType }.Select(TableName).Order(StringComparer.Ordinal)));

            if (link.ForeignKey is { Properties: [var key] } && link.Inverse is { } inverse && ((IConventionProperty)key).GetColumnNameConfigurationSource() is null or ConfigurationSource.Convention)
                key.SetColumnName(entity == link.TargetEntityType
                    ? $"{inverse.Name.Singularize().Underscore()}_id"
                    : $"{entity.ClrType.Name.Underscore()}_id");
        }
    }

    static string TableName(IMutableEntityType entity) => entity.GetTableName()!;

    static void NameDiscriminator(ModelBuilder model, IMutableEntityType entity)
    {
        if (entity.BaseType is null && entity.GetDirectlyDerivedTypes().Any() && entity.FindDiscriminatorProperty() is { Name: "Discriminator" })
            model.Entity(entity.ClrType).HasDiscriminator<string>("Type");
    }

    // The foreign key does on its own what the rule says, for rows that are deleted without their records.
    static void AgreeOnDestroy(IMutableEntityType entity)
    {
        foreach (var navigation in entity.GetDeclaredNavigations().Where(n => !n.IsOnDependent))
        {
            if (navigation.PropertyInfo?.GetCustomAttribute<DependentAttribute>() is not { } dependent
                || ((IConventionForeignKey)navigation.ForeignKey).GetDeleteBehaviorConfigurationSource() is ConfigurationSource.Explicit or ConfigurationSource.DataAnnotation)
                continue;

            if (dependent.Rule == Dependent.Nullify && navigation.ForeignKey.IsRequired)
                throw KeyNeedsNull(navigation);

            navigation.ForeignKey.DeleteBehavior = dependent.Rule switch
            {
                Dependent.DeleteAll => DeleteBehavior.Cascade,
                Dependent.Nullify => DeleteBehavior.SetNull,
                Dependent.RestrictWithError or Dependent.RestrictWithException => DeleteBehavior.Restrict,
                _ => navigation.ForeignKey.DeleteBehavior,
            };
        }
    }

    static InvalidOperationException KeyNeedsNull(IMutableNavigation navigation)
    {
        var (owner, child) = (navigation.DeclaringEntityType.ClrType.Name, navigation.TargetEntityType.ClrType.Name);
        var key = navigation.ForeignKey.Properties[0].Name;

        return new(
            $$"""
            {{owner}}.{{navigation.Name}} are to belong to nobody when their {{owner}} is destroyed, but {{child}}.{{key}} cannot be null.

            Let it be null, or choose another rule:

                public int? {{key}} { get; set; }
            """);
    }

    // A record is written from its own properties; a key that only EF's change tracker knows would be lost.
    static void RefuseHiddenKeys(IMutableEntityType entity)
    {
        if (!entity.ClrType.IsSubclassOf(typeof(Record)))
            return;

        foreach (var key in entity.GetDeclaredForeignKeys())
            if (!key.IsOwnership && key.Properties.Any(p => p.IsShadowProperty()))
                throw new InvalidOperationException(
                    $$"""
                    {{entity.ClrType.Name}} belongs to {{key.PrincipalEntityType.ClrType.Name}}, but has no property for its id.

                    Give {{entity.ClrType.Name}} the property:

                        public int{{(key.IsRequired ? "" : "?")}} {{key.DependentToPrincipal?.Name ?? key.PrincipalEntityType.ClrType.Name}}Id { get; set; }
                    """);
    }

    public static Type? ElementOf(PropertyInfo? property) => property?.PropertyType is { IsGenericType: true } type
        && type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } many
        && many.GenericTypeArguments[0].IsSubclassOf(typeof(Record))
            ? many.GenericTypeArguments[0]
            : null;

    static InvalidOperationException NoSuchRelation(Type record, PropertyInfo list, string relation) => new(
        $"""
        {record.Name}.{list.Name} goes through {relation}, but {record.Name} has no list of records of that name.

        Name it by nameof, so that the compiler checks it: [Through(nameof({relation}))]
        """);
}
