using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>The course of a save and of a destroy.</summary>
// Queries track nothing, and a save tracks its own records only while it writes them. So a record may be saved in any
// unit of work, however long ago it was loaded; a save writes what it was asked to and nothing else; and a failed one
// leaves no trace.
sealed class RecordWriter(RecordContext context)
{
    public async Task<bool> SaveAsync(Record root, string? rules = null)
    {
        RefuseDestroyed(root);
        await NestedAssignment.ApplyWaitingAsync(context, root);

        if (!await ValidateAsync(root, rules))
            return false;

        await HashPasswordsAsync(root);

        try
        {
            return await InTransactionAsync(ownsTransaction => SaveValidAsync(root, ownsTransaction), IsOneStatement(root));
        }
        catch (DbUpdateConcurrencyException failure)
        {
            throw await LostAsync(failure, root);
        }
        catch (DbUpdateException failure) when (context.Engine.Violation(failure) is { } violation)
        {
            if (await violation.ExplainAsync(context, failure, root))
                return false;

            throw;
        }
    }

    public async Task<bool> DestroyAsync(Record record)
    {
        if (record.IsNew || record.IsDestroyed || !context.BeginDestroy(record))
            return true;

        record.Errors.Clear();

        try
        {
            return await InTransactionAsync(ownsTransaction => DestroyStoredAsync(record, ownsTransaction), isOneStatement: false);
        }
        catch (DbUpdateConcurrencyException failure)
        {
            throw await LostAsync(failure, record);
        }
        catch (DbUpdateException failure) when (context.Engine.Violation(failure) is { IsOfForeignKey: true })
        {
            record.Errors.Add("", Wording.Referred);

            return false;
        }
        finally
        {
            context.EndDestroy(record);
        }
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
        catch (DbUpdateConcurrencyException failure)
        {
            throw await LostAsync(failure, record);
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

    async Task<bool> ValidateAsync(Record root, string? rules)
    {
        var graph = GraphOf(root);

        foreach (var record in graph.Records)
        {
            record.ValidateFor(rules);

            foreach (var rule in record.Rules.Unique.Where(r => r.NeedsAsking(record)))
                if (await record.IsTakenAsync(context, rule))
                    record.Errors.Add(rule.Field, rule.Fault);
        }

        graph.PassErrorsUp(ShapeOf);

        return !root.Errors.Any;
    }

    // Before the transaction: nobody should wait at the gate for it.
    async Task HashPasswordsAsync(Record root)
    {
        foreach (var record in GraphOf(root).Records)
            await record.Attributes.HashPasswordsAsync(record, context);
    }

    // Joins the author's transaction, if one is running. What was begun here ends here: false rolls it back.
    async Task<bool> InTransactionAsync(Func<bool, Task<bool>> write, bool isOneStatement)
    {
        using var flow = context.Writes.Enter();

        if (context.Database.CurrentTransaction is null)
            return await (isOneStatement ? InTurnAsync(write) : InOwnTransactionAsync(write));

        var mark = context.Aftermath.Mark;
        var isDone = false;

        try
        {
            return isDone = await write(false);
        }
        finally
        {
            if (!isDone)
                context.Aftermath.RolledBack(mark);
        }
    }

    async Task<bool> InOwnTransactionAsync(Func<bool, Task<bool>> write)
    {
        await using var transaction = await context.BeginWriteAsync();

        try
        {
            var isWritten = await write(true);

            if (isWritten)
                await transaction.CommitAsync(CancellationToken.None);

            return isWritten;
        }
        catch (Exception failure) when (context.Told(failure) is { } told)
        {
            throw told;
        }
    }

    /// <summary>Writes by one statement, which is a transaction by itself.</summary>
    async Task<bool> InTurnAsync(Func<bool, Task<bool>> write)
    {
        var isWritten = false;
        await context.EnterGateAsync(context.Cancellation);

        try
        {
            isWritten = await write(true);
        }
        catch (Exception failure) when (context.Told(failure) is { } told)
        {
            throw told;
        }
        finally
        {
            context.LeaveGate();

            if (!isWritten)
                context.Aftermath.RolledBack();
        }

        if (isWritten)
            await context.Aftermath.CommittedAsync();

        return isWritten;
    }

    async Task<bool> SaveValidAsync(Record root, bool ownsTransaction)
    {
        var isWritten = false;

        foreach (var record in GraphOf(root).Records)
        {
            context.Aftermath.Undo(record.Remember());
            await record.BeforeSavingAsync();
        }

        // What a callback hung on the records meanwhile is saved along.
        var graph = GraphOf(root);
        Func<Task> write = WriteGraphAsync;

        foreach (var record in graph.Records.Reverse())
        {
            var inner = write;
            write = () => record.Around(KindOf(record), inner);
        }

        if (IsStopped(graph, root))
            return false;

        await write();

        return isWritten;

        async Task WriteGraphAsync()
        {
            Written[] saved = [.. graph.Records.Select(r => new Written(r, KindOf(r)))];

            foreach (var (record, kind) in saved)
                await record.BeforeWriteAsync(kind);

            if (IsStopped(graph, root))
                return;

            foreach (var (record, _) in saved.Where(s => s.Kind == Write.Create))
                context.Aftermath.Undo(record.Remember());

            await RelationWriter.BeforeStoreAsync(context, [.. graph.Records]);
            await StoreAsync([.. graph.Records], ownsTransaction);
            isWritten = true;
            await RelationWriter.AfterStoreAsync(context, [.. graph.Records]);
            await TellAsync(saved);
        }
    }

    // An error that a callback adds before the write stops it.
    bool IsStopped(RecordGraph graph, Record root)
    {
        graph.PassErrorsUp(ShapeOf);

        return root.Errors.Any;
    }

    async Task<bool> DestroyStoredAsync(Record record, bool ownsTransaction)
    {
        context.Aftermath.Undo(record.Remember());
        await record.BeforeWriteAsync(Write.Destroy);

        if (record.Errors.Any)
            return false;

        await record.Around(Write.Destroy, async () =>
        {
            if (!await RelationWriter.BeforeDeleteAsync(context, record))
                return;

            if (await DeleteAsync(record, ownsTransaction))
                await RelationWriter.AfterDeleteAsync(context, record);

            record.MarkDestroyed();
            await record.AfterWriteAsync(Write.Destroy);
        });

        if (!record.IsDestroyed)
            return false;

        Report(record, Write.Destroy);

        return true;
    }

    async Task StoreAsync(Record[] records, bool ownsTransaction)
    {
        using var hidden = RelationWriter.HideLinks(context, records);

        foreach (var stage in RelationWriter.InStages(context, records))
            await TrackAsync(stage, ownsTransaction, () =>
            {
                foreach (var record in stage)
                    Track(record);
            });
    }

    async Task<bool> DeleteAsync(Record record, bool ownsTransaction)
    {
        try
        {
            await TrackAsync([record], ownsTransaction, () => context.Entry(record).State = EntityState.Deleted);

            return true;
        }
        catch (DbUpdateConcurrencyException) when (!ShapeOf(record).HasConcurrencyToken)
        {
            // Somebody else was quicker: it is gone, as asked.
            return false;
        }
    }

    void Track(Record record)
    {
        var shape = ShapeOf(record);
        var entry = context.Entry(record);

        shape.PointAtStored(record);
        entry.State = record.IsNew ? EntityState.Added : EntityState.Unchanged;

        if (!record.IsNew)
            context.Aftermath.Undo(shape.MarkChanges(entry, record));
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

    async Task TellAsync(Written[] saved)
    {
        foreach (var (record, _) in saved)
            record.MarkSaved(ShapeOf(record));

        foreach (var (record, kind) in saved)
        {
            await record.AfterWriteAsync(kind);
            await record.AfterSavingAsync();
        }

        foreach (var (record, kind) in saved)
            Report(record, kind);
    }

    void Report(Record record, Write kind)
    {
        context.Aftermath.Tell(record.TakeFacts());
        context.Aftermath.WhenCommitted(() => record.CommittedAsync(kind));
        context.Aftermath.WhenRolledBack(() => record.RolledBack(kind));
    }

    // Another row count than expected: the row has gone, or it is not as it was loaded.
    async Task<Exception> LostAsync(DbUpdateConcurrencyException failure, Record root)
    {
        var record = failure.Entries.Select(e => e.Entity).OfType<Record>().FirstOrDefault(root);

        return ShapeOf(record).HasConcurrencyToken && await record.LoadAgainAsync() is not null
            ? new StaleRecordException(record, failure)
            : new RecordNotFoundException(record.GetType(), record.Id);
    }

    bool IsOneStatement(Record root) => ShapeOf(root).IsSavedAlone && !GraphOf(root).Records.Skip(1).Any();

    static Write KindOf(Record record) => record.IsNew ? Write.Create : Write.Update;

    RecordGraph GraphOf(Record root) => RecordGraph.From(root, ShapeOf);

    RecordShape ShapeOf(Record record) => context.Shapes.Of(record, context.Model);

    readonly record struct Written(Record Record, Write Kind);
}
