namespace Trestle;

/// <summary>A process and those it started, as <see cref="Node.Tree"/> saw them.</summary>
/// <param name="More">Children that are not shown.</param>
public sealed record ProcessBranch(ProcessInfo Process, IReadOnlyList<ProcessBranch> Children, int More);

/// <summary>Grows a tree from the list of the living, at most so many children each.</summary>
sealed class ProcessTree(OnThreads threads, int mostChildren)
{
    // A process may start the next without end; the stack that walks them has one.
    const int MostDepth = 100;

    readonly Dictionary<Mailbox, Family> families = [];
    readonly List<Mailbox> roots = [];

    public IReadOnlyList<ProcessBranch> Grow(IEnumerable<Mailbox> living)
    {
        foreach (var process in living)
        {
            if (process.Parent is not { IsDead: false } parent)
                roots.Add(process);
            else if (families.TryGetValue(parent, out var family))
                family.Add(process, mostChildren);
            else
                (families[parent] = new()).Add(process, mostChildren);
        }

        return Branches(roots, 0);
    }

    IReadOnlyList<ProcessBranch> Branches(List<Mailbox> processes, int depth) =>
        [.. processes.Take(mostChildren).OrderBy(process => process.Id).Select(process => Branch(process, depth))];

    ProcessBranch Branch(Mailbox process, int depth)
    {
        var info = ProcessInfo.Of(process, threads);

        if (!families.TryGetValue(process, out var family))
            return new(info, [], 0);

        return depth == MostDepth
            ? new(info, [], family.Count)
            : new(info, Branches(family.Shown, depth + 1), family.Count - family.Shown.Count);
    }

    sealed class Family
    {
        public List<Mailbox> Shown { get; } = [];

        public int Count { get; private set; }

        public void Add(Mailbox process, int most)
        {
            Count++;

            if (Shown.Count < most)
                Shown.Add(process);
        }
    }
}
