namespace Trestle;

/// <summary>
/// Carries broadcasts between nodes, each in the order it was sent; local delivery never goes through it. Both ways of
/// sending return at once: what cannot be sent now is queued or dropped by the adapter.
/// </summary>
public interface IPubSubAdapter
{
    /// <summary>What the other nodes call this one.</summary>
    string NodeName { get; }

    /// <summary>Called once, before anything is sent: what arrives from others goes to <paramref name="local"/>.LocalBroadcast.</summary>
    void Attach(PubSub local);

    /// <summary>To every other node.</summary>
    void Broadcast(Topic topic, object message);

    /// <summary>To one other node; to nobody when there is none of this name.</summary>
    void Send(string nodeName, Topic topic, object message);
}
