using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>The <c>Handle(message)</c> methods of one class, ready to be called.</summary>
sealed class HandlerTable
{
    /// <summary>In place of a reply: it comes later.</summary>
    public static readonly object Later = new();

    const int RecentSize = 8;

    // Weak keys: a table lives as long as the class it is of, so code that is unloaded takes its table along.
    static readonly ConditionalWeakTable<Type, HandlerTable> Tables = [];

    readonly Dictionary<Type, Handler> declared;
    readonly ConcurrentDictionary<Type, Handler?> known = new();
    readonly Known?[] recent = new Known?[RecentSize];

    Known? latest;

    HandlerTable(Type type, GenServer? server)
    {
        Type = type;
        IsSupervisor = typeof(Supervisor).IsAssignableFrom(type);
        ReceivesItself = server is not null && OverridesReceive(type);
        var map = new HandlerMap();
        declared = server is not null && IsMapped(type) && server.MapHandlers(map) ? map.Handlers : HandlerMethods.Of(type);
    }

    public Type Type { get; }

    public bool IsSupervisor { get; }

    /// <summary>The author takes messages by an override of Receive.</summary>
    public bool ReceivesItself { get; }

    /// <summary>Looks at all classes anew: their code has changed.</summary>
    public static void Forget() => Tables.Clear();

    public static HandlerTable For(Type type) => Tables.GetValue(type, static type => new HandlerTable(type, null));

    public static HandlerTable For(GenServer server) => Tables.TryGetValue(server.GetType(), out var table)
        ? table
        : Tables.GetValue(server.GetType(), type => new HandlerTable(type, server));

    /// <summary>Handles the message, and answers the call when it is one.</summary>
    public ValueTask Dispatch(GenServer server, object message, Call? call) =>
        ReceivesItself ? server.Dispatch(message, call) : Handle(server, message, call);

    public ValueTask Handle(GenServer server, object message, Call? call)
    {
        if (Find(message.GetType()) is { } handler)
            return handler.Invoke(server, message, call);

        _ = server.Unhandled(message);

        return default;
    }

    /// <summary>For a target that is not itself the server: gives the reply rather than answering.</summary>
    public bool TryHandle(object target, object message, out ValueTask<object?> reply) =>
        TryHandle(target, message, null, out reply);

    /// <summary>Gives <see cref="Later"/> when the handler keeps the call, to answer it itself.</summary>
    public bool TryHandle(object target, object message, Call? call, out ValueTask<object?> reply)
    {
        reply = default;

        if (Find(message.GetType()) is not { } handler)
            return false;

        reply = handler.Replies ? ReplyOf(handler, target, message)
            : call is null ? Nothing(handler.Invoke(target, message, null))
            : Kept(handler.Invoke(target, message, call));

        return true;
    }

    static async ValueTask<object?> Kept(ValueTask handling)
    {
        await handling;
        return Later;
    }

    static ValueTask<object?> Nothing(ValueTask handling)
    {
        return handling.IsCompletedSuccessfully ? default : Awaited(handling);

        static async ValueTask<object?> Awaited(ValueTask handling)
        {
            await handling;
            return null;
        }
    }

    static async ValueTask<object?> ReplyOf(Handler handler, object target, object message)
    {
        var call = new CapturedReply(message);
        await handler.Invoke(target, message, call);

        return call.Reply;
    }

    Handler? Find(Type message)
    {
        if (latest is { } last && ReferenceEquals(last.Message, message))
            return last.Handler;

        ref var slot = ref recent[RuntimeHelpers.GetHashCode(message) & (RecentSize - 1)];

        if (slot is { } hit && ReferenceEquals(hit.Message, message))
            return hit.Handler;

        var handler = known.GetOrAdd(message, static (type, table) => table.Search(type), this);
        latest = slot = new(message, handler);

        return handler;
    }

    Handler? Search(Type message)
    {
        for (var type = message; type is not null; type = type.BaseType)
        {
            if (declared.TryGetValue(type, out var handler))
                return handler;
        }

        return message.GetInterfaces().Select(face => declared.GetValueOrDefault(face)).FirstOrDefault(found => found is not null);
    }

    // What was written for a class above knows nothing of the handlers below it.
    static bool IsMapped(Type type) => type
        .GetMethod(nameof(GenServer.MapHandlers), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!
        .DeclaringType == type;

    static bool OverridesReceive(Type type) => type
        .GetMethod(nameof(GenServer.Receive), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!
        .DeclaringType != typeof(GenServer);

    /// <summary>Whether somebody asked for this, so that dropping it would be a fault.</summary>
    public static bool IsRequest(Type message) =>
        typeof(ICast).IsAssignableFrom(message) || HandlerMethods.ReplyOf(message) is not null;

    sealed record Known(Type Message, Handler? Handler);

    sealed class CapturedReply(object message) : Call(message, null, null)
    {
        public object? Reply { get; private set; }

        public override void ReplyWith(object? reply) => Reply = reply;

        public override object KeptBy(Mailbox server) => throw new NotSupportedException();

        public override void Fail(Exception exception) { }

        public override void Resume() { }
    }
}
