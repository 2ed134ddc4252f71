using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>What a save or a destroy of a record class owes to other rows, read from the model once.</summary>
sealed class RecordRelations
{
    public RecordRelations(IEntityType entity)
    {
        Root = entity.GetRootType().ClrType;

        INavigation[] navigations = [.. entity.GetNavigations().Where(IsBetweenRecords)];

        Links = [.. entity.GetSkipNavigations().Where(n => n.PropertyInfo is not null).Select(n => new LinkRelation(n))];
        Owned =
        [
            .. navigations.Where(n => !n.IsOnDependent).OrderBy(AsDeclared).Select(n => new OwnedRelation(n)),
            .. Polymorphic(entity, isList: true).Select(p => OwnedByReference(entity, p)),
        ];
        Polymorphics = [.. Polymorphic(entity, isList: false).Select(p => new PolymorphicReference(entity, p))];
        References = [.. navigations.Where(n => n.IsOnDependent).OrderBy(AsDeclared).Select(n => new ReferenceRelation(n))];

        Dependents = [.. Owned.Where(r => r.Rule is not null)];
        Told = [.. References.Where(r => r.Tells)];
        Autosaved = [.. Owned.Where(r => r.IsAutosaved)];
    }

    /// <summary>The class the table is named after.</summary>
    public Type Root { get; }

    public LinkRelation[] Links { get; }

    public OwnedRelation[] Owned { get; }

    public ReferenceRelation[] References { get; }

    public PolymorphicReference[] Polymorphics { get; }

    /// <summary>Those that have a rule for when the owner is destroyed.</summary>
    public OwnedRelation[] Dependents { get; }

    /// <summary>Those that are saved with their owner when they have changed.</summary>
    public OwnedRelation[] Autosaved { get; }

    /// <summary>Those whose other side counts, or is touched.</summary>
    public ReferenceRelation[] Told { get; }

    public bool AreOwedNothingBySave => Links.Length + Autosaved.Length + Told.Length + Polymorphics.Length == 0;

    /// <summary>The records to save along that EF's own navigations do not show as new.</summary>
    public IEnumerable<(string Property, Record Record)> NewRelated(Record record)
    {
        foreach (var reference in Polymorphics)
            if (reference.In(record) is { IsNew: true } target)
                yield return (reference.Name, target);

        foreach (var relation in Owned)
            if (relation.IsPolymorphic || relation.IsAutosaved)
                foreach (var related in relation.In(record))
                    if (related is { IsDestroyed: false, IsMarkedForDestruction: false }
                        && (related.IsNew ? relation.IsPolymorphic : relation.IsAutosaved && IsToBeSaved(related)))
                        yield return (relation.Name, related);

        foreach (var link in Links)
            foreach (var related in link.NewLinks(record))
                yield return (link.Name, related);
    }

    public void PointBack(Record record)
    {
        foreach (var relation in Owned)
            relation.PointBack(record);
    }

    public void Point(Record record)
    {
        foreach (var reference in Polymorphics)
            reference.Point(record);
    }

    public Task LoadAsync(RecordContext context, Record[] records, string name)
    {
        if (Owned.FirstOrDefault(r => r.Name == name) is { } owned)
            return owned.LoadAsync(context, records);

        if (References.FirstOrDefault(r => r.Name == name) is { } reference)
            return reference.LoadAsync(context, records);

        if (Links.FirstOrDefault(r => r.Name == name) is { } link)
            return link.LoadAsync(context, records);

        if (Polymorphics.FirstOrDefault(r => r.Name == name) is { } polymorphic)
            return polymorphic.LoadAsync(context, records);

        string[] known = [.. Owned.Select(r => r.Name), .. References.Select(r => r.Name), .. Links.Select(r => r.Name), .. Polymorphics.Select(r => r.Name)];

        throw new ArgumentException(
            $"expected a relation of {records[0].GetType().Name}, got: {name}. Its relations: {string.Join(", ", known)}");
    }

    // One that has not changed itself is saved for what is edited below it.
    static bool IsToBeSaved(Record record) => record.IsChanged || Database.Current.Shapes.Of(record, Database.Current.Model).Relations
        .Autosaved.SelectMany(r => r.In(record)).Any(r => r.IsNew || r.IsMarkedForDestruction || IsToBeSaved(r));

    static IEnumerable<PropertyInfo> Polymorphic(IEntityType entity, bool isList) => entity.ClrType.GetProperties()
        .Where(p => p.GetCustomAttribute<PolymorphicAttribute>() is { } polymorphic && isList == polymorphic.Reference is not null);

    static OwnedRelation OwnedByReference(IEntityType entity, PropertyInfo property)
    {
        var name = property.GetCustomAttribute<PolymorphicAttribute>()!.Reference!;
        var target = entity.Model.FindEntityType(RelationModel.ElementOf(property) ?? property.PropertyType)!;

        if (target.ClrType.GetProperty(name) is not { } reference || !reference.IsDefined(typeof(PolymorphicAttribute)))
            throw new InvalidOperationException(
                $$"""
                {{entity.ClrType.Name}}.{{property.Name}} lists what refers to it by {{target.ClrType.Name}}.{{name}}, which is no polymorphic reference.

                Make it one:

                    [Polymorphic] public Record? {{name}} { get; set; }
                    public string? {{name}}Type { get; set; }
                    public int? {{name}}Id { get; set; }
                """);

        return new(entity, property, new PolymorphicReference(target, reference), target);
    }

    /// <summary>"Comments[0]" for one that is edited with its owner; else null.</summary>
    public string? PathTo(Record owner, string property, Record related)
    {
        if (Autosaved.FirstOrDefault(r => r.Name == property) is not { } relation)
            return null;

        return relation.IsList ? $"{property}[{relation.In(owner).ToList().IndexOf(related)}]" : property;
    }

    static bool IsBetweenRecords(INavigation navigation) =>
        navigation.PropertyInfo is not null
        && navigation.TargetEntityType.ClrType.IsSubclassOf(typeof(Record))
        && navigation.ForeignKey.Properties is [{ PropertyInfo: not null }];

    // EF sorts them by name.
    static int AsDeclared(INavigation navigation) => navigation.PropertyInfo!.MetadataToken;
}
