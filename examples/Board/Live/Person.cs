namespace Board.Live;

/// <summary>Somebody who has the board open.</summary>
public record Person(string Name)
{
    static readonly string[] animals = ["Heron", "Otter", "Lynx", "Badger", "Wren", "Stoat", "Hare", "Newt"];

    public static Person Anybody() => new($"Quiet {animals[Random.Shared.Next(animals.Length)]}");

    public string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => System.Text.Rune.ToUpperInvariant(word.EnumerateRunes().First())));

    /// <summary>One of eight colours, by the name.</summary>
    public string Tint => $"tint-{Name.Aggregate(0, (sum, letter) => ((sum * 31) + letter) % 1009) % 8}";
}
