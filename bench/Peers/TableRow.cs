using System.Globalization;

namespace Peers;

/// <summary>A row of the /table page, the same in every peer.</summary>
public sealed record TableRow(int Id, string Name, string Price, int Stock, string Place)
{
    public static IReadOnlyList<TableRow> All { get; } = [.. Enumerable.Range(1, 100).Select(At)];

    static TableRow At(int id) => new(
        id,
        $"Nuts & bolts {id}",
        (id * 37 % 1000 / 10m).ToString("0.00", CultureInfo.InvariantCulture),
        id * 7 % 50,
        $"Shelf {id % 9}");
}
