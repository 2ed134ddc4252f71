namespace Trestle;

/// <summary>What a database is to say of a query besides its plan; SQLite knows the plan only.</summary>
[Flags]
public enum Explain
{
    None = 0,

    /// <summary>Runs the query, and says how long each step took and how many rows it gave.</summary>
    Analyze = 1,

    /// <summary>How much was read from memory and from disk.</summary>
    Buffers = 2,

    Verbose = 4,

    /// <summary>As JSON, for tools.</summary>
    Json = 8,
}
