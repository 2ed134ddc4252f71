using System.Reflection;

namespace Trestle;

// What a record class may do around its own writes, by overriding. In a save, the order is: BeforeValidate, the rules,
// AfterValidate; then, inside the transaction, BeforeSave, AroundSave, BeforeCreate or BeforeUpdate, the write,
// AfterCreate or AfterUpdate, AfterSave; then AfterCommit or AfterRollback. New records that hang on the saved one go
// through each step with it.
public abstract partial class Record
{
    static readonly string[] inSave =
        [nameof(BeforeSave), nameof(AroundSave), nameof(BeforeCreate), nameof(AfterCreate), nameof(BeforeUpdate), nameof(AfterUpdate), nameof(AfterSave)];

    /// <summary>Puts values in order before they are judged: trims, fills in a slug.</summary>
    protected virtual void BeforeValidate()
    {
    }

    /// <summary>Runs once the record has been judged; <see cref="Errors"/> says how.</summary>
    protected virtual void AfterValidate()
    {
    }

    /// <summary>
    /// Runs inside the transaction, before a valid record is written. An error added to <see cref="Errors"/> stops the
    /// save, as it does in the other callbacks before the write.
    /// </summary>
    protected virtual Task BeforeSave() => Task.CompletedTask;

    /// <summary>Runs around the write and its callbacks: <c>await save()</c> does it; without it nothing is saved.</summary>
    protected virtual Task AroundSave(Func<Task> save) => save();

    /// <summary>Runs inside the transaction, before a new record is written.</summary>
    protected virtual Task BeforeCreate() => Task.CompletedTask;

    /// <summary>Runs inside the transaction, once a new record has its <see cref="Id"/>.</summary>
    protected virtual Task AfterCreate() => Task.CompletedTask;

    /// <summary>Runs inside the transaction, before a stored record is written.</summary>
    protected virtual Task BeforeUpdate() => Task.CompletedTask;

    /// <summary>Runs inside the transaction, once a stored record is written; <see cref="SavedChanges"/> says what changed.</summary>
    protected virtual Task AfterUpdate() => Task.CompletedTask;

    /// <summary>Runs inside the transaction: what throws here undoes the save.</summary>
    protected virtual Task AfterSave() => Task.CompletedTask;

    /// <summary>Runs inside the transaction, before the row goes. An error added to <see cref="Errors"/> keeps it.</summary>
    protected virtual Task BeforeDestroy() => Task.CompletedTask;

    /// <summary>Runs around the deletion: <c>await destroy()</c> does it; without it the row stays.</summary>
    protected virtual Task AroundDestroy(Func<Task> destroy) => destroy();

    /// <summary>Runs inside the transaction, when the row has gone.</summary>
    protected virtual Task AfterDestroy() => Task.CompletedTask;

    /// <summary>Runs inside the transaction of a <see cref="TouchAsync"/>.</summary>
    protected virtual Task AfterTouch() => Task.CompletedTask;

    /// <summary>
    /// Runs once the outermost transaction has committed, when every reader sees the change. What throws here is logged:
    /// the change stands.
    /// </summary>
    protected virtual Task AfterCommit(Write write) => Task.CompletedTask;

    /// <summary>Runs once the transaction that wrote the record was rolled back; the record is again as it was before.</summary>
    protected virtual void AfterRollback(Write write)
    {
    }

    /// <summary>Runs when the record has been loaded, before anybody sees it: for what is derived from columns.</summary>
    protected virtual void AfterFind()
    {
    }

    /// <summary>Whether the class overrides something that runs inside the transaction of a save.</summary>
    internal static bool RunsCodeInSave(Type record) => record
        .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Any(m => inSave.Contains(m.Name) && m.DeclaringType != typeof(Record) && m.GetBaseDefinition().DeclaringType == typeof(Record));

    internal void Found() => AfterFind();

    internal Task BeforeSavingAsync() => BeforeSave();

    internal Task BeforeWriteAsync(Write write) => write switch
    {
        Write.Create => BeforeCreate(),
        Write.Update => BeforeUpdate(),
        _ => BeforeDestroy(),
    };

    internal Task Around(Write write, Func<Task> action) => write == Write.Destroy ? AroundDestroy(action) : AroundSave(action);

    internal Task AfterWriteAsync(Write write) => write switch
    {
        Write.Create => AfterCreate(),
        Write.Update => AfterUpdate(),
        _ => AfterDestroy(),
    };

    internal Task AfterSavingAsync() => AfterSave();

    internal Task CommittedAsync(Write write) => AfterCommit(write);

    internal void RolledBack(Write write) => AfterRollback(write);
}

/// <summary>What was done to a record's row.</summary>
public enum Write
{
    Create,
    Update,
    Destroy,
}
