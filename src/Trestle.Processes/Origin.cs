namespace Trestle;

/// <summary>What a process shares with its like-made siblings: one object for a million of them.</summary>
sealed class Origin(Node node, Mailbox? parent, HandlerTable? handlers, string? name = null, ChildSpec? spec = null)
{
    public Node Node => node;

    /// <summary>The process that started it. Forgotten once dead when a grandchild is made: chains must not grow.</summary>
    public Mailbox? Parent { get; private set; } = Known(parent);

    /// <summary>The handlers of its server; null for a process made of one method.</summary>
    public HandlerTable? Handlers => handlers;

    public string? Name => name;

    /// <summary>What its supervisor made it from.</summary>
    public ChildSpec? Spec => spec;

    /// <summary>Messages go straight to the handlers: no scope around them, no Receive of the author's own.</summary>
    public bool IsPlain { get; } = node.MessageScope is null && handlers is { ReceivesItself: false };

    static Mailbox? Known(Mailbox? parent)
    {
        if (parent is { Origin: { Parent.IsDead: true } former })
            former.Parent = null;

        return parent;
    }
}

/// <summary>Finds the origin of processes made alike, most of the time: at worst there is one more than needed.</summary>
sealed class Origins(Node node)
{
    const int Size = 16;

    readonly Origin?[] recent = new Origin?[Size];

    public Origin Of(Mailbox? parent, HandlerTable? handlers = null, string? name = null, ChildSpec? spec = null)
    {
        var hash = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode((object?)spec ?? (object?)name ?? handlers);
        ref var slot = ref recent[hash & (Size - 1)];

        if (slot is { } known && ReferenceEquals(known.Parent, parent) && ReferenceEquals(known.Handlers, handlers)
            && ReferenceEquals(known.Name, name) && ReferenceEquals(known.Spec, spec))
            return known;

        return slot = new(node, parent, handlers, name, spec);
    }
}
