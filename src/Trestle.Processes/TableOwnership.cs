namespace Trestle;

/// <summary>Told to a process that was given a table, by its owner or as its heir.</summary>
/// <param name="From">Whose table it was.</param>
/// <param name="Note">What the giver had to say; null for an heir.</param>
public sealed record TableTransfer<TKey, TValue>(Table<TKey, TValue> Table, Pid From, object? Note)
    where TKey : notnull;

/// <summary>Whose a table is, and what happens when that process ends.</summary>
sealed class TableOwnership<TKey, TValue>
    where TKey : notnull
{
    readonly Lock gate = new();
    readonly Table<TKey, TValue> table;

    Mailbox? owner;
    volatile bool isGone;

    public TableOwnership(Table<TKey, TValue> table)
    {
        this.table = table;

        if (Mailbox.Running is { } maker)
            Take(maker);
    }

    public Pid Owner => Volatile.Read(ref owner) is { } process ? new(process) : default;

    public Pid Heir { get; set; }

    void Take(Mailbox process)
    {
        Volatile.Write(ref owner, process);
        process.Relations.AtEnd(OwnerEnded);
    }

    void OwnerEnded(Pid ended)
    {
        lock (gate)
        {
            if (!ReferenceEquals(owner, ended.Mailbox))
                return;

            if (Heir is { IsAlive: true, Mailbox: { } heir } && heir != owner)
                Hand(heir, null);
            else
                isGone = true;
        }

        if (isGone)
            table.Forget();
    }

    public void GiveTo(Pid pid, object? note)
    {
        lock (gate)
        {
            ThrowIfNotMine(isPublic: false);

            if (pid is not { IsAlive: true, Mailbox: { } process })
                throw new InvalidOperationException($"The table cannot be given to {pid}: it has ended.");

            if (!ReferenceEquals(process, owner))
                Hand(process, note);
        }
    }

    // The new owner may end at once; then OwnerEnded runs inside Take, under the same lock, and the heir is next.
    void Hand(Mailbox process, object? note)
    {
        var from = Owner;
        Take(process);
        new Pid(process).Send(new TableTransfer<TKey, TValue>(table, from, note));
    }

    public void ThrowIfGone()
    {
        if (isGone)
            throw new InvalidOperationException(
                $"The table is gone: its owner, {Owner}, has ended. Give the table an Heir, or let a process own it that lives longer.");
    }

    public void ThrowIfNotMine(bool isPublic)
    {
        ThrowIfGone();

        if (!isPublic && Volatile.Read(ref owner) is { } process && !ReferenceEquals(process, Mailbox.Running))
            throw new InvalidOperationException(
                $"The table may be written only by its owner, {Owner}. Send that one a message, or make the table with IsPublic = true.");
    }
}
