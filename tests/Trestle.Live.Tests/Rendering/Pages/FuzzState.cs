namespace Trestle.Live.Tests.Rendering.Pages;

/// <summary>All that the fuzzed page shows. Domains are small, so that keys and texts come back.</summary>
public sealed class FuzzState
{
    static readonly string[] Texts = ["", "a", "literal", "x & \"y\" <z>", "\\ \n\t\u0001 é € 😀", "a longer text that stands in its place"];

    public bool A, B, C, D;
    public int Number;
    public string Text = "";
    public string? Title, Class;
    public bool Disabled;
    public List<string> Words = [];
    public List<Row> Rows = [];
    public List<Group> Groups = [];
    public Dictionary<string, object>? Splat;
    public Branch Tree = new("", []);

    public sealed record Row(int Key, string Name, bool IsOpen, string? Note, List<int> Tags);

    public sealed record Group(string Name, bool IsOpen, List<Row> Rows);

    public sealed record Branch(string Name, List<Branch> Branches);

    public static FuzzState Random(Random random)
    {
        var state = new FuzzState();

        for (var part = 0; part < Parts; part++)
            state.Change(random, part);

        return state;
    }

    const int Parts = 11;

    public void Step(Random random)
    {
        for (var changes = random.Next(10) == 0 ? Parts : random.Next(3); changes >= 0; changes--)
            Change(random, random.Next(Parts));
    }

    void Change(Random random, int part)
    {
        switch (part)
        {
            case 0: (A, B) = (Coin(random), Coin(random)); break;
            case 1: (C, D) = (Coin(random), Coin(random)); break;
            case 2: Number = random.Next(4); break;
            case 3: Text = TextOf(random); break;
            case 4: Title = Maybe(random); break;
            case 5: (Class, Disabled) = (Maybe(random), Coin(random)); break;
            case 6: Words = List(random, 4, TextOf); break;
            case 7: Rows = Reordered(random, Rows); break;
            case 8: Groups = List(random, 3, GroupOf); break;
            case 9: Splat = Coin(random) ? null : new() { ["data-a"] = TextOf(random), ["hidden"] = Coin(random) }; break;
            default: Tree = BranchOf(random, depth: 0); break;
        }
    }

    static List<Row> Reordered(Random random, List<Row> rows)
    {
        rows = [.. rows];

        switch (random.Next(8))
        {
            case 0: rows.Reverse(); break;
            case 1: random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)); break;
            case 2 when rows.Count > 0: rows.RemoveAt(random.Next(rows.Count)); break;
            case 3: rows.Insert(random.Next(rows.Count + 1), RowOf(random)); break;
            case 4 when rows.Count > 0: rows[random.Next(rows.Count)] = RowOf(random); break;
            case 5 when rows.Count > 0:
                var at = random.Next(rows.Count);
                rows[at] = rows[at] with { Name = TextOf(random), Note = Maybe(random) };
                break;
            case 6 when rows.Count > 1:
                rows.Add(rows[0]);
                rows.RemoveAt(0);
                break;
            default: rows = List(random, 9, RowOf); break;
        }

        return rows;
    }

    static Row RowOf(Random random) => new(
        random.Next(12), TextOf(random), Coin(random), Maybe(random), List(random, 3, r => r.Next(5)));

    static Group GroupOf(Random random) => new(TextOf(random), Coin(random), List(random, 3, RowOf));

    static Branch BranchOf(Random random, int depth) =>
        new(TextOf(random), depth == 3 ? [] : List(random, 2, r => BranchOf(r, depth + 1)));

    static List<T> List<T>(Random random, int most, Func<Random, T> item)
    {
        var list = new List<T>();

        for (var count = random.Next(most + 1); count > 0; count--)
            list.Add(item(random));

        return list;
    }

    static bool Coin(Random random) => random.Next(2) == 0;

    static string? Maybe(Random random) => Coin(random) ? null : TextOf(random);

    static string TextOf(Random random) => Texts[random.Next(Texts.Length)] is { Length: > 1 } text && Coin(random)
        ? text + random.Next(3)
        : Texts[random.Next(Texts.Length)];
}
