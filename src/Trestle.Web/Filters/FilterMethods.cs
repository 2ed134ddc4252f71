using System.Reflection;

namespace Trestle;

/// <summary>Finds the filters and rescuers that a controller declares for an action; what cannot work stops the start.</summary>
static class FilterMethods
{
    const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly Type Next = typeof(Func<Task<Result>>);

    /// <summary>Null when nothing runs around the action.</summary>
    public static FilterChain? ChainOf(RouteDefinition route, WebRelease release)
    {
        var classes = Classes(route.Type!);
        var skipped = Skipped(route, classes);
        var filters = Marked<FilterAttribute>(classes);

        foreach (var skip in skipped.Where(skip => filters.All(filter => filter.Method.Name != skip)))
            throw new RouteException(
                $"""
                {route.Target} skips {skip}, but {route.Type!.Name} has no filter of that name{Known(filters)}.

                Name it by nameof, so that the compiler checks it.
                """);

        foreach (var (method, attribute) in filters)
            Check(method, attribute, route.Type!);

        var wanted = filters.Where(filter => filter.Attribute.IsFor(route.Action!.Name) && !skipped.Contains(filter.Method.Name))
            .Select(filter => (filter.Attribute, Filter.Of(filter.Method, filter.Attribute is AroundAttribute ? Next : null, route, release)))
            .ToList();
        var rescuers = Marked<RescueAttribute>(classes)
            .Select(rescuer => (Exception: ExceptionOf(rescuer.Method), rescuer.Method))
            .Reverse()
            .OrderByDescending(rescuer => Depth(rescuer.Exception))
            .Select(rescuer => (rescuer.Exception, Filter.Of(rescuer.Method, rescuer.Exception, route, release)))
            .ToList();

        return wanted.Count + rescuers.Count == 0 ? null : new(wanted, rescuers);
    }

    // From the base class down, each in the order of the source, which is that of the metadata tokens. A method that
    // overrides another takes its place.
    static List<(MethodInfo Method, TAttribute Attribute)> Marked<TAttribute>(List<Type> classes) where TAttribute : Attribute
    {
        List<(MethodInfo Method, TAttribute Attribute)> marked = [];

        foreach (var method in classes.SelectMany(type => type.GetMethods(Own).OrderBy(method => method.MetadataToken)))
        {
            var overridden = marked.FindIndex(other => other.Method.GetBaseDefinition() == method.GetBaseDefinition());
            var attribute = method.GetCustomAttribute<TAttribute>(inherit: false);

            if (overridden >= 0)
                marked[overridden] = (method, attribute ?? marked[overridden].Attribute);
            else if (attribute is not null)
                marked.Add((method, attribute));
        }

        return marked;
    }

    static List<Type> Classes(Type controller)
    {
        List<Type> classes = [];

        for (var type = controller; type != typeof(Controller) && type is not null; type = type.BaseType)
            classes.Insert(0, type);

        return classes;
    }

    static HashSet<string> Skipped(RouteDefinition route, IEnumerable<Type> classes) =>
    [
        .. classes.SelectMany(type => type.GetCustomAttributes<SkipAttribute>(inherit: false)).Select(skip => skip.Filter),
        .. route.Action!.GetCustomAttributes<SkipAttribute>().Select(skip => skip.Filter),
    ];

    static void Check(MethodInfo method, FilterAttribute filter, Type controller)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";

        // A base class may name actions that not every controller has.
        if (filter.Only.Concat(filter.Except).FirstOrDefault(action => method.DeclaringType == controller && !ActionMethod.Exists(controller, action)) is { } missing)
            throw new RouteException(
                $"""
                {name} is a filter for {missing}, but {controller.Name} has no such action.

                Name it by nameof, so that the compiler checks it.
                """);

        var type = method.ReturnType;

        if (filter is AroundAttribute)
        {
            if (type != typeof(Task<Result>) || method.GetParameters().Count(parameter => parameter.ParameterType == Next) != 1)
                throw Misshapen(name, "Around", "async Task<Result> ", "Func<Task<Result>> next");
        }
        else if (type != typeof(void) && type != typeof(Task) && (filter is AfterAttribute || (type != typeof(Task<Result>) && !type.IsAssignableTo(typeof(Result)))))
        {
            throw filter is AfterAttribute ? Misshapen(name, "After", "void ", "") : Misshapen(name, "Before", "async Task<Result?> ", "");
        }
    }

    static Type ExceptionOf(MethodInfo method)
    {
        var exceptions = method.GetParameters().Where(parameter => parameter.ParameterType.IsAssignableTo(typeof(Exception))).ToList();

        return exceptions.Count == 1 && (method.ReturnType == typeof(Task<Result>) || method.ReturnType.IsAssignableTo(typeof(Result)))
            ? exceptions[0].ParameterType
            : throw Misshapen($"{method.DeclaringType!.Name}.{method.Name}", "Rescue", "Result ", "TimeoutException exception");
    }

    static RouteException Misshapen(string name, string attribute, string returns, string takes) => new(
        $"""
        {name} is marked [{attribute}], but does not look like it.

        Declare it so:

            [{attribute}] {returns}{name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]}({takes})
        """);

    static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    static string Known(List<(MethodInfo Method, FilterAttribute Attribute)> filters) =>
        filters.Count == 0 ? "" : $"; it has {string.Join(", ", filters.Select(filter => filter.Method.Name))}";
}
