namespace Trestle;

/// <summary>Compares a tree with the tape of the render before and writes only what changed.</summary>
sealed class LiveDiffer(RenderedTree tree, HtmlBuffer json, LiveJson whole, ulong[] tape)
{
    /// <summary>Writes a slot if it changed, and moves past it on the tape.</summary>
    public bool Slot(int cell, ref int at, bool isShared)
    {
        var isKindred = Tape.KindOf(tape[at]) == tree[cell].Kind;

        switch (tree[cell].Kind)
        {
            case CellKind.Leaf when tape[at] == Tape.WordOf(tree[cell]):
                at++;
                return false;
            case CellKind.Component when tape[at] == Tape.WordOf(tree[cell]):
                at++;
                return false;
            case CellKind.Node when tape[at] == Tape.WordOf(tree[cell]):
                at += 2;
                return Node(cell, ref at, isShared);
            case CellKind.List when isKindred:
                return List(cell, ref at);
            case CellKind.Stream when Tape.KindOf(tape[at]) == CellKind.List:
                at = Tape.Skip(tape, at);
                return whole.StreamChanges(cell);
            default:
                at = Tape.Skip(tape, at);
                whole.Slot(cell, isShared);
                return true;
        }
    }

    bool Node(int cell, ref int at, bool isShared)
    {
        var start = json.Length;
        var end = tree[cell].Next;
        var isFirst = true;
        var slot = 0;

        json.Write((byte)'{');

        for (var child = cell + 1; child < end; child = tree[child].Next)
        {
            var before = json.Length;

            whole.Name(slot++, isFirst);

            if (Slot(child, ref at, isShared))
                isFirst = false;
            else
                json.Rewind(before);
        }

        if (isFirst)
            json.Rewind(start);
        else
            json.Write((byte)'}');

        return !isFirst;
    }

    bool List(int list, ref int at)
    {
        var oldCount = Tape.CountOf(tape[at]);
        var oldEnd = Tape.Skip(tape, at);
        var newCount = (int)tree[list].Hash;
        var start = json.Length;
        var entries = new Entries(tape, at + 2, oldCount);
        var hasChanged = newCount != oldCount;
        var hasMoved = false;
        var isFirst = true;
        var index = 0;

        json.Write("{\"k\":{"u8);

        for (var entry = list + 1; index < newCount; entry = tree[entry].Next, index++)
        {
            var before = json.Length;

            whole.Name(index, isFirst);

            if (Entry(entry, index, ref entries, ref hasMoved))
                isFirst = false;
            else
                json.Rewind(before);
        }

        entries.Return();
        at = oldEnd;

        if (isFirst && !hasChanged)
        {
            json.Rewind(start);
            return false;
        }

        json.Write(isFirst ? "\"kc\":"u8 : ",\"kc\":"u8);
        whole.Number(newCount);
        json.Write(hasMoved ? ",\"km\":true}}"u8 : "}}"u8);

        return true;
    }

    /// <summary>
    /// In its old place: its changes alone. From another place: that place's number, with its changes if it has
    /// any. New: all of it, whose <c>s</c> replaces whatever stood in the place before.
    /// </summary>
    bool Entry(int entry, int index, ref Entries entries, ref bool hasMoved)
    {
        var old = entries.Find(tree[entry].Hash, index, out var at);

        if (old < 0)
        {
            whole.Entry(entry);
            return true;
        }

        if (old == index)
            return EntryChanges(entry, at);

        hasMoved = true;

        var before = json.Length;

        json.Write((byte)'[');
        whole.Number(old);
        json.Write((byte)',');

        if (EntryChanges(entry, at))
        {
            json.Write((byte)']');
            return true;
        }

        json.Rewind(before);
        whole.Number(old);

        return true;
    }

    bool EntryChanges(int entry, int at)
    {
        var before = json.Length;

        json.Write("{\"0\":"u8);

        if (Slot(entry + 1, ref at, isShared: true))
        {
            json.Write((byte)'}');
            return true;
        }

        json.Rewind(before);

        return false;
    }

    /// <summary>
    /// The entries of a list on the tape: walked side by side while keys agree, looked up by key from there on.
    /// </summary>
    ref struct Entries(ulong[] tape, int at, int count)
    {
        Dictionary<ulong, (int Index, int At)>? byKey;
        int at = at;
        int next;

        /// <summary>
        /// The old index of a key, or -1; <paramref name="found"/> is where the entry's node starts on the tape.
        /// </summary>
        public int Find(ulong key, int index, out int found)
        {
            if (byKey is null && next < count && tape[at] == key)
            {
                found = at + 1;
                at = Tape.Skip(tape, found);

                return next++;
            }

            byKey ??= Remaining();

            if (byKey.TryGetValue(key, out var entry))
            {
                found = entry.At;
                return entry.Index;
            }

            found = 0;
            return -1;
        }

        public void Return() => byKey = null;

        Dictionary<ulong, (int Index, int At)> Remaining()
        {
            var entries = new Dictionary<ulong, (int, int)>(count - next);

            for (var index = next; index < count; index++)
            {
                entries[tape[at]] = (index, at + 1);
                at = Tape.Skip(tape, at + 1);
            }

            return entries;
        }
    }
}
