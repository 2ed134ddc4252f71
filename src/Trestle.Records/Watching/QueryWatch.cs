namespace Trestle;

/// <summary>What is told of an application's queries: whose they are, which are slow, and which repeat one by one.</summary>
public sealed record QueryWatch
{
    /// <summary>Nothing is told, and nothing is spent on it.</summary>
    public static QueryWatch Off { get; } = new();

    /// <summary>
    /// For whoever writes the application: tags, slow queries from 100 ms, warnings of N+1 queries, and the line of each.
    /// </summary>
    public static QueryWatch Development { get; } = new()
    {
        Tags = true,
        SlowQuery = TimeSpan.FromMilliseconds(100),
        NPlusOne = NPlusOne.Warn,
        Lines = true,
    };

    /// <summary>Queries from half a second on are told; the rest costs, or changes what the server is asked.</summary>
    public static QueryWatch Production { get; } = new() { SlowQuery = TimeSpan.FromMilliseconds(500) };

    /// <summary>
    /// Each statement says whose it is in a comment, <c>/*action='Index',controller='Articles'*/</c>, which the server's
    /// list of running statements and its own logs show. See <see cref="UnitOfWork.Tag"/>.
    /// </summary>
    public bool Tags { get; init; }

    /// <summary>A statement that takes this long or longer is logged as a warning; null for none.</summary>
    public TimeSpan? SlowQuery { get; init; }

    /// <summary>What happens when records are looked up one by one where a query could have loaded them together.</summary>
    public NPlusOne NPlusOne { get; init; }

    /// <summary>
    /// Each log line names the line of the application that asked, and every statement is logged at debug level, by
    /// <c>Trestle.Queries</c>. It looks at the stack, which costs more than a small query.
    /// </summary>
    public bool Lines { get; init; }

    /// <summary>Told every statement that was asked of the database.</summary>
    internal Action<string>? Heard { get; init; }

    internal bool IsOn => this != Off;
}

/// <summary>What happens at the fifth lookup of the same shape from the same line in one unit of work.</summary>
public enum NPlusOne
{
    Ignore,

    /// <summary>A warning names the query, the line and the Include that is missing.</summary>
    Warn,

    /// <summary>The query throws, with the warning's words: for tests.</summary>
    Raise,
}
