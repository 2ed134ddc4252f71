namespace Trestle;

/// <summary>What a message is about: whoever subscribes to a topic gets what is broadcast on it.</summary>
public readonly record struct Topic(string Name)
{
    /// <summary>The topic of all facts of one type.</summary>
    public static Topic Of(Type fact) => new(fact.FullName ?? fact.Name);

    public static implicit operator Topic(string name) => new(name);

    public override string ToString() => Name;
}

/// <summary>Sends messages to all processes that subscribed to a topic. A process that ends is no longer subscribed.</summary>
public sealed class PubSub
{
    readonly Lock gate = new();
    readonly Dictionary<Topic, Subscribers> topics = [];

    /// <summary>Subscribes the running process. Twice is the same as once.</summary>
    public void Subscribe(Topic topic) => Subscribe(topic, Self.Pid);

    /// <summary>Subscribes the running process to all facts of this type.</summary>
    public void Subscribe<TFact>() => Subscribe(Topic.Of(typeof(TFact)));

    public void Unsubscribe(Topic topic) => Unsubscribe(topic, Self.Pid);

    /// <summary>Sends the message to every subscriber, each from the same sender in the same order.</summary>
    public void Broadcast(Topic topic, object message)
    {
        foreach (var subscriber in SubscribersOf(topic))
            subscriber.Send(message);
    }

    /// <summary>Broadcasts a fact on the topic of its type.</summary>
    public void Publish(object fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Broadcast(Topic.Of(fact.GetType()), fact);
    }

    void Subscribe(Topic topic, Pid pid)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topic, out var subscribers))
                topics.Add(topic, subscribers = new());

            if (!subscribers.Add(pid))
                return;
        }

        pid.Mailbox!.Relations.AtEnd(ended => Unsubscribe(topic, ended));
    }

    void Unsubscribe(Topic topic, Pid pid)
    {
        lock (gate)
        {
            if (topics.TryGetValue(topic, out var subscribers) && subscribers.Remove(pid))
                topics.Remove(topic);
        }
    }

    Pid[] SubscribersOf(Topic topic)
    {
        lock (gate)
            return topics.TryGetValue(topic, out var subscribers) ? subscribers.Snapshot() : [];
    }

    sealed class Subscribers
    {
        readonly HashSet<Pid> pids = [];

        // Made at a broadcast and kept until the set changes: joining stays cheap, and so does broadcasting.
        Pid[]? snapshot;

        public bool Add(Pid pid)
        {
            snapshot = null;
            return pids.Add(pid);
        }

        /// <summary>True when nobody is left.</summary>
        public bool Remove(Pid pid)
        {
            snapshot = null;
            pids.Remove(pid);

            return pids.Count == 0;
        }

        public Pid[] Snapshot() => snapshot ??= [.. pids];
    }
}
