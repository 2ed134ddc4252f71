using System.Linq.Expressions;

namespace Board.Records;

public class Card : Record<Card>
{
    [Required, MaxLength(120)] public string Title { get; set; } = "";
    [MaxLength(4_000)] public string Notes { get; set; } = "";

    public int Position { get; private set; }
    public bool IsGone { get; set; }

    public int ColumnId { get; set; }
    public Column? Column { get; set; }

    [DefaultScope] static Expression<Func<Card, bool>> Present => card => !card.IsGone;

    /// <summary>Saves it before another card of a column, or at its end.</summary>
    public Task<bool> MoveAsync(Spot to) => Database.TransactionAsync(async () =>
    {
        var others = Where(card => card.ColumnId == to.ColumnId && card.Id != Id);
        var next = await others.Where(card => card.Id == to.Before).Select(card => (int?)card.Position).FirstOrDefaultAsync();

        // Positions may have gaps: only their order counts.
        if (next is not null)
            await others.Where(card => card.Position >= next).UpdateAllAsync(set => set.SetProperty(card => card.Position, card => card.Position + 1));

        Position = next ?? await others.MaxAsync(card => (int?)card.Position) + 1 ?? 0;
        ColumnId = to.ColumnId;

        return await SaveAsync();
    });

    /// <summary>Takes back one change, and leaves what others have changed since.</summary>
    public static async Task UndoAsync(Change change)
    {
        if (await Unscoped().FindOrDefaultAsync(change.CardId) is { } card)
            await (change.Spot is { } spot ? card.MoveAsync(spot) : card.UpdateAsync(change.Text ?? (object)new { change.IsGone }));
    }

    protected override Task AfterSave()
    {
        Emit(new BoardChanged());

        return Task.CompletedTask;
    }
}

public record CardParams(string Title, string Notes);

/// <summary>A place on the board: before a card of the column, or at its end.</summary>
public record Spot(int ColumnId, int? Before);

/// <summary>What a card was before somebody changed it, for an undo: one of the three.</summary>
public record Change(int CardId, string Words, Spot? Spot = null, CardParams? Text = null, bool? IsGone = null);
