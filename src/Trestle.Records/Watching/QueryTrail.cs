namespace Trestle;

/// <summary>What a watch keeps of one unit of work: whose its statements are, where the running one is from, what repeats.</summary>
sealed class QueryTrail
{
    readonly Dictionary<(string Sql, string? Line), int> counts = [];
    QueryTags? tags;

    public string Comment => tags?.Comment ?? "";

    /// <summary>The line of the application that asked for the running statement.</summary>
    public string? Line { get; set; }

    /// <summary>How long the running statement took until its rows could be read.</summary>
    public TimeSpan UntilFirstRow { get; set; }

    public void Tag(string name, string value) => (tags ??= new()).Set(name, value);

    public int Count(string sql) => counts[(sql, Line)] = counts.GetValueOrDefault((sql, Line)) + 1;
}
