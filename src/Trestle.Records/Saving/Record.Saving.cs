using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle;

// How a record remembers what the database holds of it, and what it has to tell once it is saved.
public abstract partial class Record
{
    RecordState state;
    Record? stored;
    List<object>? facts;

    /// <summary>True until the record is saved for the first time.</summary>
    [NotMapped]
    public bool IsNew => state == RecordState.New;

    /// <summary>True once the record's row is deleted.</summary>
    [NotMapped]
    public bool IsDestroyed => state == RecordState.Destroyed;

    /// <summary>This record as the database held it when it was loaded or last saved.</summary>
    internal Record? Stored => stored;

    /// <summary>
    /// Publishes a fact once the change that brought it about has been committed; never, if it is rolled back.
    /// </summary>
    protected void Emit(object fact) => (facts ??= []).Add(fact);

    internal void MarkStored(RecordShape shape)
    {
        this.shape = shape;
        state = RecordState.Stored;
        stored = (Record)MemberwiseClone();
        (stored.stored, stored.facts, stored.errors, stored.beforeSave, stored.loaded) = (null, null, null, null, null);
        shape.DetachMutableValues(stored);
    }

    internal void MarkDestroyed() => state = RecordState.Destroyed;

    internal List<object> TakeFacts()
    {
        var taken = facts ?? [];
        facts = null;

        return taken;
    }

    /// <summary>
    /// What to do when the change about to be made is rolled back: the record becomes as new, or as unsaved, as it is
    /// now.
    /// </summary>
    internal Action Remember()
    {
        var (oldState, oldStored, oldBefore, oldFacts) = (state, stored, beforeSave, facts?.ToList());
        var (id, createdAt, updatedAt) = (Id, CreatedAt, UpdatedAt);

        return () =>
        {
            (state, stored, beforeSave, facts) = (oldState, oldStored, oldBefore, oldFacts);
            (Id, CreatedAt, UpdatedAt) = (id, createdAt, updatedAt);
        };
    }
}

enum RecordState
{
    New,
    Stored,
    Destroyed,
}
