using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>The <c>Handle(state, message)</c> methods of one state machine.</summary>
sealed class StateHandlers
{
    // Weak keys: a table lives as long as the class it is of, so code that is unloaded takes its table along.
    static readonly ConditionalWeakTable<Type, StateHandlers> Tables = [];

    readonly Dictionary<(Type State, Type Message), StateHandler> declared;
    readonly ConcurrentDictionary<(Type State, Type Message), StateHandler?> known = new();

    StateHandlers(Type machine, Type state) => declared = HandlerMethods.Hierarchy(machine)
        .SelectMany(level => level.GetMethods(HandlerMethods.Declared))
        .Where(method => IsHandler(method, state))
        .GroupBy(method => (method.GetParameters()[0].ParameterType, method.GetParameters()[1].ParameterType))
        .ToDictionary(methods => methods.Key, methods => new StateHandler(machine, methods.First()));

    public static StateHandlers For(Type machine, Type state) => Tables.TryGetValue(machine, out var table)
        ? table
        : Tables.GetValue(machine, machine => new StateHandlers(machine, state));

    static bool IsHandler(MethodInfo method, Type state) =>
        method is { Name: "Handle", IsGenericMethodDefinition: false }
        && method.GetParameters() is [var first, var second, .. var rest]
        && state.IsAssignableFrom(first.ParameterType)
        && !StateHandler.IsCaller(second)
        && (rest is [] || (rest is [var third] && StateHandler.IsCaller(third)));

    /// <summary>The handler nearest to the message's own type, and of those the one nearest to the state's.</summary>
    public StateHandler? Find(Type state, Type message) =>
        known.GetOrAdd((state, message), static (wanted, table) => table.Search(wanted.State, wanted.Message), this);

    StateHandler? Search(Type state, Type message)
    {
        var found =
            from wanted in HandlerMethods.Hierarchy(message).Concat(message.GetInterfaces())
            from present in HandlerMethods.Hierarchy(state).Concat(state.GetInterfaces())
            select declared.GetValueOrDefault((present, wanted));

        return found.FirstOrDefault(handler => handler is not null);
    }
}

/// <summary>One <c>Handle(state, message)</c> method, ready to be called.</summary>
sealed class StateHandler
{
    readonly MethodInvoker invoker;
    readonly PropertyInfo? result;
    readonly bool takesCaller;

    public StateHandler(Type machine, MethodInfo method)
    {
        var parameters = method.GetParameters();
        takesCaller = parameters is [_, _, _];
        invoker = MethodInvoker.Create(method);

        var returned = takesCaller ? parameters[2].ParameterType.GetGenericArguments()[0] : method.ReturnType;
        HandlerMethods.CheckReply(machine, parameters[1].ParameterType, returned);

        if (HandlerMethods.IsOf(method.ReturnType, typeof(Task<>)))
            result = method.ReturnType.GetProperty("Result");
    }

    public static bool IsCaller(ParameterInfo parameter) => HandlerMethods.IsOf(parameter.ParameterType, typeof(ReplyTo<>));

    public ValueTask<object?> Invoke(object machine, object state, StateEvent happened)
    {
        if (takesCaller)
            return Kept(invoker.Invoke(machine, state, happened.Message, happened.Call?.KeptBy(GenServer.Process)));

        var returned = invoker.Invoke(machine, state, happened.Message);

        return returned is Task task ? ResultOf(task) : new(returned);
    }

    static async ValueTask<object?> Kept(object? handling)
    {
        if (handling is Task task)
            await task;

        return HandlerTable.Later;
    }

    async ValueTask<object?> ResultOf(Task task)
    {
        await task;

        return result?.GetValue(task);
    }
}
