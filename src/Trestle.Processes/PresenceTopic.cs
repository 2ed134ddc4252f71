using System.Collections.Immutable;

namespace Trestle;

// `changed` holds, for each entry touched since the last diff, the meta it had then: the diff is the difference between
// that and what is there when it is made, so whatever came and went in between is not in it. One diff is under way at a
// time, and the next is not begun before it has been sent: subscribers get them in order.

/// <summary>The presences of one topic.</summary>
sealed class PresenceTopic(
    Topic topic, TimeProvider time, TimeSpan window, PubSub pubSub, Action<PresenceTopic> whenEmpty)
{
    readonly Lock gate = new();
    readonly Dictionary<(string Key, Pid Pid), object> metas = [];
    readonly Dictionary<Pid, HashSet<string>> keysOf = [];

    Dictionary<(string Key, Pid Pid), object?> changed = [];
    ImmutableDictionary<string, ImmutableArray<object>> present = [];
    ITimer? nextDiff;
    bool isClosed;

    public ImmutableDictionary<string, ImmutableArray<object>> Present => Volatile.Read(ref present);

    /// <summary>Whether this is the process's first entry here; null when the topic was just given up, and another is to be made.</summary>
    public bool? TryTrack(Pid pid, string key, object meta)
    {
        lock (gate)
        {
            if (isClosed)
                return null;

            var isNew = !keysOf.TryGetValue(pid, out var keys);

            if (isNew)
                keysOf.Add(pid, keys = []);

            if (!keys!.Add(key))
                throw new InvalidOperationException(
                    $"{pid} is tracked in {topic} as {key} already. Change its meta with Update, or choose another key.");

            Change((key, pid), meta);

            return isNew;
        }
    }

    /// <summary>Gives an entry another meta, or takes it away; false when there is none.</summary>
    public bool TryChange(Pid pid, string key, object? meta)
    {
        lock (gate)
        {
            if (!metas.ContainsKey((key, pid)))
                return false;

            if (meta is null)
                keysOf[pid].Remove(key);

            Change((key, pid), meta);

            return true;
        }
    }

    public void Forget(Pid ended)
    {
        lock (gate)
        {
            if (!keysOf.Remove(ended, out var keys))
                return;

            foreach (var key in keys)
                Change((key, ended), null);

            CloseIfEmpty();
        }
    }

    void Change((string Key, Pid Pid) entry, object? meta)
    {
        var before = metas.GetValueOrDefault(entry);
        changed.TryAdd(entry, before);

        var others = present.GetValueOrDefault(entry.Key, []);

        if (before is not null)
            others = others.Remove(before);

        if (meta is null)
            metas.Remove(entry);
        else
            (metas[entry], others) = (meta, others.Add(meta));

        Volatile.Write(ref present, others.IsEmpty ? present.Remove(entry.Key) : present.SetItem(entry.Key, others));
        PlanDiff();
    }

    void PlanDiff()
    {
        if (nextDiff is not null)
            return;

        // What is ambient here belongs to the process that made the first change.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();

        nextDiff = time.CreateTimer(static topic => ((PresenceTopic)topic!).SendDiff(), this, window, Timeout.InfiniteTimeSpan);
    }

    void SendDiff()
    {
        PresenceDiff diff;

        lock (gate)
            diff = TakeDiff();

        if (!diff.Joins.IsEmpty || !diff.Leaves.IsEmpty)
            pubSub.LocalBroadcast(topic, diff);

        lock (gate)
        {
            nextDiff?.Dispose();
            nextDiff = null;

            if (changed.Count > 0)
                PlanDiff();
            else
                CloseIfEmpty();
        }
    }

    PresenceDiff TakeDiff()
    {
        var (joins, leaves) = (new Metas(), new Metas());

        foreach (var (entry, before) in changed)
        {
            var now = metas.GetValueOrDefault(entry);

            if (Equals(before, now))
                continue;

            leaves.Add(entry.Key, before);
            joins.Add(entry.Key, now);
        }

        changed = [];

        return new(topic, joins.ToImmutable(), leaves.ToImmutable());
    }

    // A process that has left all its keys is remembered until it ends, so that its end is waited for once.
    void CloseIfEmpty()
    {
        if (isClosed || keysOf.Count > 0 || changed.Count > 0)
            return;

        isClosed = true;
        whenEmpty(this);
    }

    sealed class Metas
    {
        readonly Dictionary<string, ImmutableArray<object>.Builder> byKey = [];

        public void Add(string key, object? meta)
        {
            if (meta is null)
                return;

            if (!byKey.TryGetValue(key, out var metas))
                byKey.Add(key, metas = ImmutableArray.CreateBuilder<object>());

            metas.Add(meta);
        }

        public ImmutableDictionary<string, ImmutableArray<object>> ToImmutable() =>
            byKey.ToImmutableDictionary(metas => metas.Key, metas => metas.Value.ToImmutable());
    }
}
