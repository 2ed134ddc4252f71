namespace Trestle;

/// <summary>What an application answers: derive <c>Routes : RouteMap</c> and draw it in <c>Draw</c>.</summary>
public abstract class RouteMap : RouteScope
{
    protected RouteMap()
        : base("", [])
    {
    }

    /// <summary>Draws the routes: <c>Root</c>, <c>Resources</c>, <c>Live</c>, <c>Scope</c>, <c>Get</c> ...</summary>
    protected abstract void Draw();

    internal IReadOnlyList<RouteDefinition> Routes()
    {
        if (Drawn.Count == 0)
        {
            Draw();
            RequireDistinct();
        }

        return Drawn;
    }

    // Two equal routes would only be found at the first request, as an ambiguous match.
    void RequireDistinct()
    {
        var seen = new Dictionary<string, RouteDefinition>(StringComparer.OrdinalIgnoreCase);

        foreach (var route in Drawn)
        {
            foreach (var method in route.Methods)
            {
                var key = $"{method} {Shape(route.Pattern)}";

                if (!seen.TryAdd(key, route))
                {
                    throw new RouteException(
                        $"""
                        {method} {route.Pattern} is drawn twice: for {seen[key].TargetName} and for {route.TargetName}.

                        Remove one of them from {GetType().Name}.Draw.
                        """);
                }
            }
        }
    }

    // The names of parameters do not tell routes apart.
    static string Shape(string pattern) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", "{}");
}
