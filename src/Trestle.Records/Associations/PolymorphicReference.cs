using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>A reference to a record of any class: two columns say which.</summary>
sealed class PolymorphicReference
{
    readonly IEntityType record;
    readonly PropertyInfo property;
    readonly Lazy<Dictionary<string, IEntityType>> classes;
    readonly ConcurrentDictionary<IEntityType, ReferenceRelation> targets = new();

    public PolymorphicReference(IEntityType record, PropertyInfo property)
    {
        this.record = record;
        this.property = property;
        Id = Column(record, property.Name + "Id", "int?");
        Type = Column(record, property.Name + "Type", "string?");
        classes = new(() => record.Model.GetEntityTypes()
            .Where(e => e.BaseType is null && e.ClrType.IsSubclassOf(typeof(Record)))
            .ToDictionary(NameOf));
    }

    public string Name => property.Name;

    public PropertyInfo Property => property;

    public IProperty Id { get; }

    public IProperty Type { get; }

    public Record? In(Record record) => (Record?)Record.Held(property, record);

    /// <summary>What the columns hold for a record of this class: "Topic".</summary>
    public static string NameOf(IReadOnlyEntityType target) => target.GetRootType().ClrType.Name;

    /// <summary>The reference as one to the class that the columns name; null when they name none.</summary>
    public ReferenceRelation? Target(Record record)
    {
        if (Type.PropertyInfo!.GetValue(record) is not string { Length: > 0 } name)
            return null;

        return classes.Value.TryGetValue(name, out var target)
            ? targets.GetOrAdd(target, to => new(property, Id, this.record, to))
            : throw new InvalidOperationException(
                $"""
                {record} refers by {Name} to a {name}, but no record class has that name.

                Rename it in the table, or give the class its name back:

                    await {record.GetType().Name}.Where(one => one.{Type.Name} == "{name}").UpdateAllAsync(set => set.SetProperty(one => one.{Type.Name}, "..."));
                """);
    }

    /// <summary>Sets the columns from the record referred to, unless they were changed by hand after loading.</summary>
    public void Point(Record record)
    {
        if (In(record) is not { Id: not 0 } target || IsChanged(record))
            return;

        Id.PropertyInfo!.SetValue(record, target.Id);
        Type.PropertyInfo!.SetValue(record, NameOf(this.record.Model.FindEntityType(target.GetType())!));
    }

    public async Task LoadAsync(RecordContext context, Record[] records)
    {
        foreach (var group in records.GroupBy(Target))
            if (group.Key is { } target)
                await target.LoadAsync(context, [.. group]);
            else
                foreach (var record in group)
                    property.SetValue(record, null);
    }

    bool IsChanged(Record record) => record.Stored is { } stored
        && (!Equals(Id.PropertyInfo!.GetValue(record), Id.PropertyInfo.GetValue(stored))
            || !Equals(Type.PropertyInfo!.GetValue(record), Type.PropertyInfo.GetValue(stored)));

    static IProperty Column(IEntityType record, string name, string type) =>
        record.FindProperty(name) is { PropertyInfo: not null } found ? found : throw new InvalidOperationException(
            $$"""
            {{record.ClrType.Name}} has a polymorphic reference, but no property {{name}} to store it.

            Give it the property:

                public {{type}} {{name}} { get; set; }
            """);
}
