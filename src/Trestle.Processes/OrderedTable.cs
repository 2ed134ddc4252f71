namespace Trestle;

/// <summary>A <see cref="Table{TKey, TValue}"/> that is read in the order of its keys; reading sees one moment, whatever is written meanwhile.</summary>
public sealed class OrderedTable<TKey, TValue> : Table<TKey, TValue>
    where TKey : notnull
{
    public OrderedTable(IComparer<TKey>? comparer = null)
        : base(new SortedValues<TKey, TValue>(comparer ?? Comparer<TKey>.Default))
    {
    }

    /// <summary>The entries from one key to another, both included.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Range(TKey from, TKey to) => Sorted.Range(from, to);

    /// <summary>The entry with the lowest key; null when the table is empty.</summary>
    public KeyValuePair<TKey, TValue>? First => Sorted.First;

    /// <summary>The entry with the highest key; null when the table is empty.</summary>
    public KeyValuePair<TKey, TValue>? Last => Sorted.Last;

    /// <summary>The entry with the next higher key, whether or not this one is there; null after the last.</summary>
    public KeyValuePair<TKey, TValue>? After(TKey key) => Sorted.After(key);

    /// <summary>The entry with the next lower key, whether or not this one is there; null before the first.</summary>
    public KeyValuePair<TKey, TValue>? Before(TKey key) => Sorted.Before(key);

    SortedValues<TKey, TValue> Sorted => (SortedValues<TKey, TValue>)Read();
}
