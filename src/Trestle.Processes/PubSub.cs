namespace Trestle;

/// <summary>What a message is about: whoever subscribes to a topic gets what is broadcast on it.</summary>
public readonly record struct Topic(string Name)
{
    /// <summary>The topic of all facts of one type.</summary>
    public static Topic Of(Type fact) => new(fact.FullName ?? fact.Name);

    public static implicit operator Topic(string name) => new(name);

    public override string ToString() => Name;
}

/// <summary>
/// Sends messages to all processes that subscribed to a topic, on all nodes an adapter joins. A process that ends is no
/// longer subscribed.
/// </summary>
public sealed class PubSub
{
    // Broadcasting takes no lock: a registry keeps the processes of a key as an array until they change.
    readonly Registry subscribers = new(duplicateKeys: true);
    readonly IPubSubAdapter? adapter;

    public PubSub(IPubSubAdapter? adapter = null)
    {
        this.adapter = adapter;
        adapter?.Attach(this);
    }

    /// <summary>Subscribes the running process. Twice is the same as once.</summary>
    public void Subscribe(Topic topic) => subscribers.TryRegister(topic.Name, Self.Pid);

    /// <summary>Subscribes the running process to all facts of this type.</summary>
    public void Subscribe<TFact>() => Subscribe(Topic.Of(typeof(TFact)));

    public void Unsubscribe(Topic topic) => subscribers.Unregister(topic.Name, Self.Pid);

    public void Unsubscribe<TFact>() => Unsubscribe(Topic.Of(typeof(TFact)));

    /// <summary>Sends the message to every subscriber, each from the same sender in the same order.</summary>
    public void Broadcast(Topic topic, object message)
    {
        LocalBroadcast(topic, message);
        adapter?.Broadcast(topic, message);
    }

    /// <summary>Sends the message to every subscriber but this one.</summary>
    public void BroadcastFrom(Pid from, Topic topic, object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        foreach (var (subscriber, _) in subscribers.Lookup(topic.Name))
        {
            if (subscriber != from)
                subscriber.Send(message);
        }

        adapter?.Broadcast(topic, message);
    }

    /// <summary>Sends the message to the subscribers on this node.</summary>
    public void LocalBroadcast(Topic topic, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        subscribers.Dispatch(topic.Name, message);
    }

    /// <summary>Sends the message to the subscribers on one node, which may be this one.</summary>
    public void DirectBroadcast(string nodeName, Topic topic, object message)
    {
        if (adapter is null || adapter.NodeName == nodeName)
            LocalBroadcast(topic, message);
        else
            adapter.Send(nodeName, topic, message);
    }

    /// <summary>Broadcasts a fact on the topic of its type.</summary>
    public void Publish(object fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Broadcast(Topic.Of(fact.GetType()), fact);
    }
}
