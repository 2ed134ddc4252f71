using System.Collections;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>What goes along with a save or a destroy in related rows, in its transaction.</summary>
static class RelationWriter
{
    /// <summary>
    /// Keeps many-to-many lists from EF while it writes: it cannot know which links are there already, and would write
    /// them again.
    /// </summary>
    public static IDisposable? HideLinks(RecordContext context, Record[] records)
    {
        List<(IList List, object[] Items)>? hidden = null;

        foreach (var record in records)
            foreach (var link in RelationsOf(context, record).Links)
                if (link.List(record) is { Count: > 0 } list)
                    (hidden ??= []).Add((list, [.. list.Cast<object>()]));

        return hidden is null ? null : new HiddenLists(hidden);
    }

    /// <summary>
    /// The records in the order they must be written: EF sees to foreign keys, but not that what a polymorphic reference
    /// leads to comes first.
    /// </summary>
    public static IEnumerable<Record[]> InStages(RecordContext context, Record[] records)
    {
        if (records.All(r => RelationsOf(context, r).Polymorphics.Length == 0))
            return [records];

        var left = records.ToHashSet();
        List<Record[]> stages = [];

        while (left.Count > 0)
        {
            Record[] stage = [.. records.Where(r => left.Contains(r) && !RelationsOf(context, r).Polymorphics.Any(p => p.In(r) is { } to && to != r && left.Contains(to)))];
            stages.Add(stage.Length > 0 ? stage : [.. left]);
            left.ExceptWith(stages[^1]);
        }

        return stages;
    }

    /// <summary>Destroys what the records to be saved have marked for it.</summary>
    public static async Task BeforeStoreAsync(RecordContext context, Record[] saved)
    {
        foreach (var record in saved)
            foreach (var relation in RelationsOf(context, record).Autosaved)
                foreach (var marked in relation.In(record).Where(r => r.IsMarkedForDestruction))
                {
                    context.Aftermath.Undo(relation.Remove(record, marked));
                    await DestroyAsync(marked);
                }
    }

    public static async Task AfterStoreAsync(RecordContext context, Record[] saved)
    {
        ParentUpdates? told = null;

        foreach (var record in saved)
        {
            var relations = RelationsOf(context, record);

            foreach (var link in relations.Links)
                await link.StoreAsync(context, record);

            foreach (var reference in relations.Told)
                (told ??= new(context)).Saved(record, reference);

            foreach (var reference in relations.Polymorphics)
                (told ??= new(context)).Saved(record, reference);
        }

        if (told is not null)
            await told.WriteAsync();
    }

    /// <summary>Does with the record's dependents as their rules say; false if one of them forbids the destroy.</summary>
    public static async Task<bool> BeforeDeleteAsync(RecordContext context, Record record)
    {
        var relations = RelationsOf(context, record);

        // The bans first: what is not to happen is not half done, also in a transaction that goes on.
        foreach (var relation in relations.Dependents)
            if (relation.Rule is Dependent.RestrictWithError or Dependent.RestrictWithException
                && await relation.Rows.AnyAsync(context, record.Id))
                return Refuse(record, relation);

        foreach (var relation in relations.Dependents)
            await CarryOutAsync(context, record, relation);

        foreach (var link in relations.Links)
            await link.DeleteAllAsync(context, record);

        return true;
    }

    public static async Task AfterDeleteAsync(RecordContext context, Record record)
    {
        var relations = RelationsOf(context, record);

        if (relations.Told.Length + relations.Polymorphics.Length > 0)
        {
            var told = new ParentUpdates(context);

            foreach (var reference in relations.Told)
                told.Destroyed(record, reference);

            foreach (var reference in relations.Polymorphics)
                if (reference.Target(record) is { } target)
                    told.Destroyed(record, target);

            await told.WriteAsync();
        }

        foreach (var reference in relations.References)
            if (reference.Rule is not null && reference.KeyOf(record) is { } id)
                foreach (var parent in await reference.Rows.LoadAsync(context, [id]))
                    await CarryOutAsync(context, reference, parent);
    }

    static bool Refuse(Record record, OwnedRelation relation)
    {
        if (relation.Rule == Dependent.RestrictWithException)
            throw new DestroyRestrictedException(record, relation.Name);

        record.Errors.Clear();
        record.Errors.Add("", Wording.Owns(relation.Name));

        return false;
    }

    static async Task CarryOutAsync(RecordContext context, Record record, OwnedRelation relation)
    {
        switch (relation.Rule)
        {
            case Dependent.Destroy:
                var inMemory = relation.In(record).Where(r => !r.IsNew).ToLookup(r => r.Id);

                foreach (var related in await relation.Rows.LoadAsync(context, [record.Id]))
                    await DestroyAsync(inMemory[related.Id].FirstOrDefault() ?? related);
                break;
            case Dependent.DeleteAll:
                await RunAsync(context, relation.DeleteSql, relation.SqlArguments(record));
                break;
            case Dependent.Nullify:
                await RunAsync(context, relation.NullifySql, relation.SqlArguments(record));
                break;
        }
    }

    static Task CarryOutAsync(RecordContext context, ReferenceRelation reference, Record parent) => reference.Rule switch
    {
        Dependent.Destroy => DestroyAsync(parent),
        Dependent.DeleteAll => RunAsync(context, $"DELETE FROM {RelationSql.Table(reference.Target)} WHERE id = {{0}}", [parent.Id]),
        _ => Task.CompletedTask,
    };

    // One that may not go keeps the whole from going.
    static async Task DestroyAsync(Record record)
    {
        if (!await record.DestroyAsync())
            throw new DestroyRestrictedException(record, string.Join(", ", record.Errors.FullMessages));
    }

    static Task<int> RunAsync(RecordContext context, string sql, object[] arguments) =>
        context.Database.ExecuteSqlRawAsync(sql, arguments, context.Cancellation);

    static RecordRelations RelationsOf(RecordContext context, Record record) => context.Shapes.Of(record, context.Model).Relations;

    sealed class HiddenLists : IDisposable
    {
        readonly List<(IList List, object[] Items)> hidden;

        public HiddenLists(List<(IList List, object[] Items)> hidden)
        {
            this.hidden = hidden;

            foreach (var (list, _) in hidden)
                list.Clear();
        }

        public void Dispose()
        {
            foreach (var (list, items) in hidden)
            {
                list.Clear();

                foreach (var item in items)
                    list.Add(item);
            }
        }
    }
}
