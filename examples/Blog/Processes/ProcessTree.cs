namespace Blog.Processes;

/// <summary>Puts processes in the order of a tree, each below the one that started it.</summary>
public static class ProcessTree
{
    public static IEnumerable<(int Depth, ProcessInfo Process)> Walk(IReadOnlyList<ProcessInfo> processes)
    {
        var living = processes.Select(process => process.Pid).ToHashSet();
        var children = processes.ToLookup(process => living.Contains(process.Parent) ? process.Parent : default);

        return Below(default, 0);

        IEnumerable<(int, ProcessInfo)> Below(Pid parent, int depth) =>
            children[parent].SelectMany(child => Below(child.Pid, depth + 1).Prepend((depth, child)));
    }
}
