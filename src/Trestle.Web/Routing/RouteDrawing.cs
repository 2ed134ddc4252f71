namespace Trestle;

/// <summary>What all scopes of one map draw on.</summary>
sealed class RouteDrawing
{
    readonly RouteNames names = new();

    public List<RouteDefinition> Routes { get; } = [];

    /// <summary>The names of the live sessions drawn so far.</summary>
    public HashSet<string> LiveSessions { get; } = [];

    /// <summary>The name a route gets: one that was chosen for it, or one that no other path has yet.</summary>
    public string? Name(string? name, string pattern, bool isChosen)
    {
        if (name is null || (names.TryTake(name, pattern) && RouteWords.IsName(name)))
            return name;

        if (!isChosen)
            return null;

        throw new RouteException(
            RouteWords.IsName(name)
                ? $"""
                {pattern} is named {name}, but another path has that name already.

                Give it a name of its own: name: "Other{name}".
                """
                : $"""
                expected the name of {pattern} to be a name in C#, got: "{name}"

                Use letters and digits: name: "Search".
                """);
    }
}
