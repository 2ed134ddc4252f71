using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

/// <summary>The course of a save and of a destroy.</summary>
// Queries track nothing, and a save tracks its own records only while it writes them. So a record may be saved in any
// unit of work, however long ago it was loaded; a save writes what it was asked to and nothing else; and a failed one
// leaves no trace.
sealed class RecordWriter(RecordContext context)
{
    public async Task<bool> SaveAsync(Record root)
    {
        RefuseDestroyed(root);

        if (!await ValidateAsync(root))
            return false;

        try
        {
            await using var transaction = await JoinOrBeginAsync();
            await SaveValidAsync(root, ownsTransaction: transaction is not null);
            await CommitAsync(transaction);

            return true;
        }
        catch (DbUpdateConcurrencyException) when (!ShapeOf(root).HasConcurrencyToken)
        {
            throw new RecordNotFoundException(root.GetType(), root.Id);
        }
        catch (DbUpdateException failure) when (context.Violation(failure) is { } violation)
        {
            if (await violation.ExplainAsync(context, failure, root))
                return false;

            throw;
        }
    }

    public async Task DestroyAsync(Record record)
    {
        if (record.IsNew || record.IsDestroyed)
            return;

        await using var transaction = await JoinOrBeginAsync();
        var undo = record.Remember();

        try
        {
            await record.CallBack(Moment.BeforeDestroy);
            await DeleteAsync(record, ownsTransaction: transaction is not null);
            record.MarkDestroyed();
            await record.CallBack(Moment.AfterDestroy);
        }
        catch
        {
            undo();
            throw;
        }

        context.Remember(record.TakeFacts(), undo);
        await CommitAsync(transaction);
    }

    /// <summary>Writes these columns as they are in the record, and nothing else.</summary>
    public async Task WriteColumnsAsync(Record record, IReadOnlyCollection<string> properties)
    {
        RefuseDestroyed(record);
        RefuseUnstored(record, properties);

        try
        {
            await TrackAsync([record], ownsTransaction: false, () =>
            {
                var entry = context.Entry(record);
                entry.State = EntityState.Unchanged;

                foreach (var property in properties)
                    entry.Property(property).IsModified = true;
            }, stamps: false);
        }
        catch (DbUpdateConcurrencyException) when (!ShapeOf(record).HasConcurrencyToken)
        {
            throw new RecordNotFoundException(record.GetType(), record.Id);
        }
    }

    void RefuseUnstored(Record record, IEnumerable<string> properties)
    {
        if (properties.FirstOrDefault(p => !ShapeOf(record).HasColumn(p)) is { } property)
            throw new ArgumentException($"expected a stored property of {record.GetType().Name}, got: {property}");
    }

    static void RefuseDestroyed(Record record)
    {
        if (record.IsDestroyed)
            throw new InvalidOperationException(
                $"""
                {record} has been destroyed and cannot be saved again.

                Save a new one: new {record.GetType().Name}().
                """);
    }

    async Task<bool> ValidateAsync(Record root)
    {
        var graph = GraphOf(root);

        foreach (var record in graph.Records)
        {
            record.Validate();

            foreach (var rule in record.Rules.Unique.Where(r => r.NeedsAsking(record)))
                if (await record.IsTakenAsync(context, rule))
                    record.Errors.Add(rule.Field, rule.Message);
        }

        graph.PassErrorsUp();

        return !root.Errors.Any;
    }

    // Null when a transaction of the author's is running: the save is part of that one.
    async Task<IDbContextTransaction?> JoinOrBeginAsync() =>
        context.Database.CurrentTransaction is null ? await context.BeginWriteAsync() : null;

    async Task SaveValidAsync(Record root, bool ownsTransaction)
    {
        List<Action> undo = [];

        try
        {
            foreach (var record in GraphOf(root).Records)
            {
                undo.Add(record.Remember());
                await record.CallBack(Moment.BeforeSave);
            }

            Record[] saved = [.. GraphOf(root).Records];
            Record[] created = [.. saved.Where(r => r.IsNew)];
            undo.AddRange(created.Select(r => r.Remember()));

            await StoreAsync(saved, ownsTransaction);
            await RelationWriter.AfterStoreAsync(context, saved);
            await TellAsync(saved, created);

            context.Remember(saved.SelectMany(r => r.TakeFacts()), () => Undo(undo));
        }
        catch
        {
            Undo(undo);
            throw;
        }
    }

    async Task StoreAsync(Record[] records, bool ownsTransaction)
    {
        using var hidden = RelationWriter.HideLinks(context, records);

        await TrackAsync(records, ownsTransaction, () =>
        {
            foreach (var record in records)
                Track(record);
        });
    }

    async Task DeleteAsync(Record record, bool ownsTransaction)
    {
        try
        {
            await TrackAsync([record], ownsTransaction, () => context.Entry(record).State = EntityState.Deleted);
        }
        catch (DbUpdateConcurrencyException) when (!ShapeOf(record).HasConcurrencyToken)
        {
            // Somebody else was quicker: it is gone, as asked.
        }
    }

    void Track(Record record)
    {
        var shape = ShapeOf(record);
        var entry = context.Entry(record);

        shape.PointAtStored(record);
        entry.State = record.IsNew ? EntityState.Added : EntityState.Unchanged;

        if (!record.IsNew)
            shape.MarkChanges(entry, record);
    }

    async Task TrackAsync(Record[] records, bool ownsTransaction, Action track, bool stamps = true)
    {
        RefuseForeignChanges(records);

        context.ChangeTracker.Clear();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Database.AutoSavepointsEnabled = !ownsTransaction;

        try
        {
            track();
            await context.WriteTrackedAsync(acceptAllChangesOnSuccess: true, context.Cancellation, stamps);
        }
        finally
        {
            // Clearing leaves the records as they are; detaching one by one would take them out of each other's
            // collections.
            context.ChangeTracker.Clear();
            context.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    void RefuseForeignChanges(Record[] records)
    {
        var foreign = context.ChangeTracker.Entries().FirstOrDefault(e =>
            e.State > EntityState.Unchanged && !records.Contains(e.Entity));

        if (foreign is not null)
            throw new InvalidOperationException(
                $"""
                Database.Current tracks changes to {foreign.Metadata.ClrType.Name} that saving {records[0]} would lose.

                Save them first:

                    await Database.Current.SaveChangesAsync();
                """);
    }

    async Task TellAsync(Record[] saved, Record[] created)
    {
        foreach (var record in saved)
            record.MarkSaved(ShapeOf(record));

        foreach (var record in saved)
        {
            if (created.Contains(record))
                await record.CallBack(Moment.AfterCreate);

            await record.CallBack(Moment.AfterSave);
        }
    }

    static void Undo(List<Action> undo)
    {
        foreach (var action in undo.AsEnumerable().Reverse())
            action();
    }

    static Task CommitAsync(IDbContextTransaction? own) =>
        own?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    RecordGraph GraphOf(Record root) => RecordGraph.From(root, ShapeOf);

    RecordShape ShapeOf(Record record) => context.Shapes.Of(record, context.Model);
}
