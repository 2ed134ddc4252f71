using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>What the model knows of a record class: its columns, and the records it hangs together with.</summary>
sealed class RecordShape
{
    readonly IProperty[] columns;
    readonly IProperty[] mutable;
    readonly IProperty? lockVersion;
    readonly INavigationBase[] navigations;
    readonly INavigation[] references;

    public RecordShape(IEntityType entity)
    {
        lockVersion = RecordModel.VersionOf(entity);
        columns = [.. entity.GetProperties().Where(p => !p.IsPrimaryKey() && p.PropertyInfo is not null && p != lockVersion)];
        HasConcurrencyToken = entity.GetProperties().Any(p => p.IsConcurrencyToken);
        mutable = [.. columns.Where(p => !IsImmutable(p.ClrType))];
        navigations = [.. entity.GetNavigations().Concat<INavigationBase>(entity.GetSkipNavigations()).Where(LeadsToRecords)];
        references = [.. navigations.OfType<INavigation>().Where(n => n.IsOnDependent)];
        Relations = new(entity);
        IsSavedAlone = !Record.RunsCodeInSave(entity.ClrType) && Relations.AreOwedNothingBySave;
    }

    public RecordRelations Relations { get; }

    public bool HasConcurrencyToken { get; }

    /// <summary>Nothing of the author's runs in the transaction of a save, and no other row is written along.</summary>
    public bool IsSavedAlone { get; }

    /// <summary>
    /// Gives the remembered copy its own arrays and lists, so that changes made in place are seen as changes.
    /// </summary>
    public void DetachMutableValues(Record copy)
    {
        foreach (var property in mutable)
            property.PropertyInfo!.SetValue(copy, property.GetValueComparer().Snapshot(Value(property, copy)));
    }

    /// <summary>The records to save along with this one, with the name of the property they hang on.</summary>
    public IEnumerable<(string Property, Record Record)> NewRelated(Record record)
    {
        Relations.PointBack(record);

        var related =
            from navigation in navigations
            from other in Related(navigation, record)
            where other.IsNew && !other.IsMarkedForDestruction
            select (navigation.Name, other);

        return related.Concat(Relations.NewRelated(record));
    }

    /// <summary>
    /// Sets foreign keys from the stored records this one refers to. <c>comment.Article = other</c> decides, unless
    /// <c>comment.ArticleId</c> was changed by hand after loading.
    /// </summary>
    public void PointAtStored(Record record)
    {
        Relations.Point(record);

        foreach (var navigation in references.Where(n => n.ForeignKey.Properties.Count == 1))
        {
            var key = navigation.ForeignKey.Properties[0];

            if (Related(navigation, record).FirstOrDefault() is { IsNew: false } principal && !IsChanged(key, record))
                key.PropertyInfo?.SetValue(record, principal.Id);
        }
    }

    /// <summary>
    /// Marks the columns that differ from what was loaded; only they are written. The action takes back what that
    /// changed in the record.
    /// </summary>
    public Action? MarkChanges(EntityEntry entry, Record record)
    {
        foreach (var column in columns.Where(c => IsChanged(c, record)))
        {
            var property = entry.Property(column);
            property.OriginalValue = Value(column, record.Stored!);
            property.IsModified = true;
        }

        // Values in place of rows are judged as a whole: they are written each time.
        foreach (var complex in entry.ComplexProperties)
            complex.IsModified = true;

        return lockVersion is not null && entry.State == EntityState.Modified ? Advance(entry, record) : null;
    }

    // The row must have the version that the record has: the loaded one, or the one that came back with a form.
    Action Advance(EntityEntry entry, Record record)
    {
        var version = (int)Value(lockVersion!, record)!;
        entry.Property(lockVersion!).CurrentValue = version + 1;

        return () => lockVersion!.PropertyInfo!.SetValue(record, version);
    }

    /// <summary>The columns in which two records of the class differ.</summary>
    public IReadOnlyList<RecordChange> Differences(Record old, Record now) =>
    [
        .. from column in columns
           let before = Value(column, old)
           let after = Value(column, now)
           where !column.GetValueComparer().Equals(before, after)
           select new RecordChange(column.Name, before, after) { IsFiltered = now.Attributes.Values.IsFiltered(column.Name) },
    ];

    /// <summary>
    /// Gives the second record the first one's row. What it refers to must not set the foreign keys back when it is
    /// saved, so that a reference to another record than the row's is let go.
    /// </summary>
    public void CopyColumns(Record from, Record to)
    {
        foreach (var column in columns.Append(lockVersion).OfType<IProperty>().Where(c => c.PropertyInfo!.CanWrite))
            column.PropertyInfo!.SetValue(to, Value(column, from));

        foreach (var navigation in references.Where(n => n.PropertyInfo!.CanWrite))
            if (Related(navigation, to).FirstOrDefault() is { } principal
                && !Equals(Value(navigation.ForeignKey.Properties[0], to), principal.Id))
                navigation.PropertyInfo!.SetValue(to, null);
    }

    /// <summary>Gives the record and what it remembers of its row a new value; the action gives the old ones back.</summary>
    public Action Set(Record record, string property, object? value)
    {
        var column = Column(property);
        var old = Value(column, record);
        column.PropertyInfo!.SetValue(record, value);
        var undoStored = record.IsNew ? null : SetStored(record, property);

        return () =>
        {
            column.PropertyInfo!.SetValue(record, old);
            undoStored?.Invoke();
        };
    }

    /// <summary>The record remembers its own value as the row's; the action gives the old one back.</summary>
    public Action SetStored(Record record, string property)
    {
        var column = Column(property);
        var stored = record.Stored!;
        var old = Value(column, stored);
        column.PropertyInfo!.SetValue(stored, column.GetValueComparer().Snapshot(Value(column, record)));

        return () => column.PropertyInfo!.SetValue(stored, old);
    }

    /// <summary>Whether this is a reference whose key is null: then there is nothing to load.</summary>
    public bool RefersToNone(Record record, string relation) =>
        references.FirstOrDefault(n => n.Name == relation) is { } reference
            ? reference.ForeignKey.Properties.Any(key => Value(key, record) is null)
            : Relations.Polymorphics.FirstOrDefault(p => p.Name == relation) is { } polymorphic && polymorphic.Target(record) is null;

    public bool HasColumn(string property) => columns.Any(c => c.Name == property);

    IProperty Column(string property) => columns.Single(c => c.Name == property);

    static bool LeadsToRecords(INavigationBase navigation) =>
        navigation.PropertyInfo is not null && typeof(Record).IsAssignableFrom(navigation.TargetEntityType.ClrType);

    static IEnumerable<Record> Related(INavigationBase navigation, Record record) => Record.Held(navigation.PropertyInfo!, record) switch
    {
        Record one => [one],
        IEnumerable many => many.OfType<Record>(),
        _ => [],
    };

    static bool IsChanged(IProperty column, Record record) =>
        record.Stored is { } stored
        && !column.GetValueComparer().Equals(Value(column, record), Value(column, stored));

    static object? Value(IPropertyBase property, Record record) => property.PropertyInfo?.GetValue(record);

    static bool IsImmutable(Type type) => type.IsValueType || type == typeof(string) || type == typeof(Uri);
}
