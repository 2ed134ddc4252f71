using System.Runtime.InteropServices;

namespace Trestle.Live.Tests.Rendering;

/// <summary>All that a random page shows, and how it changes. Domains are small, so that keys and texts come back.</summary>
sealed class FuzzWorld
{
    public const int Streams = 2;

    static readonly string[] Words = ["", "a", "plain", "x & \"y\" <z>", "\\ \n\t\u0001 é € 😀", "<b>no markup</b>", "a longer text that stands in its place"];

    readonly Random random;

    public FuzzWorld(Random random)
    {
        this.random = random;

        for (var stream = 0; stream < Streams; stream++)
            Rows[stream] = new();

        for (var part = 0; part < 14; part++)
            Change(part);
    }

    public bool[] Flags { get; } = new bool[6];

    public string?[] Texts { get; } = new string?[6];

    public List<Item>[] Lists { get; } = [[], [], []];

    public Dictionary<string, object>? Splat { get; private set; }

    /// <summary>What components with state hold, by their names: a fresh page has the same in fresh ones.</summary>
    public Dictionary<string, int> States { get; } = [];

    /// <summary>The names of components with state that the page being rendered has already.</summary>
    public HashSet<string> Taken { get; } = [];

    public FuzzStream[] Rows { get; } = new FuzzStream[Streams];

    public sealed record Item(int Key, string? Text, string? Note, bool Flag, List<Item> Items)
    {
        public string Id => $"row-{Key}";
    }

    public void Step()
    {
        for (var changes = random.Next(10) == 0 ? 14 : random.Next(1, 4); changes > 0; changes--)
            Change(random.Next(14));

        if (States.Count > 0 && Coin)
            States[States.Keys.ElementAt(random.Next(States.Count))] = random.Next(4);

        foreach (var rows in Rows)
            if (random.Next(4) == 0)
                rows.Change(random, ItemOf(depth: 3));
    }

    void Change(int part)
    {
        switch (part)
        {
            case < 4:
                Flags[random.Next(Flags.Length)] = Coin;
                break;
            case < 9:
                Texts[random.Next(Texts.Length)] = Word();
                break;
            case 9:
                Splat = Coin ? null : new() { ["data-s"] = Word() ?? "", ["hidden"] = Coin, ["class"] = Word() ?? "" };
                break;
            default:
                var list = random.Next(Lists.Length);
                Lists[list] = Changed(Lists[list], depth: 0);
                break;
        }
    }

    List<Item> Changed(List<Item> items, int depth)
    {
        items = [.. items];
        var at = items.Count == 0 ? 0 : random.Next(items.Count);

        switch (random.Next(9))
        {
            case 0:
                items.Reverse();
                break;
            case 1:
                random.Shuffle(CollectionsMarshal.AsSpan(items));
                break;
            case 2 when items.Count > 0:
                items.RemoveAt(at);
                break;
            case 3:
                items.Insert(at, ItemOf(depth));
                break;
            case 4 when items.Count > 0:
                items[at] = items[at] with { Text = Word(), Flag = Coin };
                break;
            case 5 when items.Count > 0:
                items[at] = items[at] with { Items = Changed(items[at].Items, depth + 1) };
                break;
            case 6 when items.Count > 1:
                items.Add(items[0]);
                items.RemoveAt(0);
                break;
            case 7 when items.Count > 0:
                items[at] = items[at] with { Note = Word() };
                break;
            default:
                items = ListOf(depth);
                break;
        }

        return items;
    }

    List<Item> ListOf(int depth)
    {
        var items = new List<Item>();

        for (var count = depth > 1 ? 0 : random.Next(depth == 0 ? 7 : 4); count > 0; count--)
            items.Add(ItemOf(depth));

        return items;
    }

    Item ItemOf(int depth) => new(random.Next(9), Word(), Word(), Coin, ListOf(depth + 1));

    bool Coin => random.Next(2) == 0;

    // Some of them made at run time: a literal is known by its being the very same string.
    string? Word() => random.Next(8) switch
    {
        0 => null,
        1 => new string(Words[random.Next(Words.Length)].AsSpan()),
        2 => $"{Words[random.Next(Words.Length)]}{random.Next(3)}",
        _ => Words[random.Next(Words.Length)],
    };
}

/// <summary>A stream, and beside it all rows that its page has to have.</summary>
sealed class FuzzStream
{
    StreamList<FuzzWorld.Item> pending = new(item => item.Id);
    List<FuzzWorld.Item> rows = [];

    public StreamList<FuzzWorld.Item> List => IsWhole ? Whole() : pending;

    /// <summary>Whether it shows all rows, as a page does that is rendered afresh.</summary>
    public bool IsWhole { get; set; }

    public bool HasPending => ((ILiveStream)pending).HasPending;

    // One change between two renders: what a client makes of several of the same row is another matter.
    public void Change(Random random, FuzzWorld.Item item)
    {
        if (HasPending)
            return;

        switch (random.Next(6))
        {
            case 0:
                rows = rows.Where((_, at) => at % 2 == 0).Append(item).DistinctBy(row => row.Id).ToList();
                pending.Reset(rows);
                break;
            case 1 when rows.Count > 0:
                var gone = rows[random.Next(rows.Count)];
                rows.Remove(gone);
                pending.Delete(gone);
                break;
            default:
                Insert(item, random.Next(-1, rows.Count + 1), random.Next(4) == 0 ? random.Next(1, 4) * (random.Next(2) == 0 ? 1 : -1) : null);
                break;
        }
    }

    void Insert(FuzzWorld.Item item, int at, int? limit)
    {
        pending.Insert(item, at, limit);
        var there = rows.FindIndex(row => row.Id == item.Id);

        if (there >= 0)
            rows[there] = item;
        else
            rows.Insert(at < 0 ? rows.Count : at, item);

        if (limit is { } most && rows.Count > Math.Abs(most))
            rows = most > 0 ? rows[..most] : rows[^-most..];
    }

    StreamList<FuzzWorld.Item> Whole()
    {
        var whole = new StreamList<FuzzWorld.Item>(item => item.Id);
        rows.ForEach(row => whole.Insert(row));

        return whole;
    }
}
