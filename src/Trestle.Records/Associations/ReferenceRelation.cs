using System.Reflection;
using Humanizer;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>The record that one belongs to, and what it is told of changes.</summary>
sealed class ReferenceRelation
{
    readonly PropertyInfo property;
    readonly PropertyInfo key;

    public ReferenceRelation(INavigation navigation)
        : this(navigation.PropertyInfo!, navigation.ForeignKey.Properties[0], navigation.DeclaringEntityType, navigation.TargetEntityType)
    {
    }

    public ReferenceRelation(PropertyInfo property, IProperty key, IEntityType record, IEntityType target)
    {
        this.property = property;
        this.key = key.PropertyInfo!;
        Target = target;
        Column = RelationSql.Column(key);
        Rule = property.GetCustomAttribute<DependentAttribute>()?.Rule;
        Counter = CounterOf(record, property, Target);
        Touches = property.IsDefined(typeof(TouchAttribute)) ? TouchSql(Target, "{1}", []).ToArray() : [];
        Rows = RelatedRows.Of(Target.ClrType, typeof(Record).GetProperty(nameof(Record.Id))!);

        if (Counter is not null)
            CountSql = $"UPDATE {RelationSql.Table(Target)} SET {RelationSql.Column(Counter)} = COALESCE({RelationSql.Column(Counter)}, 0) + {{0}} WHERE id = {{1}}";
    }

    public string Name => property.Name;

    public string Column { get; }

    public IEntityType Target { get; }

    public Dependent? Rule { get; }

    public RelatedRows Rows { get; }

    /// <summary>The property of the other record that counts these.</summary>
    public IProperty? Counter { get; }

    public string? CountSql { get; }

    /// <summary>Statements that set the time of the record's row, and of those that one touches in turn.</summary>
    public string[] Touches { get; }

    public bool Tells => Counter is not null || Touches.Length > 0;

    public int? KeyOf(Record record) => (int?)key.GetValue(record);

    public async Task LoadAsync(RecordContext context, Record[] records)
    {
        int[] ids = [.. records.Select(KeyOf).OfType<int>().Distinct()];
        var found = (await Rows.LoadAsync(context, ids)).ToDictionary(r => r.Id);

        foreach (var record in records)
        {
            property.SetValue(record, KeyOf(record) is { } id ? found.GetValueOrDefault(id) : null);
            record.MarkLoaded(Name);
        }
    }

    public Record? In(Record record) => (Record?)Record.Held(property, record);

    // The grandparent's row is found by the parent's: nothing need be loaded.
    static IEnumerable<string> TouchSql(IEntityType parent, string id, IReadOnlyList<PropertyInfo> followed)
    {
        var updatedAt = RelationSql.Column(parent.FindProperty(nameof(Record.UpdatedAt))!);
        yield return $"UPDATE {RelationSql.Table(parent)} SET {updatedAt} = {{0}} WHERE id = {id}";

        foreach (var further in parent.GetNavigations())
            if (further is { IsOnDependent: true, PropertyInfo: { } property }
                && property.IsDefined(typeof(TouchAttribute)) && !followed.Contains(property))
            {
                var grandparent = $"(SELECT {RelationSql.Column(further.ForeignKey.Properties[0])} FROM {RelationSql.Table(parent)} WHERE id = {id})";

                foreach (var sql in TouchSql(further.TargetEntityType, grandparent, [.. followed, property]))
                    yield return sql;
            }
    }

    static IProperty? CounterOf(IEntityType record, PropertyInfo property, IEntityType target)
    {
        if (property.GetCustomAttribute<CounterCacheAttribute>() is not { } counter)
            return null;

        var name = counter.Column ?? record.ClrType.Name.Pluralize() + "Count";

        return target.FindProperty(name) is { PropertyInfo: not null } found && found.ClrType == typeof(int) ? found : throw new InvalidOperationException(
            $$"""
            {{record.ClrType.Name}}.{{property.Name}} has a counter cache, but {{target.ClrType.Name}} has no number {{name}}.

            Give {{target.ClrType.Name}} the property and its table the column:

                public int {{name}} { get; private set; }
            """);
    }
}
