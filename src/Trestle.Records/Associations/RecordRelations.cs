using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>What a save or a destroy of a record class owes to other rows, read from the model once.</summary>
sealed class RecordRelations
{
    RecordRelations(IEntityType entity)
    {
        Links = [.. entity.GetSkipNavigations().Where(n => n.PropertyInfo is not null).Select(n => new LinkRelation(n))];
    }

    public LinkRelation[] Links { get; }

    public static RecordRelations? Of(IEntityType entity)
    {
        var relations = new RecordRelations(entity);

        return relations.IsEmpty ? null : relations;
    }

    /// <summary>The records to save along that EF's own navigations do not show as new.</summary>
    public IEnumerable<(string Property, Record Record)> NewRelated(Record record) =>
        from link in Links
        from related in link.NewLinks(record)
        select (link.Name, related);

    bool IsEmpty => Links.Length == 0;
}
