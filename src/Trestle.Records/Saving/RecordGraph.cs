namespace Trestle;

/// <summary>
/// A record to be saved, and the new records that hang on it and are saved along with it, as in Rails.
/// </summary>
sealed class RecordGraph
{
    readonly List<Node> nodes;

    RecordGraph(List<Node> nodes) => this.nodes = nodes;

    public IEnumerable<Record> Records => nodes.Select(n => n.Record);

    public static RecordGraph From(Record root, Func<Record, RecordShape> shapeOf)
    {
        List<Node> nodes = [new(root, null, "")];
        HashSet<Record> seen = [root];

        for (var i = 0; i < nodes.Count; i++)
        {
            var parent = nodes[i].Record;

            foreach (var (property, related) in shapeOf(parent).NewRelated(parent))
                if (seen.Add(related))
                    nodes.Add(new(related, parent, property));
        }

        return new(nodes);
    }

    /// <summary>A record is no better than what hangs on it: its errors say "Comments is invalid".</summary>
    public void PassErrorsUp()
    {
        foreach (var node in nodes.AsEnumerable().Reverse())
            if (node.Record.Errors.Any)
                node.Parent?.Errors.Add(node.Property, Wording.BadRelation);
    }

    sealed record Node(Record Record, Record? Parent, string Property);
}
