using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>
/// The sites that were ever seen side by side: children of an element, of a fragment, of a component, of one turn
/// of a loop, or an element's attributes. Razor numbers sites in source order, so a number that is not greater than
/// the one before means that a loop turned, and a number that is missing means that a condition did not hold.
/// </summary>
/// <remarks>
/// Shared by all views of a release and learned as they render. What is learned changes only which ranges of the
/// HTML become slots, so a race between two renders, or a guess that was wrong, costs bytes and never a wrong page.
/// </remarks>
sealed class SiteLevel
{
    // Weak in its keys: what was learned about a release's components goes with the release.
    static readonly ConditionalWeakTable<Type, SiteLevel> Roots = [];

    readonly Lock gate = new();
    volatile Site[] sites = [];
    volatile bool isKnown;

    // Outside a loop a key announces one, even before it turns; within a turn it is the turn's own key.
    readonly bool isTurn;

    public static SiteLevel Of(Type component) =>
        Roots.TryGetValue(component, out var known) ? known : Roots.GetValue(component, static _ => new());

    /// <summary>Has everything learned anew: a test that is to be repeated begins so.</summary>
    public static void Forget() => Roots.Clear();

    /// <summary>
    /// The sites, in source order, such that each of <paramref name="items"/> has one and only loops have several.
    /// </summary>
    public Site[] Fit(ReadOnlySpan<SiteItem> items, ref bool learned)
    {
        var known = sites;

        return Fits(known, items) ? known : Learn(items, ref learned);
    }

    /// <summary>The site of one number: a fragment that was handed to a component.</summary>
    public Site At(int sequence)
    {
        var unimportant = false;
        var known = sites;
        var at = Find(known, sequence);

        if (at >= 0)
            return known[at];

        known = Learn([new(sequence)], ref unimportant);

        return known[Find(known, sequence)];
    }

    /// <summary>Whether a loop inside turns from one number to the other.</summary>
    public bool TurnsWithin(int from, int to)
    {
        var known = sites;
        var at = Find(known, from);

        return at >= 0 && known[at].IsLoop && known[at].Contains(to);
    }

    /// <summary>Whether every turn so far began with the first site.</summary>
    public bool StartsBefore(int sequence) =>
        sites is [{ IsOptional: false, IsLoop: false } first, ..] && first.First < sequence;

    bool Fits(Site[] known, ReadOnlySpan<SiteItem> items)
    {
        var at = 0;
        var taken = -1;

        if (!isKnown)
            return false;

        foreach (var item in items)
        {
            for (; at < known.Length && known[at].Last < item.Sequence; at++)
                if (at != taken && IsMissed(known[at]))
                    return false;

            if (at == known.Length || known[at].First > item.Sequence)
                return false;
            if (!known[at].IsLoop && (at == taken || AnnouncesLoop(item)))
                return false;

            taken = at;
        }

        for (; at < known.Length; at++)
            if (at != taken && IsMissed(known[at]))
                return false;

        return true;
    }

    bool AnnouncesLoop(SiteItem item) => item.IsKeyed && !isTurn;

    static bool IsMissed(Site site) => !site.IsOptional && !site.IsLoop;

    Site[] Learn(ReadOnlySpan<SiteItem> items, ref bool learned)
    {
        lock (gate)
        {
            var list = sites.ToList();
            var last = -1;

            foreach (var item in items)
            {
                LearnItem(list, item, last);
                last = item.Sequence;
            }

            foreach (var site in list)
                if (IsMissed(site) && !Contains(items, site))
                    site.IsOptional = true;

            // A level seen for the first time has no earlier renders that might now look different.
            learned |= isKnown;
            isKnown = true;

            return sites = [.. list];
        }
    }

    void LearnItem(List<Site> list, SiteItem item, int last)
    {
        var at = Find(list, item.Sequence);
        var turns = item.Sequence <= last;

        if (turns && at >= 0 && list[at].IsLoop && list[at].Contains(last))
            list[at].HasTurned = true;
        else if (turns)
            MakeLoop(list, item.Sequence, last, hasTurned: true);
        else if (at < 0)
            list.Insert(~at, new(item.Sequence, item.Sequence) { IsOptional = isKnown });

        if (AnnouncesLoop(item) && Find(list, item.Sequence) is var found && !list[found].IsLoop)
            MakeLoop(list, item.Sequence, item.Sequence, hasTurned: false);
    }

    static void MakeLoop(List<Site> list, int first, int last, bool hasTurned)
    {
        var from = Find(list, first) is var start && start >= 0 ? start : ~start;
        var to = Find(list, last) is var end && end >= 0 ? end : ~end - 1;
        var inside = new List<Site>();

        for (var at = from; at <= to; at++)
        {
            first = Math.Min(first, list[at].First);
            last = Math.Max(last, list[at].Last);

            // A keyed element taken for a loop of its own turns out to be the body of this one.
            if (list[at] is { IsLoop: true, HasTurned: false } supposed)
                inside.AddRange(supposed.Body.sites);
            else
                inside.Add(list[at]);
        }

        // Late or not, they stand in every turn until one turn lacks them.
        foreach (var site in inside)
            site.IsOptional = false;

        list.RemoveRange(from, Math.Max(0, to - from + 1));
        list.Insert(from, new(first, last) { IsLoop = true, HasTurned = hasTurned, Body = new(inside) });
    }

    /// <summary>For what a turn holds, where nothing is known yet.</summary>
    public static SiteLevel OfTurn() => new([]);

    SiteLevel(List<Site> inside)
    {
        sites = [.. inside];
        isKnown = inside.Count > 0;
        isTurn = true;
    }

    public SiteLevel()
    {
    }

    static bool Contains(ReadOnlySpan<SiteItem> items, Site site)
    {
        foreach (var item in items)
            if (site.Contains(item.Sequence))
                return true;

        return false;
    }

    // The index of the site that contains the number, or the complement of where it would go.
    static int Find<TList>(TList list, int sequence) where TList : IReadOnlyList<Site>
    {
        var (low, high) = (0, list.Count - 1);

        while (low <= high)
        {
            var middle = (low + high) >>> 1;

            if (list[middle].Last < sequence)
                low = middle + 1;
            else if (list[middle].First > sequence)
                high = middle - 1;
            else
                return middle;
        }

        return ~low;
    }
}

/// <summary>
/// A frame among its siblings: its number, where it stands, and the hash of the key that tells it from others; 0
/// without one.
/// </summary>
readonly record struct SiteItem(int Sequence, int At = 0, ulong Key = 0)
{
    public bool IsKeyed => Key != 0;
}
