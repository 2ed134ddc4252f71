using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Trestle;

/// <summary>Who came to a topic and who left it since the last diff: by key, the meta of each process tracked under it.</summary>
/// <remarks>An update leaves with the old meta and joins with the new. What came and went in between is not told.</remarks>
public sealed record PresenceDiff(
    Topic Topic,
    ImmutableDictionary<string, ImmutableArray<object>> Joins,
    ImmutableDictionary<string, ImmutableArray<object>> Leaves);

/// <summary>
/// Who is here: processes tracked in a topic under a key, each with a meta. A key can have several, as one person has
/// several tabs. Changes are broadcast to the topic as <see cref="PresenceDiff"/>; a process that ends has left.
/// </summary>
public sealed class Presence
{
    static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<Topic, PresenceTopic> topics = new();
    readonly PubSub pubSub;
    readonly TimeProvider time;
    readonly TimeSpan window;

    /// <param name="window">How long changes of a topic are gathered into one diff. Default 100 ms.</param>
    public Presence(PubSub pubSub, TimeProvider? time = null, TimeSpan? window = null)
    {
        this.pubSub = pubSub;
        this.time = time ?? TimeProvider.System;
        this.window = window ?? DefaultWindow;
    }

    /// <summary>Tracks the running process. It can be in a topic under several keys, but once under each.</summary>
    public void Track(Topic topic, string key, object meta) => Track(Self.Pid, topic, key, meta);

    public void Track(Pid pid, Topic topic, string key, object meta)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(meta);

        if (!pid.IsAlive)
            throw new InvalidOperationException($"{pid} cannot be tracked in {topic} as {key}: it has ended.");

        while (true)
        {
            var found = topics.GetOrAdd(topic, static (topic, presence) => presence.MakeTopic(topic), this);

            if (found.TryTrack(pid, key, meta) is { } isNew)
            {
                if (isNew)
                    pid.Mailbox!.Relations.AtEnd(found.Forget);

                return;
            }
        }
    }

    PresenceTopic MakeTopic(Topic topic) => new(
        topic, time, window, pubSub, whenEmpty: gone => topics.TryRemove(KeyValuePair.Create(topic, gone)));

    /// <summary>False when the running process is not tracked here.</summary>
    public bool Untrack(Topic topic, string key) => Untrack(Self.Pid, topic, key);

    public bool Untrack(Pid pid, Topic topic, string key) =>
        topics.TryGetValue(topic, out var found) && found.TryChange(pid, key, null);

    /// <summary>Gives the running process another meta; false when it is not tracked here.</summary>
    public bool Update(Topic topic, string key, object meta) => Update(Self.Pid, topic, key, meta);

    public bool Update(Pid pid, Topic topic, string key, object meta)
    {
        ArgumentNullException.ThrowIfNull(meta);

        return topics.TryGetValue(topic, out var found) && found.TryChange(pid, key, meta);
    }

    /// <summary>Everybody in the topic now, by key, with the meta of each process. Takes no lock.</summary>
    public ImmutableDictionary<string, ImmutableArray<object>> List(Topic topic) =>
        topics.TryGetValue(topic, out var found) ? found.Present : [];

    /// <summary>The metas under one key; none when nobody is there.</summary>
    public ImmutableArray<object> GetByKey(Topic topic, string key) => List(topic).GetValueOrDefault(key, []);
}
