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

    public static string ReplyNameOf(Type message) => ReplyOf(message)?.Name ?? "void";

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

        var (factory, shape, arguments) = returned switch
        {
            _ when TakesCaller(method) =>
                (nameof(Handler.OfLater), typeof(Action<,,>), new[] { type, message, method.GetParameters()[1].ParameterType }),
            _ when returned == typeof(void) => (nameof(Handler.OfVoid), typeof(Action<,>), [type, message]),
            _ when returned == typeof(Task) => (nameof(Handler.OfTask), typeof(Func<,,>), [type, message, returned]),
            _ when IsOf(returned, typeof(Task<>)) => (nameof(Handler.OfTaskReply), typeof(Func<,,>), [type, message, returned]),
            _ => (nameof(Handler.OfReply), typeof(Func<,,>), [type, message, returned]),
        };
        var generic = factory switch
        {
            nameof(Handler.OfVoid) or nameof(Handler.OfTask) => new[] { type, message },
            nameof(Handler.OfReply) => [type, message, returned],
            nameof(Handler.OfTaskReply) => [type, message, returned.GetGenericArguments()[0]],
            _ => [type, message, returned],
        };

        return (Handler)typeof(Handler)
            .GetMethod(factory)!
            .MakeGenericMethod(generic)
            .Invoke(null, [method.CreateDelegate(shape.MakeGenericType(arguments))])!;
    }

    public static void CheckReply(Type type, Type message, Type returned)
    {
        if (ReplyOf(message) is not { } reply)
            return;

        var answered = IsOf(returned, typeof(Task<>)) ? returned.GetGenericArguments()[0] : returned;

        if (!reply.IsAssignableFrom(answered))
            throw new InvalidOperationException(
                $"""
                {type.Name}.Handle({message.Name}) returns {answered.Name}, but the call wants {reply.Name}.

                Change it to:

                    {reply.Name} Handle({message.Name} message) => ...
                """);
    }
}
