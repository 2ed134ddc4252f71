namespace Trestle;

/// <summary>The first route that fits answers, so one that comes after a wider one would never be asked.</summary>
static class RouteOrder
{
    public static void Check(IReadOnlyList<RouteDefinition> routes, string map)
    {
        var patterns = routes.Select(route => PathPattern.Parse(route.Pattern)).ToArray();

        for (var later = 1; later < routes.Count; later++)
        {
            for (var first = 0; first < later; first++)
            {
                if (SharedMethod(routes[first], routes[later]) is { } method
                    && TakesWhatever(routes[first].Rules, routes[later].Rules)
                    && Covers(patterns[first], patterns[later], routes[first].Rules, routes[later].Rules))
                {
                    throw patterns[first].Shape == patterns[later].Shape
                        ? Twice(method, routes[first], routes[later], map)
                        : Hidden(method, routes[first], routes[later], map);
                }
            }
        }
    }

    static string? SharedMethod(RouteDefinition first, RouteDefinition later) => (first.Methods, later.Methods) switch
    {
        // What is mounted takes any method, and may leave a path to others.
        ({ Count: 0 }, _) or (_, { Count: 0 }) => null,
        var (ones, others) => ones.FirstOrDefault(others.Contains),
    };

    // A question to the request may be answered with no, unless the later route asks the same.
    static bool TakesWhatever(RouteRules first, RouteRules later) => first.Requests.IsEmpty || first.Requests.SequenceEqual(later.Requests);

    static bool Covers(PathPattern first, PathPattern later, RouteRules rules, RouteRules others)
    {
        for (var i = 0; i < first.Segments.Count; i++)
        {
            if (IsRest(first.Segments[i], rules))
                return true;
            if (i == later.Segments.Count)
                return first.Segments.Skip(i).All(segment => segment is [{ IsOptional: true }]);
            if (!Covers(first.Segments[i], later.Segments[i], rules, others))
                return false;
        }

        return first.Segments.Count == later.Segments.Count;
    }

    static bool IsRest(PathPart[] segment, RouteRules rules) =>
        segment is [{ IsRest: true, Rule: "" } rest] && !rules.Segments.ContainsKey(rest.Text);

    static bool Covers(PathPart[] first, PathPart[] later, RouteRules rules, RouteRules others) => (first, later) switch
    {
        ([{ IsLiteral: true } one], [{ IsLiteral: true } other]) => one.Text.Equals(other.Text, StringComparison.OrdinalIgnoreCase),
        ([{ IsLiteral: false, IsRest: false } one], [{ IsRest: false } other]) => Covers(RuleOf(one, rules), RuleOf(other, others)),
        _ => false,
    };

    static bool Covers(string rule, string other) => rule.Length == 0 || rule == other;

    static string RuleOf(PathPart part, RouteRules rules) =>
        part.IsLiteral ? "" : part.Rule + (rules.Segments.TryGetValue(part.Text, out var regex) ? $"^{regex}" : "");

    static RouteException Twice(string method, RouteDefinition first, RouteDefinition later, string map) => new(
        $"""
        {method} {later.Pattern} is drawn twice: for {first.Target} and for {later.Target}.

        Remove one of them from {map}.Draw.
        """);

    static RouteException Hidden(string method, RouteDefinition first, RouteDefinition later, string map) => new(
        $"""
        {method} {later.Pattern} is never reached: {first.Pattern}, drawn before it for {first.Target}, takes it.

        Draw {later.Pattern} first in {map}.Draw, or say what {first.Pattern} takes: Segment("id", @"\d+", ...).
        """);
}
