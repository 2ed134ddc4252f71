using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>The <c>Handle(message)</c> methods of one class, ready to be called.</summary>
sealed class HandlerTable
{
    // Weak keys: a table lives as long as the class it is of, so code that is unloaded takes its table along.
    static readonly ConditionalWeakTable<Type, HandlerTable> Tables = [];

    delegate ValueTask<object?> Handler(object target, object message);

    readonly Dictionary<Type, Handler> declared;
    readonly ConcurrentDictionary<Type, Handler?> known = new();

    HandlerTable(Type type) => declared = Hierarchy(type)
        .SelectMany(level => level.GetMethods(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.Name == "Handle" && method.GetParameters() is [_] && !method.IsGenericMethodDefinition)
        .GroupBy(method => method.GetParameters()[0].ParameterType)
        .ToDictionary(methods => methods.Key, methods => Compile(type, methods.First()));

    // Level by level, most derived first: private handlers of a base class count, and a derived one wins.
    static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
            yield return level;
    }

    public static HandlerTable For(Type type) => Tables.GetValue(type, static type => new HandlerTable(type));

    public bool TryHandle(object target, object message, out ValueTask<object?> reply)
    {
        var handler = known.GetOrAdd(message.GetType(), static (type, table) => table.Find(type), this);
        reply = handler is null ? default : handler(target, message);

        return handler is not null;
    }

    Handler? Find(Type message)
    {
        for (var type = message; type is not null; type = type.BaseType)
        {
            if (declared.TryGetValue(type, out var handler))
                return handler;
        }

        return message.GetInterfaces().Select(face => declared.GetValueOrDefault(face)).FirstOrDefault(found => found is not null);
    }

    /// <summary>Whether somebody asked for this, so that dropping it would be a fault.</summary>
    public static bool IsRequest(Type message) => typeof(ICast).IsAssignableFrom(message) || ReplyOf(message) is not null;

    public static string ReplyNameOf(Type message) => ReplyOf(message)?.Name ?? "void";

    static Type? ReplyOf(Type message) => message
        .GetInterfaces()
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICall<>))?
        .GetGenericArguments()[0];

    static Handler Compile(Type type, MethodInfo method)
    {
        var message = method.GetParameters()[0].ParameterType;
        var returned = method.ReturnType;
        CheckReply(type, message, returned);

        var (factory, arguments) = returned switch
        {
            _ when returned == typeof(void) => (nameof(OfVoid), new[] { type, message }),
            _ when returned == typeof(Task) => (nameof(OfTask), [type, message]),
            _ when IsTaskOfReply(returned) => (nameof(OfTaskReply), [type, message, returned.GetGenericArguments()[0]]),
            _ => (nameof(OfReply), [type, message, returned]),
        };

        return (Handler)typeof(HandlerTable)
            .GetMethod(factory, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(arguments)
            .Invoke(null, [method])!;
    }

    static void CheckReply(Type type, Type message, Type returned)
    {
        if (ReplyOf(message) is not { } reply)
            return;

        var answered = IsTaskOfReply(returned) ? returned.GetGenericArguments()[0] : returned;

        if (!reply.IsAssignableFrom(answered))
            throw new InvalidOperationException(
                $"""
                {type.Name}.Handle({message.Name}) returns {answered.Name}, but the call wants {reply.Name}.

                Change it to:

                    {reply.Name} Handle({message.Name} message) => ...
                """);
    }

    static bool IsTaskOfReply(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>);

    static Handler OfVoid<TTarget, TMessage>(MethodInfo method)
    {
        var handle = method.CreateDelegate<Action<TTarget, TMessage>>();

        return (target, message) =>
        {
            handle((TTarget)target, (TMessage)message);
            return default;
        };
    }

    static Handler OfReply<TTarget, TMessage, TReply>(MethodInfo method)
    {
        var handle = method.CreateDelegate<Func<TTarget, TMessage, TReply>>();

        return (target, message) => new(handle((TTarget)target, (TMessage)message));
    }

    static Handler OfTask<TTarget, TMessage>(MethodInfo method)
    {
        var handle = method.CreateDelegate<Func<TTarget, TMessage, Task>>();

        return (target, message) =>
        {
            var task = handle((TTarget)target, (TMessage)message);
            return task.IsCompletedSuccessfully ? default : Awaited(task);
        };

        static async ValueTask<object?> Awaited(Task task)
        {
            await task;
            return null;
        }
    }

    static Handler OfTaskReply<TTarget, TMessage, TReply>(MethodInfo method)
    {
        var handle = method.CreateDelegate<Func<TTarget, TMessage, Task<TReply>>>();

        return async (target, message) => await handle((TTarget)target, (TMessage)message);
    }
}
