using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// What of a record differs from its row, and what the last save wrote.
public abstract partial class Record
{
    Record? beforeSave;

    /// <summary>Whether a save would write anything; a new record's would.</summary>
    [NotMapped]
    public bool IsChanged => IsNew || Changes.Count > 0;

    /// <summary>The stored properties that differ from the row as it was loaded or last saved; from a blank one, if new.</summary>
    [NotMapped]
    public IReadOnlyList<RecordChange> Changes => Shape.Differences(stored ?? Blank(), this);

    /// <summary>What the last save wrote: what <c>AfterSave</c> asks to know what happened.</summary>
    [NotMapped]
    public IReadOnlyList<RecordChange> SavedChanges =>
        beforeSave is null || stored is null ? [] : Shape.Differences(beforeSave, stored);

    /// <summary>Whether this property differs from the row: <c>HasChanged(nameof(Title))</c>.</summary>
    public bool HasChanged(string property) => Changes.Any(change => change.Property == property);

    /// <summary>
    /// Sets <see cref="UpdatedAt"/> and writes nothing else; of rules and callbacks only <see cref="AfterTouch"/> and
    /// <see cref="AfterCommit"/> run.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task TouchAsync() => Database.TransactionAsync(async () =>
    {
        var now = Database.Current.Now;

        await WriteColumnsAsync(() => UpdatedAt = now, [nameof(UpdatedAt)]);
        await AfterTouch();
        Database.Current.Aftermath.WhenCommitted(() => AfterCommit(Write.Update));
    });

    /// <summary>
    /// Assigns the input's properties and writes their columns, as in <c>UpdateColumnsAsync(new { Stars = 5 })</c>;
    /// neither rules nor callbacks run, and other changes stay unsaved.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    /// <exception cref="DbUpdateException">The database refuses the values; the record keeps them.</exception>
    public Task UpdateColumnsAsync(object input) => WriteColumnsAsync(
        () => Assignment.Copy(input, this), [.. Assignment.Targets(input, this).Select(p => p.Name)]);

    /// <summary>Takes over the row as it is now; unsaved changes are lost. Related records stay those they are.</summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public async Task ReloadAsync()
    {
        RefuseNew();
        UnitOfWork.Current.Cache?.Clear();
        TakeOver(await LoadAgainAsync());
    }

    internal abstract Task<Record?> LoadAgainAsync();

    internal void MarkSaved(RecordShape shape)
    {
        var before = stored ?? Blank();

        if (IsNew)
            (loaded ??= new()).AddAll();

        MarkStored(shape);
        beforeSave = before;
    }

    /// <summary>Takes over a value that was written to the row, until the transaction is rolled back.</summary>
    private protected void TakeOver(string property, object? value)
    {
        var undo = Shape.Set(this, property, value);
        Database.Current.Aftermath.Undo(undo);
    }

    void TakeOver(Record? fresh)
    {
        Shape.CopyColumns(fresh ?? throw new RecordNotFoundException(GetType(), Id), this);
        Errors.Clear();
        MarkStored(Shape);
        beforeSave = null;
    }

    private protected void RefuseNew()
    {
        if (IsNew)
            throw new InvalidOperationException(
                $"""
                {this} has no row yet that could be written or read.

                Save it first:

                    await record.SaveAsync();
                """);
    }

    RecordShape Shape => Database.Current.Shapes.Of(this, Database.Current.Model);

    Record Blank() => (Record)Activator.CreateInstance(GetType())!;

    private protected async Task WriteColumnsAsync(Action assign, string[] properties)
    {
        RefuseNew();
        assign();

        await Database.TransactionAsync(async () =>
        {
            await new RecordWriter(Database.Current).WriteColumnsAsync(this, properties);

            foreach (var property in properties)
                Database.Current.Aftermath.Undo(Shape.SetStored(this, property));
        });
    }
}

/// <summary>A stored property that differs: what it was and what it is.</summary>
public sealed record RecordChange(string Property, object? Old, object? New)
{
    internal bool IsFiltered { get; init; }

    public bool Equals(RecordChange? other) =>
        other is not null && (Property, Old, New).Equals((other.Property, other.Old, other.New));

    public override int GetHashCode() => HashCode.Combine(Property, Old, New);

    bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Property = {Property}, Old = {FilteredValues.Text(Old, IsFiltered)}")
            .Append(CultureInfo.InvariantCulture, $", New = {FilteredValues.Text(New, IsFiltered)}");

        return true;
    }
}
