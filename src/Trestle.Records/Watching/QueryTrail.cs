namespace Trestle;

/// <summary>What a watch keeps of one unit of work: whose its statements are, where the running one is from, what repeats.</summary>
sealed class QueryTrail
{
    const int MostKept = 100;

    readonly Dictionary<(string Sql, string? Line), int> counts = [];
    readonly List<(string Sql, TimeSpan Took, string? Line)> statements = [];
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

    /// <summary>The first of them, where their lines are watched.</summary>
    public IReadOnlyList<(string Sql, TimeSpan Took, string? Line)> Statements => statements;

    public void Add(string sql, TimeSpan took, bool isKept)
    {
        Count++;
        Took += took;

        if (isKept && statements.Count < MostKept)
            statements.Add((sql, took, Line));
    }

    /// <summary>How often a statement has been asked from the same line, this time among them.</summary>
    public int Repeats(string sql) => counts[(sql, Line)] = counts.GetValueOrDefault((sql, Line)) + 1;
}
