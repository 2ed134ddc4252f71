using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>Collects the handlers of a server class, for the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HandlerMap
{
    internal HandlerMap() { }

    internal Dictionary<Type, Handler> Handlers { get; } = [];

    /// <summary>A handler that answers nothing.</summary>
    public void On<TServer, TMessage>(Action<TServer, TMessage> handle)
        where TServer : class => Handlers.TryAdd(typeof(TMessage), Handler.OfVoid(handle));

    public void OnAsync<TServer, TMessage>(Func<TServer, TMessage, Task> handle)
        where TServer : class => Handlers.TryAdd(typeof(TMessage), Handler.OfTask(handle));

    /// <summary>A handler that returns the reply.</summary>
    public void OnCall<TServer, TMessage, TReply>(Func<TServer, TMessage, TReply> handle)
        where TServer : class => Handlers.TryAdd(typeof(TMessage), Handler.OfReply(handle));

    public void OnCallAsync<TServer, TMessage, TReply>(Func<TServer, TMessage, Task<TReply>> handle)
        where TServer : class => Handlers.TryAdd(typeof(TMessage), Handler.OfTaskReply(handle));

    /// <summary>A handler that replies later.</summary>
    public void OnCallLater<TServer, TMessage, TReply>(Action<TServer, TMessage, ReplyTo<TReply>> handle)
        where TServer : class => Handlers.TryAdd(typeof(TMessage), Handler.OfLater(handle));
}

delegate ValueTask Handle(object target, object message, Call? call);

/// <summary>One handler: what to run, and whether it answers.</summary>
sealed record Handler(Handle Invoke, bool Replies)
{
    public static Handler OfVoid<TTarget, TMessage>(Action<TTarget, TMessage> handle)
        where TTarget : class => new((target, message, call) =>
        {
            handle(Unsafe.As<TTarget>(target), As<TMessage>(message));
            call?.ReplyWith(null);

            return default;
        }, Replies: false);

    public static Handler OfReply<TTarget, TMessage, TReply>(Func<TTarget, TMessage, TReply> handle)
        where TTarget : class => new((target, message, call) =>
        {
            Answer(call, handle(Unsafe.As<TTarget>(target), As<TMessage>(message)));

            return default;
        }, Replies: true);

    public static Handler OfTask<TTarget, TMessage>(Func<TTarget, TMessage, Task> handle)
        where TTarget : class => new((target, message, _) =>
        {
            var task = handle(Unsafe.As<TTarget>(target), As<TMessage>(message));

            return task.IsCompletedSuccessfully ? default : new(task);
        }, Replies: false);

    public static Handler OfValueTask<TTarget, TMessage>(Func<TTarget, TMessage, ValueTask> handle)
        where TTarget : class => new(
            (target, message, _) => handle(Unsafe.As<TTarget>(target), As<TMessage>(message)), Replies: false);

    public static Handler OfValueTaskReply<TTarget, TMessage, TReply>(Func<TTarget, TMessage, ValueTask<TReply>> handle)
        where TTarget : class => new(async (target, message, call) =>
            Answer(call, await handle(Unsafe.As<TTarget>(target), As<TMessage>(message))), Replies: true);

    public static Handler OfTaskReply<TTarget, TMessage, TReply>(Func<TTarget, TMessage, Task<TReply>> handle)
        where TTarget : class => new(async (target, message, call) =>
            Answer(call, await handle(Unsafe.As<TTarget>(target), As<TMessage>(message))), Replies: true);

    public static Handler OfLater<TTarget, TMessage, TReply>(Action<TTarget, TMessage, ReplyTo<TReply>> handle)
        where TTarget : class => new((target, message, call) =>
        {
            handle(Unsafe.As<TTarget>(target), As<TMessage>(message), call is Call<TReply> typed ? new(typed, Mailbox.Running!) : default);

            return default;
        }, Replies: false);

    // Found by the message's class, so the cast cannot fail; in generic code an unneeded check is dear.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TMessage As<TMessage>(object message) =>
        typeof(TMessage).IsValueType ? (TMessage)message : Unsafe.As<object, TMessage>(ref message);

    static void Answer<TReply>(Call? call, TReply reply)
    {
        if (call is Call<TReply> typed)
            typed.Reply(reply);
        else
            call?.ReplyWith(reply);
    }
}
