using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>The records that belong to one: has one, has many.</summary>
sealed class OwnedRelation
{
    readonly PropertyInfo property;
    readonly PropertyInfo key;
    readonly string mine;
    readonly string nobodys;
    readonly string table;
    readonly object[] type;

    public OwnedRelation(INavigation navigation)
        : this(navigation.PropertyInfo!, navigation.TargetEntityType, navigation.ForeignKey.Properties[0], null, navigation.Inverse?.PropertyInfo)
    {
    }

    public OwnedRelation(IEntityType owner, PropertyInfo property, PolymorphicReference reference, IEntityType target)
        : this(property, target, reference.Id, (reference.Type, PolymorphicReference.NameOf(owner)), reference.Property)
    {
    }

    OwnedRelation(PropertyInfo property, IEntityType target, IProperty key, (IProperty Property, string Name)? type, PropertyInfo? inverse)
    {
        this.property = property;
        this.key = key.PropertyInfo!;
        this.type = type is null ? [] : [type.Value.Name];
        table = RelationSql.Table(target);
        Inverse = inverse;

        var (id, kind) = (RelationSql.Column(key), type is null ? null : RelationSql.Column(type.Value.Property));
        mine = kind is null ? $"{id} = {{0}}" : $"{id} = {{0}} AND {kind} = {{1}}";
        nobodys = kind is null ? $"{id} = NULL" : $"{id} = NULL, {kind} = NULL";

        Rows = RelatedRows.Of(target.ClrType, this.key, type is null ? null : (type.Value.Property.PropertyInfo!, type.Value.Name));
        Rule = property.GetCustomAttribute<DependentAttribute>()?.Rule;
        IsAutosaved = property.IsDefined(typeof(AutosaveAttribute));
    }

    public string Name => property.Name;

    public Type Related => IsList ? RelationModel.ElementOf(property)! : property.PropertyType;

    public bool IsPolymorphic => type.Length > 0;

    public Dependent? Rule { get; }

    public bool IsAutosaved { get; }

    public bool IsList => !property.PropertyType.IsSubclassOf(typeof(Record));

    public RelatedRows Rows { get; }

    /// <summary>The related record's reference back to its owner.</summary>
    public PropertyInfo? Inverse { get; }

    public string DeleteSql => $"DELETE FROM {table} WHERE {mine}";

    public string NullifySql => $"UPDATE {table} SET {nobodys} WHERE {mine}";

    public object[] SqlArguments(Record owner) => [owner.Id, .. type];

    public int? OwnerId(Record related) => (int?)key.GetValue(related);

    /// <summary>The related records in memory, loaded or added.</summary>
    public IReadOnlyList<Record> In(Record owner) => Record.Held(property, owner) switch
    {
        Record one => [one],
        IEnumerable many => [.. many.OfType<Record>()],
        _ => [],
    };

    /// <summary>Lets new ones refer to their owner, before they are judged.</summary>
    public void PointBack(Record owner)
    {
        if (Inverse is { CanWrite: true } inverse)
            foreach (var related in In(owner))
                if (related.IsNew && Record.Held(inverse, related) is null)
                    inverse.SetValue(related, owner);
    }

    public void Insert(Record owner, int index, Record related)
    {
        if (Record.Held(property, owner) is IList list)
            list.Insert(Math.Min(index, list.Count), related);
        else
            property.SetValue(owner, related);
    }

    /// <summary>Puts the stored ones in place of those in memory; new ones stay.</summary>
    public async Task LoadAsync(RecordContext context, Record[] owners)
    {
        int[] ids = [.. owners.Where(o => !o.IsNew).Select(o => o.Id).Distinct()];
        var found = (await Rows.LoadAsync(context, ids)).ToLookup(OwnerId);

        foreach (var owner in owners)
        {
            var related = found[owner.Id].ToList();
            owner.MarkLoaded(Name);

            foreach (var one in related)
                if (Inverse is { CanWrite: true })
                    Inverse.SetValue(one, owner);

            if (Record.Held(property, owner) is not IList list)
            {
                property.SetValue(owner, related.FirstOrDefault());
                continue;
            }

            related.AddRange(In(owner).Where(r => r.IsNew));
            list.Clear();
            related.ForEach(one => list.Add(one));
        }
    }

    /// <summary>Takes a record out of its owner's property; the action puts it back.</summary>
    public Action Remove(Record owner, Record related)
    {
        if (Record.Held(property, owner) is not IList list)
        {
            property.SetValue(owner, null);

            return () => property.SetValue(owner, related);
        }

        var index = list.IndexOf(related);
        list.RemoveAt(index);

        return () => list.Insert(Math.Min(index, list.Count), related);
    }
}
