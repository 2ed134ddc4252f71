using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Trestle;

/// <summary>What a table holds.</summary>
abstract class TableValues<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public abstract int Count { get; }

    public abstract bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    public abstract void Set(TKey key, TValue value);

    public abstract bool TryAdd(TKey key, TValue value);

    public abstract TValue Update<TArgument>(
        TKey key, TValue first, TArgument argument, Func<TValue, TArgument, TValue> change);

    public abstract bool TryRemove(TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Removes the entry if it still has this value.</summary>
    public abstract bool TryRemove(KeyValuePair<TKey, TValue> entry);

    public abstract void Clear();

    public abstract IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>In no order; writers of different keys seldom wait for each other.</summary>
sealed class HashedValues<TKey, TValue>(IEqualityComparer<TKey>? comparer) : TableValues<TKey, TValue>
    where TKey : notnull
{
    readonly ConcurrentDictionary<TKey, TValue> values = new(comparer);

    public override int Count => values.Count;

    public override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => values.TryGetValue(key, out value);

    public override void Set(TKey key, TValue value) => values[key] = value;

    public override bool TryAdd(TKey key, TValue value) => values.TryAdd(key, value);

    public override TValue Update<TArgument>(
        TKey key, TValue first, TArgument argument, Func<TValue, TArgument, TValue> change) => values.AddOrUpdate(
            key,
            static (_, update) => update.first,
            static (_, present, update) => update.change(present, update.argument),
            (first, argument, change));

    public override bool TryRemove(TKey key, [MaybeNullWhen(false)] out TValue value) => values.TryRemove(key, out value);

    public override bool TryRemove(KeyValuePair<TKey, TValue> entry) => values.TryRemove(entry);

    public override void Clear() => values.Clear();

    public override IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => values.GetEnumerator();
}

/// <summary>By key, as an immutable tree: a reader keeps the one it began with, a writer puts another in its place.</summary>
sealed class SortedValues<TKey, TValue>(IComparer<TKey> comparer) : TableValues<TKey, TValue>
    where TKey : notnull
{
    readonly Lock writing = new();

    // Each node is an entry; only its key counts in comparing.
    ImmutableSortedSet<KeyValuePair<TKey, TValue>> sorted =
        ImmutableSortedSet.Create<KeyValuePair<TKey, TValue>>(new ByKey(comparer));

    ImmutableSortedSet<KeyValuePair<TKey, TValue>> Present => Volatile.Read(ref sorted);

    public override int Count => Present.Count;

    public KeyValuePair<TKey, TValue>? First => Present is { IsEmpty: false } entries ? entries.Min : null;

    public KeyValuePair<TKey, TValue>? Last => Present is { IsEmpty: false } entries ? entries.Max : null;

    public IEnumerable<KeyValuePair<TKey, TValue>> Range(TKey from, TKey to)
    {
        var entries = Present;

        for (var index = LowerBound(entries, from); index < entries.Count; index++)
        {
            var entry = entries[index];

            if (comparer.Compare(entry.Key, to) > 0)
                yield break;

            yield return entry;
        }
    }

    public KeyValuePair<TKey, TValue>? After(TKey key)
    {
        var entries = Present;
        var index = entries.IndexOf(Probe(key));
        var next = index < 0 ? ~index : index + 1;

        return next < entries.Count ? entries[next] : null;
    }

    public KeyValuePair<TKey, TValue>? Before(TKey key)
    {
        var entries = Present;
        var index = LowerBound(entries, key) - 1;

        return index >= 0 ? entries[index] : null;
    }

    static int LowerBound(ImmutableSortedSet<KeyValuePair<TKey, TValue>> entries, TKey key)
    {
        var index = entries.IndexOf(Probe(key));

        return index < 0 ? ~index : index;
    }

    static KeyValuePair<TKey, TValue> Probe(TKey key) => KeyValuePair.Create(key, default(TValue)!);

    public override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = Present.TryGetValue(Probe(key), out var entry);
        value = entry.Value;

        return found;
    }

    public override void Set(TKey key, TValue value)
    {
        lock (writing)
            Replace(key, value);
    }

    void Replace(TKey key, TValue value) =>
        Volatile.Write(ref sorted, sorted.Remove(Probe(key)).Add(KeyValuePair.Create(key, value)));

    public override bool TryAdd(TKey key, TValue value)
    {
        lock (writing)
        {
            var before = sorted;
            Volatile.Write(ref sorted, before.Add(KeyValuePair.Create(key, value)));

            return !ReferenceEquals(before, sorted);
        }
    }

    public override TValue Update<TArgument>(
        TKey key, TValue first, TArgument argument, Func<TValue, TArgument, TValue> change)
    {
        lock (writing)
        {
            var value = TryGet(key, out var present) ? change(present, argument) : first;
            Replace(key, value);

            return value;
        }
    }

    public override bool TryRemove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (writing)
        {
            var found = TryGet(key, out value);
            Volatile.Write(ref sorted, sorted.Remove(Probe(key)));

            return found;
        }
    }

    public override bool TryRemove(KeyValuePair<TKey, TValue> entry)
    {
        lock (writing)
        {
            return TryGet(entry.Key, out var present)
                && EqualityComparer<TValue>.Default.Equals(present, entry.Value)
                && TryRemove(entry.Key, out _);
        }
    }

    public override void Clear()
    {
        lock (writing)
            Volatile.Write(ref sorted, sorted.Clear());
    }

    public override IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => Present.GetEnumerator();

    sealed class ByKey(IComparer<TKey> keys) : IComparer<KeyValuePair<TKey, TValue>>
    {
        public int Compare(KeyValuePair<TKey, TValue> left, KeyValuePair<TKey, TValue> right) =>
            keys.Compare(left.Key, right.Key);
    }
}
