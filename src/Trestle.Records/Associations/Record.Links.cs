namespace Trestle;

// Which records of its many-to-many lists this one is linked to in the database.
public abstract partial class Record
{
    Dictionary<string, HashSet<int>>? linked;
    Dictionary<(string List, Record Target), Record>? pendingLinks;

    internal HashSet<int> LinkedIds(string list)
    {
        linked ??= [];

        return linked.TryGetValue(list, out var ids) ? ids : linked[list] = [];
    }

    internal bool IsLinked(string list, Record target) => !target.IsNew && LinkedIds(list).Contains(target.Id);

    /// <summary>Takes over what was written; the action gives the former back.</summary>
    internal Action SetLinked(string list, HashSet<int> ids)
    {
        var before = LinkedIds(list);
        linked![list] = ids;

        return () => linked[list] = before;
    }

    /// <summary>The linking record for a target, made once however often a save is tried.</summary>
    internal Record PendingLink(string list, Record target, Func<Record> make)
    {
        pendingLinks ??= [];

        return pendingLinks.TryGetValue((list, target), out var link) && link.IsNew ? link : pendingLinks[(list, target)] = make();
    }
}
