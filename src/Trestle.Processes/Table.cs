using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Trestle;

// Reads take no lock and never wait for a writer. Values are shared, not copied, as everything between processes on one
// heap is: they must not change, or be safe to.

/// <summary>
/// Values by key that many processes read at the same time (OTP's ETS). A table made inside a process is that process's:
/// only it may write, unless the table is public, and the table ends with it, unless there is an heir.
/// </summary>
public class Table<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    readonly TableValues<TKey, TValue> values;
    readonly TableOwnership<TKey, TValue> ownership;

    public Table(IEqualityComparer<TKey>? comparer = null)
        : this(new HashedValues<TKey, TValue>(comparer))
    {
    }

    private protected Table(TableValues<TKey, TValue> values)
    {
        this.values = values;
        ownership = new(this);
    }

    /// <summary>Whether every process may write. Default: only the owner may, or anyone when there is none.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Who gets the table, with a <see cref="TableTransfer{TKey, TValue}"/>, when its owner ends. Default: nobody.</summary>
    public Pid Heir
    {
        get => ownership.Heir;
        init => ownership.Heir = value;
    }

    /// <summary>The process the table ends with; nobody when it was made outside of any.</summary>
    public Pid Owner => ownership.Owner;

    /// <summary>The number of keys.</summary>
    public int Count => Read().Count;

    /// <summary>Sets the value of a key, new or not.</summary>
    public void Insert(TKey key, TValue value) => Write().Set(key, value);

    /// <summary>False, and nothing done, when the key has a value.</summary>
    public bool InsertNew(TKey key, TValue value) => Write().TryAdd(key, value);

    public bool TryLookup(TKey key, [MaybeNullWhen(false)] out TValue value) => Read().TryGet(key, out value);

    public bool Contains(TKey key) => Read().TryGet(key, out _);

    /// <summary>
    /// Makes a new value out of the present one, or sets the first; no other write comes in between. The function may
    /// run more than once when many write the same key.
    /// </summary>
    public TValue Update(TKey key, TValue first, Func<TValue, TValue> change)
    {
        ArgumentNullException.ThrowIfNull(change);

        return Write().Update(key, first, change, static (present, change) => change(present));
    }

    /// <summary>Adds to a counter that begins at zero, and gives what it then is: table.Add("visits", 1L).</summary>
    public TNumber Add<TNumber>(TKey key, TNumber amount)
        where TNumber : TValue, INumber<TNumber>
    {
        var sum = Write().Update(key, amount, amount, static (present, amount) => (TNumber)(object)present! + amount);

        return (TNumber)(object)sum!;
    }

    public bool Delete(TKey key) => Write().TryRemove(key, out _);

    /// <summary>Deletes the entries that match, each as it is when it is deleted; says how many.</summary>
    public int DeleteWhere(Func<TKey, TValue, bool> match)
    {
        ArgumentNullException.ThrowIfNull(match);

        var present = Write();
        var deleted = 0;

        foreach (var entry in present.Where(entry => match(entry.Key, entry.Value)))
            deleted += present.TryRemove(entry) ? 1 : 0;

        return deleted;
    }

    /// <summary>Deletes the key and gives its last value: of many who try, one gets it.</summary>
    public bool TryTake(TKey key, [MaybeNullWhen(false)] out TValue value) => Write().TryRemove(key, out value);

    public void Clear() => Write().Clear();

    /// <summary>Gives the table to another process, which is told; only the owner may.</summary>
    public void GiveTo(Pid pid, object? note = null) => ownership.GiveTo(pid, note);

    /// <summary>The entries that match.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Match(Func<TKey, TValue, bool> match) =>
        Read().Where(entry => match(entry.Key, entry.Value));

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => Read().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected TableValues<TKey, TValue> Read()
    {
        ownership.ThrowIfGone();

        return values;
    }

    /// <summary>Lets the values go: whoever still holds the table cannot read them.</summary>
    internal void Forget() => values.Clear();

    TableValues<TKey, TValue> Write()
    {
        ownership.ThrowIfNotMine(IsPublic);

        return values;
    }
}
