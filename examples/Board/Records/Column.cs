namespace Board.Records;

public class Column : Record<Column>
{
    [Required, MaxLength(40)] public string Name { get; set; } = "";

    public List<Card> Cards { get; } = [];

    public static IQueryable<Column> WithCards() =>
        All.OrderBy(column => column.Id).Include(column => column.Cards.OrderBy(card => card.Position).ThenBy(card => card.Id));
}

/// <summary>Something on the board is not as it was.</summary>
public record BoardChanged;
