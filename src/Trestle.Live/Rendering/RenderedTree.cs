using System.IO.Hashing;

namespace Trestle;

enum CellKind
{
    /// <summary>A piece of text that may change: content, or a whole attribute.</summary>
    Leaf,

    /// <summary>Static text with slots between.</summary>
    Node,

    /// <summary>A keyed list; its children are entries.</summary>
    List,

    /// <summary>One entry of a list; its only child is a node.</summary>
    Entry,

    /// <summary>A list whose entries are forgotten once they are sent; on the tape a list without any.</summary>
    Stream,

    /// <summary>A component with state: its tree follows, and has a tape of its own. Its slot holds its number.</summary>
    Component,
}

/// <summary>A part of a rendered view: a range of its HTML, and of the cells that follow.</summary>
struct Cell
{
    public CellKind Kind;

    /// <summary>The range of HTML.</summary>
    public int Start, End;

    /// <summary>The first cell that is not inside this one.</summary>
    public int Next;

    /// <summary>The first word of the tape that is this cell's.</summary>
    public int Word;

    /// <summary>The first word after them.</summary>
    public int WordEnd;

    /// <summary>
    /// Leaf: of its text. Node: of the static text between its slots. Entry: its key. List: how many entries. Component: its number.
    /// </summary>
    public ulong Hash;
}

/// <summary>
/// A rendered view: its plain HTML in one buffer, and cells that say which ranges of it may change. What lies between
/// the cells of a node is its static text, so the HTML is right whatever the cells say: a bad guess costs bytes only.
/// </summary>
sealed class RenderedTree
{
    Cell[] cells = new Cell[256];
    OpenNode current;

    public HtmlBuffer Html { get; } = new();

    public int Count { get; private set; }

    /// <summary>Words the tape of this tree takes.</summary>
    public int Words { get; private set; }

    public ref Cell this[int cell] => ref cells[cell];

    public ReadOnlySpan<byte> Text(int start, int end) => Html.Slice(start, end);

    public void Clear()
    {
        Html.Clear();
        Streams.Clear();
        Components.Clear();
        Temporaries.Clear();
        Count = 0;
        Words = 0;
        current = default;
    }

    /// <summary>Starts a node; hand what it returns to <see cref="EndNode"/>.</summary>
    public OpenNode BeginNode()
    {
        var outer = current;

        current = new() { Cell = Add(CellKind.Node), Static = Html.Length };

        return outer;
    }

    public void EndNode(OpenNode outer)
    {
        EndStatic();
        Close(current.Cell, current.Hash);
        current = outer;
    }

    /// <summary>Ends the static text before a slot and starts a cell there.</summary>
    public int BeginSlot(CellKind kind)
    {
        EndStatic();

        return Add(kind);
    }

    /// <summary>Ends a leaf: its text is what was written since it began.</summary>
    public void EndLeaf(int cell) => EndSlot(cell, XxHash3.HashToUInt64(Html.Slice(cells[cell].Start, Html.Length)));

    public void EndSlot(int cell, ulong hash)
    {
        Close(cell, hash);
        current.Static = Html.Length;
    }

    /// <summary>Starts a node in a slot of its own.</summary>
    public OpenNode BeginNodeSlot()
    {
        EndStatic();

        return BeginNode();
    }

    public void EndNodeSlot(OpenNode outer)
    {
        EndNode(outer);
        current.Static = Html.Length;
    }

    /// <summary>The streams of the tree, by their cells.</summary>
    public List<(int Cell, ILiveStream Stream)> Streams { get; } = [];

    /// <summary>Ends a stream. The tape has no room for its entries: they are not compared with.</summary>
    public void EndStream(int cell, int count, ILiveStream stream)
    {
        EndSlot(cell, (ulong)count);
        cells[cell].WordEnd = Words = cells[cell].Word + Tape.WordsOf(CellKind.Stream);
        Streams.Add((cell, stream));
    }

    /// <summary>The components of the tree that have trees of their own, by their cells.</summary>
    public List<(int Cell, LiveComponentState State)> Components { get; } = [];

    /// <summary>Starts a component in a slot of its own; the words of what is inside are counted anew.</summary>
    public int BeginComponent(int number)
    {
        var cell = BeginSlot(CellKind.Component);
        cells[cell].Hash = (ulong)number;
        Words = 0;

        return cell;
    }

    public void EndComponent(int cell, LiveComponentState state)
    {
        Words = cells[cell].Word + Tape.WordsOf(CellKind.Component);
        EndSlot(cell, cells[cell].Hash);
        Components.Add((cell, state));
    }

    /// <summary>The temporary values that the tree shows.</summary>
    public List<ITemporary> Temporaries { get; } = [];

    public ILiveStream StreamAt(int cell) => Streams.Find(stream => stream.Cell == cell).Stream;

    public void EmptyLeaf() => EndLeaf(BeginSlot(CellKind.Leaf));

    public int BeginEntry() => Add(CellKind.Entry);

    public void EndEntry(int entry, ulong key) => Close(entry, key);

    int Add(CellKind kind)
    {
        if (Count == cells.Length)
            Array.Resize(ref cells, cells.Length * 2);

        cells[Count] = new() { Kind = kind, Start = Html.Length, Word = Words };
        Words += Tape.WordsOf(kind);

        return Count++;
    }

    void Close(int cell, ulong hash)
    {
        ref var closed = ref cells[cell];

        closed.End = Html.Length;
        closed.Next = Count;
        closed.Hash = hash;
        closed.WordEnd = Words;
    }

    // The length stands between two texts, so that "ab|c" and "a|bc" differ.
    void EndStatic()
    {
        var text = Html.Slice(current.Static, Html.Length);

        current.Hash = LiveHash.Mix(current.Hash, XxHash3.HashToUInt64(text) + (ulong)text.Length);
    }

    /// <summary>The node whose static text is being written.</summary>
    public struct OpenNode
    {
        public int Cell;
        public int Static;
        public ulong Hash;
    }
}
