namespace Trestle;

/// <summary>Loops: cut into turns, each an entry with its key.</summary>
sealed partial class LiveWalker
{
    // Loops that hold the same items, one directly within the other.
    const int MostOfSameItems = 4;

    (int From, int To, int Depth) span;

    void Loop(in Place place, Site loop, int from, int to)
    {
        var outer = span;
        span = (from, to, outer.From == from && outer.To == to ? outer.Depth + 1 : 0);
        var list = Tree.BeginSlot(CellKind.List);
        var keys = keySets.TryPop(out var set) ? set : [];
        var count = 0UL;

        turns++;

        for (var at = from; at < to && Found is null; count++)
        {
            var next = EndOfTurn(loop.Body, at, to);
            var key = KeyOf(loop.Body, at, next, count);

            // A key that two siblings share would give both the same handlers, and be matched with the wrong one.
            while (!keys.Add(key))
                key = LiveHash.Mix(key, count);

            Turn(place with { Level = loop.Body, Path = LiveHash.Mix(place.Path, key) }, key, at, next);
            at = next;
        }

        turns--;
        span = outer;
        keys.Clear();
        keySets.Push(keys);
        Tree.EndSlot(list, count);
    }

    void Turn(in Place place, ulong key, int from, int to)
    {
        var entry = Tree.BeginEntry();
        var outer = Tree.BeginNode();

        Siblings(place, from, to);
        Tree.EndNode(outer);
        Tree.EndEntry(entry, key);
    }

    /// <summary>
    /// A number that is not greater than the one before starts the next turn, unless a loop inside is turning: one
    /// known already, or one not known yet that may be told by every turn so far having begun with an earlier site.
    /// Loops found within loops without the items growing fewer are a guess gone wrong; then every such number
    /// starts a turn.
    /// </summary>
    int EndOfTurn(SiteLevel body, int from, int to)
    {
        var last = items[from].Sequence;

        for (var at = from + 1; at < to; at++)
        {
            var sequence = items[at].Sequence;
            var isWithinTurn = sequence > last
                || (span.Depth < MostOfSameItems
                    && (body.TurnsWithin(last, sequence) || (!items[at].IsKeyed && body.StartsBefore(sequence))));

            if (!isWithinTurn)
                return at;

            last = sequence;
        }

        return to;
    }

    /// <summary>
    /// The key of the turn's first keyed frame that is not one of a loop inside; without one, the number of the
    /// turn.
    /// </summary>
    ulong KeyOf(SiteLevel body, int from, int to, ulong count)
    {
        for (var at = from; at < to; at++)
            if (items[at].IsKeyed && !body.TurnsWithin(items[at].Sequence, items[at].Sequence))
                return LiveHash.Mix(items[at].Key, (ulong)items[at].Sequence);

        return LiveHash.Mix(0, count);
    }
}
