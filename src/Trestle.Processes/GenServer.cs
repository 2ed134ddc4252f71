namespace Trestle;

/// <summary>
/// A process with state and typed messages: its fields are its state, and each <c>Handle(message)</c> method takes one
/// kind of message, one at a time. For a message that is an <see cref="ICall{TReply}"/> the method returns the reply.
/// </summary>
public abstract class GenServer
{
    HandlerTable? handlers;

    /// <summary>This server's address. Known from <see cref="Init"/> on.</summary>
    protected Pid Pid => new(Process!);

    protected Node Node => Process!.Node;

    internal HandlerProcess? Process { get; set; }

    /// <summary>Runs first, before any message. An exception here is a failed start.</summary>
    protected internal virtual Task Init() => Task.CompletedTask;

    /// <summary>Runs last, unless the process is killed.</summary>
    protected internal virtual Task Terminate(ExitReason reason) => Task.CompletedTask;

    /// <summary>
    /// Takes one message and gives the reply of a call, null for others. By default finds <c>Handle(message)</c>; an
    /// unknown call or cast throws <see cref="UnhandledMessageException"/>, an unknown other message is logged and dropped.
    /// </summary>
    protected internal virtual ValueTask<object?> Receive(object message)
    {
        handlers ??= HandlerTable.For(GetType());

        return handlers.TryHandle(this, message, out var reply) ? reply : Unhandled(message);
    }

    /// <summary>Sends the message to this server after the delay.</summary>
    protected TimerRef SendAfter(TimeSpan delay, object message) => Self.SendAfter(delay, Pid, message);

    internal ValueTask<object?> Unhandled(object message)
    {
        if (HandlerTable.IsRequest(message.GetType()))
            throw new UnhandledMessageException(GetType(), message.GetType());

        Node.Logger.UnhandledInfo(Process!.DisplayName, message.GetType().Name);

        return default;
    }
}
