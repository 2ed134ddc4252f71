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

    /// <summary>
    /// A record is no better than what hangs on it: its errors say "Comments is invalid"; or, of those that are edited
    /// with it, what is wrong with "Comments[0].Text".
    /// </summary>
    public void PassErrorsUp(Func<Record, RecordShape> shapeOf)
    {
        if (nodes.Count > 1)
            foreach (var parent in nodes.Select(n => n.Record).Reverse())
                foreach (var node in nodes.Where(n => n.Parent == parent && n.Record.Errors.Any))
                    PassErrorsUp(parent, node, shapeOf(parent));
    }

    static void PassErrorsUp(Record parent, Node node, RecordShape shape)
    {
        if (shape.Relations.PathTo(parent, node.Property, node.Record) is not { } path)
            parent.Errors.Add(node.Property, Wording.Invalid);
        else
            foreach (var error in node.Record.Errors)
                parent.Errors.Pass($"{path}.{error.Field}".TrimEnd('.'), error);
    }

    sealed record Node(Record Record, Record? Parent, string Property);
}
