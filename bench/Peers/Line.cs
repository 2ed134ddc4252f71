namespace Peers;

/// <summary>A row of the /table page, as examples/Blog has it.</summary>
public sealed record Line(int Number, string Name, string Place, int Quantity, decimal Price)
{
    public static IReadOnlyList<Line> Hundred { get; } =
        [.. Enumerable.Range(1, 100).Select(number => new Line(number, $"Item {number}", $"Shelf {number % 7}", number * 3, number * 1.25m))];
}
