using System.Reflection;
using System.Text.Json;

namespace Trestle;

/// <summary>A method that the browser may call by name.</summary>
sealed class NamedEvent
{
    readonly MethodInfo method;
    readonly Type? takes;
    readonly PropertyInfo? result;

    NamedEvent(MethodInfo method)
    {
        this.method = method;
        takes = method.GetParameters() switch
        {
            [] => null,
            [var one] => one.ParameterType,
            _ => throw new InvalidOperationException(
                $"""
                {method.DeclaringType!.Name}.{method.Name} takes {method.GetParameters().Length} values, but an event of the browser has one.

                Let it take a record of them: {method.Name}({method.Name}Event happened).
                """),
        };

        if (method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>))
            result = type.GetProperty("Result");
    }

    /// <summary>Those of a class and of the classes above it, by name.</summary>
    public static Dictionary<string, NamedEvent>? Of(Type view)
    {
        Dictionary<string, NamedEvent>? events = null;

        for (var type = view; type is not null && type != typeof(LiveView); type = type.BaseType)
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (method.GetCustomAttribute<LiveEventAttribute>() is { } declared)
                    (events ??= []).TryAdd(declared.Name ?? method.Name, new(method));

        return events;
    }

    /// <summary>Runs the method; what it returned, as the browser takes it.</summary>
    public async Task<byte[]?> AnswerAsync(object target, object happened, JsonElement sent) =>
        await InvokeAsync(target, happened, sent) is { } returned ? JsonSerializer.SerializeToUtf8Bytes(returned, JsonSerializerOptions.Web) : null;

    /// <summary>Runs the method; what it returned.</summary>
    /// <param name="target">The view.</param>
    /// <param name="happened">The event, as handlers take it.</param>
    /// <param name="sent">What came, as JSON.</param>
    public async Task<object?> InvokeAsync(object target, object happened, JsonElement sent)
    {
        var returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, takes is null ? [] : [Argument(happened, sent)], null);

        if (returned is not Task task)
            return returned;

        await task;

        return result?.GetValue(task);
    }

    object? Argument(object happened, JsonElement sent)
    {
        if (takes!.IsInstanceOfType(happened))
            return happened;

        try
        {
            return sent.Deserialize(takes, JsonSerializerOptions.Web) ?? throw new JsonException("it is null");
        }
        catch (JsonException unfit)
        {
            throw new RequestException(400, $"expected a {takes.Name} for {method.Name}, but it does not fit: {unfit.Message}");
        }
    }
}
