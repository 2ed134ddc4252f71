namespace Trestle;

/// <summary>
/// One request's, event's, job's or message's work with the database. Whoever runs it begins one; records find it by
/// themselves. It holds a connection only while a query or a transaction runs.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    static readonly AsyncLocal<UnitOfWork?> ambient = new();

    readonly CancellationToken cancellation;
    UnitOfWork? outer;
    Database? database;
    RecordContext? context;
    QueryTrail? queries;

    internal UnitOfWork(Database database, CancellationToken cancellation)
    {
        this.database = database;
        this.cancellation = cancellation;
        outer = ambient.Value;
        ambient.Value = this;
    }

    internal static UnitOfWork Current => ambient.Value ?? throw new InvalidOperationException(
        """
        No unit of work is running here, so records cannot reach the database.

        Requests, live views, jobs and messages have their own. Elsewhere, begin one around the work:

            await using var work = database.BeginUnitOfWork();
        """);

    /// <summary>The database of the running unit of work, if there is one.</summary>
    internal static Database? Reachable => ambient.Value?.database;

    /// <summary>What a watch keeps of its statements.</summary>
    internal QueryTrail Queries => queries ??= new();

    /// <summary>What is kept of the running one's statements, for who looks at it after the end; null where nothing is watched.</summary>
    internal static QueryTrail? Trail => Current.Database.Options.Watch.IsOn ? Current.Queries : null;

    /// <summary>The answers it keeps; null where it keeps none.</summary>
    internal QueryCache? Cache { get; private set; }

    internal RecordContext Context => context ??= Database.Lease(this, cancellation);

    /// <summary>Whether the code that asks runs in this unit of work, or in one that was begun within it.</summary>
    internal bool IsRunningHere
    {
        get
        {
            for (var unit = ambient.Value; unit is not null; unit = unit.outer)
                if (unit == this)
                    return true;

            return false;
        }
    }

    Database Database => database ?? throw new InvalidOperationException(
        """
        The unit of work this code began in has ended, so its records cannot reach the database any more.

        Await every SaveAsync, FindAsync and query before the request, event, job or message ends, or begin a new one:

            await using var work = database.BeginUnitOfWork();
        """);

    /// <summary>
    /// Says in each statement of the running unit of work from here on whose it is, where <see cref="QueryWatch.Tags"/>
    /// are on: <c>UnitOfWork.Tag("import", file.Name)</c>. Requests tell their controller and action by themselves.
    /// </summary>
    public static void Tag(string name, string value)
    {
        var current = Current;

        if (current.Database.Options.Watch.Tags)
            current.Queries.Tag(name, value);
    }

    /// <summary>
    /// Whether the running unit of work asks each query once and keeps the answer until it writes something. Others'
    /// writes go unseen meanwhile. On in requests that only read (GET); off elsewhere, where work may wait for a change.
    /// </summary>
    public static bool KeepsAnswers
    {
        get => Current.Cache is not null;
        set => Current.Cache = value ? Current.Cache ?? new() : null;
    }

    // Not an async method: what one of those does to an AsyncLocal is undone when it returns.
    public ValueTask DisposeAsync()
    {
        if (ambient.Value == this)
            ambient.Value = outer;

        var ended = context;

        // A stray task may keep this object: let it keep nothing else.
        (outer, database, context, queries, Cache) = (null, null, null, null, null);

        return ended?.DisposeAsync() ?? default;
    }
}
