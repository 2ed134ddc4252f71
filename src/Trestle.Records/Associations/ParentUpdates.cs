using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>What the records that others belong to are told after a save: new counts, and that they were touched.</summary>
sealed class ParentUpdates(RecordContext context)
{
    // In a fixed order, so that two savers never wait for each other.
    readonly SortedDictionary<(string Sql, int Id), int> counts = new(inOrder);
    readonly SortedSet<(string Sql, int Id)> touched = new(inOrder);

    static readonly Comparer<(string Sql, int Id)> inOrder = Comparer<(string Sql, int Id)>.Create((one, other) =>
        string.CompareOrdinal(one.Sql, other.Sql) is not 0 and var order ? order : one.Id.CompareTo(other.Id));

    public void Saved(Record record, ReferenceRelation reference)
    {
        var now = reference.KeyOf(record);

        if (record.IsNew)
            Joined(record, reference, now);
        else if (reference.KeyOf(record.Stored!) is var before && before != now)
        {
            Left(reference, before);
            Joined(record, reference, now);
        }
        else if (record.IsChanged)
            Touch(record, reference, now);
    }

    public void Saved(Record record, PolymorphicReference reference)
    {
        var now = reference.Target(record);
        var before = record.Stored is { } stored ? reference.Target(stored) : now;

        if (before == now && now is not null)
        {
            Saved(record, now);
            return;
        }

        if (before is not null)
            Left(before, before.KeyOf(record.Stored!));

        if (now is not null)
            Joined(record, now, now.KeyOf(record));
    }

    public void Destroyed(Record record, ReferenceRelation reference)
    {
        var before = reference.KeyOf(record.Stored ?? record);

        if (before is null || context.IsDestroying(reference.Target.GetRootType().ClrType, before.Value))
            return;

        Left(reference, before);
        TellInMemory(record, reference, -1);
    }

    public async Task WriteAsync()
    {
        foreach (var ((sql, id), by) in counts)
            await context.Database.ExecuteSqlRawAsync(sql, [by, id], context.Cancellation);

        foreach (var (sql, id) in touched)
            await context.Database.ExecuteSqlRawAsync(sql, [Now(), id], context.Cancellation);
    }

    void Joined(Record record, ReferenceRelation reference, int? id)
    {
        Count(reference, id, 1);
        Touch(reference, id);
        TellInMemory(record, reference, 1);
    }

    void Left(ReferenceRelation reference, int? id)
    {
        Count(reference, id, -1);
        Touch(reference, id);
    }

    void Touch(Record record, ReferenceRelation reference, int? id)
    {
        Touch(reference, id);
        TellInMemory(record, reference, 0);
    }

    void Touch(ReferenceRelation reference, int? id)
    {
        if (id is not null)
            foreach (var sql in reference.Touches)
                touched.Add((sql, id.Value));
    }

    void Count(ReferenceRelation reference, int? id, int by)
    {
        if (id is not null && reference.CountSql is { } sql)
            counts[(sql, id.Value)] = counts.GetValueOrDefault((sql, id.Value)) + by;
    }

    // The row changed by other ways than the object's: what is in memory follows, and is not written again.
    void TellInMemory(Record record, ReferenceRelation reference, int by)
    {
        if (reference.In(record) is not { } parent || parent.Id != reference.KeyOf(record))
            return;

        if (reference.Counter is { } counter && by != 0)
            TakeOver(parent, counter.Name, (int)counter.PropertyInfo!.GetValue(parent)! + by);

        if (reference.Touches.Length > 0)
            TakeOver(parent, nameof(Record.UpdatedAt), context.Now);
    }

    void TakeOver(Record parent, string property, object value) =>
        context.Aftermath.Undo(context.Shapes.Of(parent, context.Model).Set(parent, property, value));

    // EF keeps times in its own way in each database.

    object Now()
    {
        var updatedAt = context.Model.GetEntityTypes().First(e => e.ClrType.IsSubclassOf(typeof(Record))).FindProperty(nameof(Record.UpdatedAt))!;

        return updatedAt.GetTypeMapping().Converter?.ConvertToProvider(context.Now) ?? context.Now;
    }
}
