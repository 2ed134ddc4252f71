using System.Reflection;

namespace Trestle;

/// <summary>Finds the methods of a controller that are actions.</summary>
static class ActionMethod
{
    const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    public static bool Exists(Type controller, string name) => Named(controller, name).Length > 0;

    public static MethodInfo Find(Type controller, string name) => Named(controller, name) switch
    {
        [var action] => Returning(controller, action),
        [] => throw new RouteException(
            $"""
            {controller.Name} has no action {name}{Known(controller)}.

            Add one to {controller.Name}:

                public Result {name}() => ...
            """),
        _ => throw new RouteException(
            $"""
            {controller.Name} has more than one action {name}, and a route can mean only one of them.

            Give each its own name.
            """),
    };

    static MethodInfo Returning(Type controller, MethodInfo action)
    {
        var type = action.ReturnType;

        if (type.IsAssignableTo(typeof(Result)) || type == typeof(Task<Result>) || type == typeof(ValueTask<Result>))
            return action;

        throw new RouteException(
            $"""
            {controller.Name}.{action.Name} returns {TypeName.Of(type)}, but an action returns Result or Task<Result>.

            Declare it so:

                public {(type.Name.Contains("Task", StringComparison.Ordinal) ? "async Task<Result>" : "Result")} {action.Name}(...)
            """);
    }

    static MethodInfo[] Named(Type controller, string name) =>
        [.. Actions(controller).Where(method => method.Name == name)];

    static IEnumerable<MethodInfo> Actions(Type controller) =>
        from method in controller.GetMethods(Public)
        let owner = method.GetBaseDefinition().DeclaringType
        where !method.IsSpecialName && owner != typeof(object) && owner != typeof(Controller)
        select method;

    static string Known(Type controller)
    {
        var names = Actions(controller).Select(method => method.Name).Distinct().ToList();

        return names.Count == 0 ? "" : $"; it has {string.Join(", ", names)}";
    }
}
