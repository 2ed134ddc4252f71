using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>A many-to-many: a list of records and the rows that link to them.</summary>
// EF tells what it loads into the list, through LinkArrivals. So a save knows what was added to it and what was taken
// out, and a list that was never loaded only adds.
sealed class LinkRelation
{
    const int AtOnce = 500;

    readonly ISkipNavigation navigation;
    readonly string insert;
    readonly string count;
    readonly string delete;
    readonly string deleteSome;
    readonly RelatedRows owners;

    public LinkRelation(ISkipNavigation navigation)
    {
        this.navigation = navigation;

        var join = SqlName.Quote(navigation.JoinEntityType.GetTableName()!);
        var own = RelationSql.Column(navigation.ForeignKey.Properties[0]);
        var other = RelationSql.Column(navigation.Inverse.ForeignKey.Properties[0]);
        var targets = SqlName.Quote(navigation.TargetEntityType.GetTableName()!);

        insert = $"INSERT INTO {join} ({own}, {other}) SELECT {{0}}, id FROM {targets} WHERE id IN (ids) ON CONFLICT DO NOTHING";
        count = $"SELECT COUNT(*) AS \"Value\" FROM {join} WHERE {own} = {{0}} AND {other} IN (ids)";
        delete = $"DELETE FROM {join} WHERE {own} = {{0}}";
        deleteSome = $"{delete} AND {other} IN (ids)";
        LinkType = navigation.JoinEntityType.ClrType;
        owners = RelatedRows.Of(navigation.DeclaringEntityType.ClrType, typeof(Record).GetProperty(nameof(Record.Id))!);
    }

    public string Name => navigation.Name;

    public Type LinkType { get; }

    /// <summary>Whether the links are records themselves, with rules and callbacks.</summary>
    public bool IsThroughRecords => LinkType.IsSubclassOf(typeof(Record));

    public IList List(Record record) => (IList)Record.Held(navigation.PropertyInfo!, record)!;

    /// <summary>The linking records that are missing for what was added to the list.</summary>
    public IEnumerable<Record> NewLinks(Record record)
    {
        if (!IsThroughRecords)
            yield break;

        foreach (Record target in List(record))
            if (!record.IsLinked(Name, target))
                yield return record.PendingLink(Name, target, () => NewLink(record, target));
    }

    public async Task StoreAsync(RecordContext context, Record record)
    {
        Record[] targets = [.. List(record).Cast<Record>()];
        var before = record.LinkedIds(Name);
        HashSet<int> now = [.. targets.Select(t => t.Id)];
        int[] removed = [.. before.Where(id => !now.Contains(id))];
        int[] added = [.. now.Where(id => !before.Contains(id))];

        foreach (var ids in removed.Chunk(AtOnce))
            await RunAsync(context, deleteSome, record, ids);

        if (!IsThroughRecords)
            foreach (var ids in added.Chunk(AtOnce))
                await InsertAsync(context, record, ids);

        if (removed.Length + added.Length > 0)
            context.Aftermath.Undo(record.SetLinked(Name, now));
    }

    /// <summary>Puts the stored ones in place of those in memory; what was added and not saved stays.</summary>
    public async Task LoadAsync(RecordContext context, Record[] records)
    {
        int[] ids = [.. records.Where(r => !r.IsNew).Select(r => r.Id).Distinct()];
        var loaded = (await owners.LoadAsync(context, ids, Name)).ToDictionary(r => r.Id);

        foreach (var record in records.Where(r => loaded.ContainsKey(r.Id)))
        {
            Record[] stored = [.. List(loaded[record.Id]).Cast<Record>()];
            HashSet<int> linked = [.. stored.Select(r => r.Id)];
            Record[] added = [.. List(record).Cast<Record>().Where(r => !record.IsLinked(Name, r) && !linked.Contains(r.Id))];

            List(record).Clear();

            foreach (var one in stored.Concat(added))
                List(record).Add(one);

            record.SetLinked(Name, linked);
            record.MarkLoaded(Name);
        }
    }

    public Task DeleteAllAsync(RecordContext context, Record record) => RunAsync(context, delete, record, []);

    // Whoever links the same at the same time does no harm; a target that has gone does.
    async Task InsertAsync(RecordContext context, Record record, int[] ids)
    {
        if (await RunAsync(context, insert, record, ids) == ids.Length)
            return;

        var there = await context.Database
            .SqlQueryRaw<int>(With(count, ids), [record.Id, .. ids.Cast<object>()]).SingleAsync(context.Cancellation);

        if (there < ids.Length)
            throw new RecordNotFoundException(navigation.TargetEntityType.ClrType, ids[0]);
    }

    static Task<int> RunAsync(RecordContext context, string sql, Record record, int[] ids) =>
        context.Database.ExecuteSqlRawAsync(With(sql, ids), [record.Id, .. ids.Cast<object>()], context.Cancellation);

    static string With(string sql, int[] ids) =>
        sql.Replace("(ids)", $"({string.Join(", ", ids.Select((_, i) => $"{{{i + 1}}}"))})", StringComparison.Ordinal);

    Record NewLink(Record record, Record target)
    {
        var link = (Record)Activator.CreateInstance(LinkType)!;
        navigation.ForeignKey.DependentToPrincipal!.PropertyInfo!.SetValue(link, record);
        navigation.Inverse.ForeignKey.DependentToPrincipal!.PropertyInfo!.SetValue(link, target);

        return link;
    }
}
