using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Where one parameter of an action comes from.</summary>
abstract class ActionArgument
{
    public abstract object? Read(HttpContext context);

    public static ActionArgument[] AllOf(RouteDefinition route, WebRelease release)
    {
        var arguments = route.Action!.GetParameters().Select(parameter => Of(parameter, route, release)).ToArray();

        if (arguments.OfType<BodyArgument>().Count() > 1)
        {
            throw new RouteException(
                $"""
                {route.Target} takes more than one params record, but a request has one body.

                Put their fields into one record.
                """);
        }

        return arguments;
    }

    public static ActionArgument Of(ParameterInfo parameter, RouteDefinition route, WebRelease release)
    {
        var type = parameter.ParameterType;
        var path = route.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);

        if (type == typeof(CancellationToken))
            return new CancellationArgument();
        if (type == typeof(HttpContext))
            return new ContextArgument();
        if (path.Contains(parameter.Name!))
            return new PathArgument(FieldOf(parameter, route));
        if (Field.TryCreate(parameter, out var field))
            return new QueryArgument(field, release.Options);
        if (release.IsService(type))
            return new ServiceArgument(type);
        if (type.IsAbstract || type.IsInterface || parameter.Member != route.Action)
            throw Unknown(parameter, route);

        release.Binder.Learn(type);

        return route.IsSafe ? new QueryRecordArgument(type, release) : new BodyArgument(type, release);
    }

    static Field FieldOf(ParameterInfo parameter, RouteDefinition route) =>
        Field.TryCreate(parameter, out var field) ? field : throw Unknown(parameter, route);

    static RouteException Unknown(ParameterInfo parameter, RouteDefinition route) => new(
        $"""
        {parameter.Member.ReflectedType!.Name}.{parameter.Member.Name} takes {TypeName.Of(parameter.ParameterType)} {parameter.Name}, which is neither a value of {route.Pattern} nor a service.

        Register the service, or take a simple value{(parameter.Member == route.Action ? " or a params record" : "")} instead.
        """);
}

/// <summary>An id in the path. One that cannot be read names nothing, so it is a 404.</summary>
sealed class PathArgument(Field field) : ActionArgument
{
    public override object? Read(HttpContext context) =>
        field.TryReadPath(context.Request.RouteValues.TextOf(field.Name), out var value)
            ? value
            : throw new RequestException(404, $"There is nothing at {context.Request.Path}.");
}

sealed class QueryArgument(Field field, WebOptions options) : ActionArgument
{
    public override object? Read(HttpContext context) => field.ReadQuery(RequestFields.Query(context, options));
}

sealed class QueryRecordArgument(Type type, WebRelease release) : ActionArgument
{
    public override object? Read(HttpContext context) =>
        release.Binder.Bind(type, RequestFields.Query(context, release.Options));
}

sealed class ServiceArgument(Type type) : ActionArgument
{
    public override object? Read(HttpContext context) => context.RequestServices.GetRequiredService(type);
}

sealed class ContextArgument : ActionArgument
{
    public override object? Read(HttpContext context) => context;
}

/// <summary>Cancelled when the client has gone or the request's process has been ended.</summary>
sealed class CancellationArgument : ActionArgument
{
    public override object? Read(HttpContext context)
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, Self.Cancellation);
        context.Response.RegisterForDispose(either);

        return either.Token;
    }
}

/// <summary>The params record in the body: a form or JSON.</summary>
sealed class BodyArgument(Type type, WebRelease release) : ActionArgument
{
    public override object? Read(HttpContext context) =>
        throw new NotSupportedException("The body is read before the other arguments.");

    public async ValueTask<object> ReadAsync(HttpContext context)
    {
        if (RequestFields.HasForm(context.Request) || IsEmpty(context.Request))
            return release.Binder.Bind(type, await RequestFields.FormAsync(context, release.Options));

        if (JsonBody.IsJson(context.Request))
            return release.Binder.Complete(await JsonBody.ReadAsync(context, type, release.Json));

        throw new RequestException(415, $"expected a form or JSON, got: \"{context.Request.ContentType}\"");
    }

    static bool IsEmpty(HttpRequest request) => request is { ContentType: null, ContentLength: null or 0 };
}
