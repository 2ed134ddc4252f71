namespace Trestle;

/// <summary>
/// What a live view remembers of its last render: a word a leaf (62 bits of its hash), two a node (fingerprint of
/// its static text, length in words), two a list (count, length), one an entry (its key), in the order of the
/// cells. The low two bits of a leaf, node or list are its <see cref="CellKind"/>.
/// </summary>
static class Tape
{
    const ulong KindBits = 3;

    // An entry's word has no kind, so its place is free among the two bits.
    const CellKind ComponentKind = CellKind.Entry;

    public static int WordsOf(CellKind kind) => kind is CellKind.Node or CellKind.List or CellKind.Stream ? 2 : 1;

    public static CellKind KindOf(ulong word) => (CellKind)(word & KindBits);

    public static int CountOf(ulong list) => (int)(list >> 2);

    /// <summary>The position after the leaf, node or list that starts at <paramref name="at"/>.</summary>
    public static int Skip(ulong[] tape, int at) =>
        KindOf(tape[at]) is CellKind.Leaf or ComponentKind ? at + 1 : at + (int)tape[at + 1];

    public static ulong WordOf(in Cell cell) => cell.Kind switch
    {
        CellKind.List => (cell.Hash << 2) | (ulong)CellKind.List,
        CellKind.Stream => (ulong)CellKind.List,
        CellKind.Entry => cell.Hash,
        CellKind.Component => (cell.Hash << 2) | (ulong)ComponentKind,
        _ => (cell.Hash & ~KindBits) | (ulong)cell.Kind,
    };

    /// <summary>Records a tree, over the old tape when it fits.</summary>
    public static ulong[] Record(RenderedTree tree, ulong[]? over = null) => Record(tree, 0, over);

    /// <summary>Records the tree whose root is this cell: the view's or that of a component.</summary>
    public static ulong[] Record(RenderedTree tree, int root, ulong[]? over)
    {
        var words = tree[root].WordEnd;
        var tape = over?.Length == words ? over : new ulong[words];

        for (var (at, next, end) = (root, root, tree[root].Next); at < end; at = next)
        {
            ref var cell = ref tree[at];
            next = cell.Kind is CellKind.Stream or CellKind.Component ? cell.Next : at + 1;

            tape[cell.Word] = WordOf(cell);

            if (WordsOf(cell.Kind) == 2)
                tape[cell.Word + 1] = (ulong)(cell.WordEnd - cell.Word);
        }

        return tape;
    }
}
