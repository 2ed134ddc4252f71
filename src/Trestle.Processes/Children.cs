namespace Trestle;

/// <summary>The children of a supervisor in the order they are started, each with an id of its own.</summary>
sealed class Children
{
    readonly List<Child> inOrder = [];
    readonly Dictionary<string, Child> byId = [];

    public IReadOnlyList<Child> InOrder => inOrder;

    public bool TryAdd(Child child)
    {
        if (!byId.TryAdd(child.Spec.Id, child))
            return false;

        inOrder.Add(child);

        return true;
    }

    public void Remove(Child child)
    {
        if (byId.Remove(child.Spec.Id))
            inOrder.Remove(child);
    }

    public Child? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whose present life this process is.</summary>
    public Child? Find(Mailbox? process) =>
        process?.Origin.Spec is { } spec && Find(spec.Id) is { } child && ReferenceEquals(child.Process, process) ? child : null;

    public bool Has(Child child) => byId.TryGetValue(child.Spec.Id, out var found) && ReferenceEquals(found, child);

    /// <summary>Those to be ended and started again with this one.</summary>
    public IReadOnlyList<Child> GroupOf(Child child, Strategy strategy) => strategy switch
    {
        Strategy.OneForOne => [child],
        Strategy.OneForAll => [.. inOrder],
        Strategy.RestForOne => inOrder[inOrder.IndexOf(child)..],
        _ => throw new ArgumentOutOfRangeException(nameof(strategy)),
    };
}
