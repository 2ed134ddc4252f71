using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>One limit of one action, made ready at start.</summary>
sealed class RateLimit(RequestCounts counts, Func<Controller, string?>? by, Filter? with, ClientAddress addresses)
{
    /// <summary>What is answered instead of the action; null when it may run.</summary>
    public async ValueTask<Result?> CheckAsync(Controller controller, HttpContext context)
    {
        if ((by is null ? addresses.ClientOf(context) : by(controller)) is not { } client || counts.Wait(client) is not { } wait)
            return null;

        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        if (with is not null && await with.CallAsync(controller, context) is { } answer)
            return answer;

        throw new RequestException(
            StatusCodes.Status429TooManyRequests,
            $"{counts.To} of these are taken in {Spell(counts.Per.TotalSeconds)}. Try again in {Spell(seconds)}.");
    }

    static string Spell(double seconds) => seconds == 1 ? "a second" : string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds");
}

/// <summary>Finds the limits of actions; those of one release count in the same place.</summary>
sealed class RateLimits(WebOptions options, TimeProvider time)
{
    const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly ClientAddress addresses = new(options);
    readonly Dictionary<string, RequestCounts> counts = [];

    public RateLimit[] Of(RouteDefinition route, WebRelease release)
    {
        var ofClass = On(route.Type!, route.Type!.FullName!);
        var all = ofClass.Concat(On(route.Action!, $"{route.Type!.FullName}.{route.Action!.Name}")).ToList();

        foreach (var (limit, _) in all)
            Check(limit, route);

        return
        [
            .. from each in all
               let limit = each.Limit
               where limit.IsFor(route.Action!.Name)
               let with = limit.With is { } name ? Filter.Of(MethodOf(name, "With", "Result", route), null, route, release) : null
               select new RateLimit(CountsOf(limit, each.Place, route), limit.By is { } whose ? AskingFor(whose, route) : null, with, addresses),
        ];
    }

    static IEnumerable<(RateLimitAttribute Limit, string Place)> On(MemberInfo member, string place) =>
        member.GetCustomAttributes<RateLimitAttribute>().Select((limit, i) => (limit, $"{place} {i}"));

    static void Check(RateLimitAttribute limit, RouteDefinition route)
    {
        if (limit.Only.Concat(limit.Except).FirstOrDefault(action => !ActionMethod.Exists(route.Type!, action)) is { } missing)
            throw new RouteException(
                $"""
                {route.Type!.Name} limits the rate of {missing}, but has no such action.

                Name it by nameof, so that the compiler checks it.
                """);

        if (limit.To < 1 || limit.PerSeconds is not (>= 0.001 and <= 31_536_000))
            throw new RouteException(
                $"expected the rate of {route.Target} to be at least 1 in 0.001 to 31536000 seconds, got: {limit.To} in {Number(limit.PerSeconds)}");
    }

    RequestCounts CountsOf(RateLimitAttribute limit, string place, RouteDefinition route)
    {
        var key = limit.Name is { } name ? $"\"{name}\"" : place;

        if (!counts.TryGetValue(key, out var known))
            return counts[key] = new(limit.To, limit.Per, time);

        return known.To == limit.To && known.Per == limit.Per
            ? known
            : throw new RouteException(
                $"""
                {route.Target} limits {key} to {limit.To} in {Number(limit.PerSeconds)} seconds, but another action to {known.To} in {Number(known.Per.TotalSeconds)}.

                Limits of one name count together: give both the same numbers, or another name.
                """);
    }

    static Func<Controller, string?> AskingFor(string name, RouteDefinition route)
    {
        var method = MethodOf(name, "By", "string?", route);

        return method.ReturnType == typeof(string) && method.GetParameters().Length == 0
            ? controller => (string?)method.Invoke(controller, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture)
            : throw Misshapen(name, "By", "string?", route);
    }

    static MethodInfo MethodOf(string name, string property, string returns, RouteDefinition route)
    {
        for (var type = route.Type; type is not null; type = type.BaseType)
        {
            if (type.GetMethod(name, Any | BindingFlags.DeclaredOnly) is { } method)
                return method;
        }

        throw Misshapen(name, property, returns, route);
    }

    static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    static RouteException Misshapen(string name, string property, string returns, RouteDefinition route) => new(
        $"""
        {route.Type!.Name} has [RateLimit({property} = "{name}")], but no method that looks like it.

        Declare it so:

            {returns} {name}() => ...
        """);
}
