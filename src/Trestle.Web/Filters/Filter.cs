using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>A method of a controller that is no action, made ready at start: its arguments, and what it is called with besides.</summary>
sealed class Filter
{
    readonly ActionInvoker invoke;
    readonly ActionArgument?[] arguments;

    Filter(MethodInfo method, ActionArgument?[] arguments)
    {
        invoke = ActionInvokers.For(method);
        this.arguments = arguments;
    }

    /// <param name="method">The method.</param>
    /// <param name="given">The type of the one parameter that whoever calls it fills; null for none.</param>
    /// <param name="route">The route whose path its other parameters may name.</param>
    /// <param name="release">Whose services they may be.</param>
    public static Filter Of(MethodInfo method, Type? given, RouteDefinition route, WebRelease release) => new(
        method,
        [.. method.GetParameters().Select(parameter => parameter.ParameterType == given ? null : ActionArgument.Of(parameter, route, release))]);

    /// <summary>Null when the method returns nothing, or nothing to answer.</summary>
    public ValueTask<Result?> CallAsync(Controller controller, HttpContext context, object? given = null) =>
        invoke(controller, [.. arguments.Select(argument => argument is null ? given : argument.Read(context))]);
}
