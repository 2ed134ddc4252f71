namespace Trestle;

/// <summary>What a watch keeps of one unit of work: whose its statements are, where the running one is from, what repeats.</summary>
sealed class QueryTrail
{
    readonly Dictionary<(string Sql, string? Line), int> counts = [];
    QueryTags? tags;

    /// <summary>How many statements have run.</summary>
    public int Count { get; private set; }

    /// <summary>How long they took together.</summary>
    public TimeSpan Took { get; private set; }

    public string Comment => tags?.Comment ?? "";

    /// <summary>The line of the application that asked for the running statement.</summary>
    public string? Line { get; set; }

    /// <summary>How long the running statement took until its rows could be read.</summary>
    public TimeSpan UntilFirstRow { get; set; }

    public void Tag(string name, string value) => (tags ??= new()).Set(name, value);

    public void Add(TimeSpan took)
    {
        Count++;
        Took += took;
    }

    /// <summary>How often a statement has been asked from the same line, this time among them.</summary>
    public int Repeats(string sql) => counts[(sql, Line)] = counts.GetValueOrDefault((sql, Line)) + 1;
}
