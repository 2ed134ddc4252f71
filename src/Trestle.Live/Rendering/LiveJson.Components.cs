namespace Trestle;

sealed partial class LiveJson
{
    /// <summary>Writes what is new of each component, as a member; false, having written nothing, when nothing is.</summary>
    bool Components(bool isFirst)
    {
        var start = json.Length;
        var isFirstOfThem = true;

        json.Write(isFirst ? "\"c\":{"u8 : ",\"c\":{"u8);

        foreach (var (cell, state) in tree.Components)
        {
            var before = json.Length;
            Name(state.Number, isFirstOfThem);

            // Each shares statics within itself alone.
            if (new LiveJson(tree, json).Component(cell + 1, state.Tape))
                isFirstOfThem = false;
            else
                json.Rewind(before);
        }

        if (isFirstOfThem)
            json.Rewind(start);
        else
            json.Write((byte)'}');

        return !isFirstOfThem;
    }

    bool Component(int root, ulong[]? tape)
    {
        if (tape is null || tape[0] != Tape.WordOf(tree[root]))
        {
            // The client marks the element at the root of what has "r".
            json.Write("{\"r\":1,"u8);
            NodeMembers(root, isShared: false);
        }
        else
        {
            var at = 0;

            if (!new LiveDiffer(tree, json, this, tape).Slot(root, ref at, isShared: false))
                return false;

            json.Rewind(json.Length - 1);
        }

        Templates();
        json.Write((byte)'}');

        return true;
    }
}
