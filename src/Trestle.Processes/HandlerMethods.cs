using System.Reflection;

namespace Trestle;

/// <summary>Finds the <c>Handle</c> methods of a class that the generator has not been at.</summary>
static class HandlerMethods
{
    public const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static Dictionary<Type, Handler> Of(Type type) => Hierarchy(type)
        .SelectMany(level => level.GetMethods(Declared))
        .Where(IsHandler)
        .GroupBy(method => method.GetParameters()[0].ParameterType)
        .ToDictionary(methods => methods.Key, methods => Compile(type, methods.First()));

    // Level by level, most derived first: private handlers of a base class count, and a derived one wins.
    public static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType!)
            yield return level;
    }

    static bool IsHandler(MethodInfo method) => method.Name == "Handle" && !method.IsGenericMethodDefinition
        && (method.GetParameters() is [_] || TakesCaller(method));

    static bool TakesCaller(MethodInfo method) => method.GetParameters() is [_, var caller] && IsOf(caller.ParameterType, typeof(ReplyTo<>));

    public static bool IsOf(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    public static string ReplyNameOf(Type message) => ReplyOf(message) is { } reply ? CSharpName(reply) : "void";

    /// <summary>As it is written in code, so that it can be pasted.</summary>
    static string CSharpName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{CSharpName(value)}?";

        if (type.IsArray)
            return $"{CSharpName(type.GetElementType()!)}[]";

        if (type.IsGenericType)
            return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(CSharpName))}>";

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.Decimal => "decimal",
            TypeCode.String => "string",
            _ => type == typeof(object) ? "object" : type.Name,
        };
    }

    public static Type? ReplyOf(Type message) => message
        .GetInterfaces()
        .FirstOrDefault(face => IsOf(face, typeof(ICall<>)))?
        .GetGenericArguments()[0];

    static Handler Compile(Type type, MethodInfo method)
    {
        var message = method.GetParameters()[0].ParameterType;
        var returned = TakesCaller(method)
            ? method.GetParameters()[1].ParameterType.GetGenericArguments()[0]
            : method.ReturnType;
        CheckReply(type, message, returned);

        Type[] takes = [type, message];
        var (factory, generic, shape) = returned switch
        {
            _ when TakesCaller(method) =>
                (nameof(Handler.OfLater), [.. takes, returned], typeof(Action<,,>).MakeGenericType([.. takes, CallerOf(method)])),
            _ when returned == typeof(void) => (nameof(Handler.OfVoid), takes, typeof(Action<,>).MakeGenericType(takes)),
            _ when returned == typeof(Task) => (nameof(Handler.OfTask), takes, Returning()),
            _ when returned == typeof(ValueTask) => (nameof(Handler.OfValueTask), takes, Returning()),
            _ when IsOf(returned, typeof(Task<>)) => (nameof(Handler.OfTaskReply), [.. takes, Awaited(returned)], Returning()),
            _ when IsOf(returned, typeof(ValueTask<>)) =>
                (nameof(Handler.OfValueTaskReply), [.. takes, Awaited(returned)], Returning()),
            _ => (nameof(Handler.OfReply), [.. takes, returned], Returning()),
        };

        return (Handler)typeof(Handler)
            .GetMethod(factory)!
            .MakeGenericMethod(generic)
            .Invoke(null, [method.CreateDelegate(shape)])!;

        Type Returning() => typeof(Func<,,>).MakeGenericType([.. takes, returned]);
    }

    static Type CallerOf(MethodInfo method) => method.GetParameters()[1].ParameterType;

    static Type Awaited(Type returned) =>
        IsOf(returned, typeof(Task<>)) || IsOf(returned, typeof(ValueTask<>)) ? returned.GetGenericArguments()[0] : returned;

    public static void CheckReply(Type type, Type message, Type returned)
    {
        if (ReplyOf(message) is not { } reply)
            return;

        var answered = Awaited(returned);

        if (!reply.IsAssignableFrom(answered))
            throw new InvalidOperationException(
                $"""
                {type.Name}.Handle({message.Name}) returns {CSharpName(answered)}, but the call wants {CSharpName(reply)}.

                Change it to:

                    {CSharpName(reply)} Handle({message.Name} message) => ...
                """);
    }
}
