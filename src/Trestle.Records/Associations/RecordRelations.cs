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
        Owned = [.. navigations.Where(n => !n.IsOnDependent).OrderBy(AsDeclared).Select(n => new OwnedRelation(n))];
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

    /// <summary>Those that have a rule for when the owner is destroyed.</summary>
    public OwnedRelation[] Dependents { get; }

    /// <summary>Those that are saved with their owner when they have changed.</summary>
    public OwnedRelation[] Autosaved { get; }

    /// <summary>Those whose other side counts, or is touched.</summary>
    public ReferenceRelation[] Told { get; }

    /// <summary>The records to save along that EF's own navigations do not show as new.</summary>
    public IEnumerable<(string Property, Record Record)> NewRelated(Record record)
    {
        foreach (var relation in Autosaved)
            foreach (var related in relation.In(record))
                if (related is { IsNew: false, IsDestroyed: false, IsMarkedForDestruction: false, IsChanged: true })
                    yield return (relation.Name, related);

        foreach (var link in Links)
            foreach (var related in link.NewLinks(record))
                yield return (link.Name, related);
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
