namespace Board.Db;

/// <summary>A board that is in use: a bridge is being opened.</summary>
public class Seeds : DatabaseSeeds
{
    protected override async Task Run()
    {
        await ColumnAsync("To do", "Order the ribbon|Eleven metres, in the blue of the railings.", "Invite the school’s brass band|", "Test the bearings with two loaded trains|Both at once, at walking pace. Nobody below.");
        await ColumnAsync("Doing", "Paint the last span|Two coats. Stop when rain is announced.", "Print the walking map|");
        await ColumnAsync("Done", "Survey the north pier|It has moved by 2 mm since spring, as expected.", "Choose the lamps|");
    }

    static async Task ColumnAsync(string name, params string[] cards)
    {
        var column = await Column.CreateAsync(new { Name = name });

        foreach (var card in cards.Select(card => card.Split('|')))
            await new Card { Title = card[0], Notes = card[1] }.MoveAsync(new(column.Id, Before: null));
    }
}
