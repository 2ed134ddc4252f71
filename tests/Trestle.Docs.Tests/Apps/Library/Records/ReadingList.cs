namespace Library.Records;

// snippet: forms-records
public class ReadingList : Record<ReadingList>
{
    [Required, MaxLength(60)] public string Name { get; set; } = "";

    [Nested(Limit = 20, RejectBlank = true), Dependent(Dependent.Destroy)] public List<Pick> Picks { get; } = [];
}

public class Pick : Record<Pick>
{
    [Required, MaxLength(20)] public string Title { get; set; } = "";

    public int ReadingListId { get; set; }
    public ReadingList? ReadingList { get; set; }
}

public record ReadingListParams(string Name, IReadOnlyList<PickParams> Picks);

public record PickParams(int? Id, string Title, bool Destroy);
// end snippet
