using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Trestle;

/// <summary>
/// A process with state and typed messages: its fields are its state, and each <c>Handle(message)</c> method takes one
/// kind of message, one at a time. For a message that is an <see cref="ICall{TReply}"/> the method returns the reply, or
/// takes a <see cref="ReplyTo{TReply}"/> as second parameter to reply later.
/// </summary>
public abstract class GenServer
{
    /// <summary>This server's address. Known from <see cref="Init"/> on.</summary>
    protected static Pid Pid => Self.Pid;

    protected static Node Node => Self.Node;

    internal static HandlerProcess Process => Mailbox.Running as HandlerProcess ?? throw Self.NotInside();

    /// <summary>The process it will run in; called before that runs.</summary>
    internal virtual void Starting(HandlerProcess process) { }

    /// <summary>The start as its process runs it.</summary>
    internal virtual Task Initialise() => Init();

    /// <summary>Whether its Terminate also clears away what an Init that failed has left.</summary>
    internal virtual bool TerminatesUnstarted => false;

    /// <summary>What a server does with a message that it takes with <see cref="Receive"/> rather than with handlers.</summary>
    internal virtual async ValueTask Dispatch(object message, Call? call)
    {
        var reply = await Receive(message);
        call?.ReplyWith(reply);
    }

    /// <summary>
    /// Runs first, before any message. An exception here is a failed start; <see cref="Ignore"/> says that there is nothing to do.
    /// </summary>
    protected internal virtual Task Init() => Task.CompletedTask;

    /// <summary>
    /// Runs last, unless <see cref="Init"/> failed: when its supervisor ends it, when it exits or crashes by itself. As in
    /// OTP an exit signal, a kill or a link's, ends it without, unless it traps exits and exits itself.
    /// </summary>
    protected internal virtual Task Terminate(ExitReason reason) => Task.CompletedTask;

    /// <summary>
    /// Takes over from a former build of this server: <paramref name="state"/> holds its fields by name. By default those
    /// that exist here under the same name and with a type that fits are copied.
    /// </summary>
    protected internal virtual Task CodeChange(GenServer former, IReadOnlyDictionary<string, object?> state)
    {
        ArgumentNullException.ThrowIfNull(state);

        for (var type = GetType(); type != typeof(GenServer) && type is not null; type = type.BaseType)
        {
            foreach (var field in Sys.FieldsOf(type))
            {
                if (state.TryGetValue(field.Name, out var value) && Fits(field, value))
                    field.SetValue(this, value);
            }
        }

        return Task.CompletedTask;
    }

    static bool Fits(FieldInfo field, object? value) =>
        value is null ? !field.FieldType.IsValueType : field.FieldType.IsInstanceOfType(value);

    /// <summary>Called before the process rests for long, by <see cref="Hibernate"/>: let go of what can be made again.</summary>
    protected virtual void Shrink() { }

    /// <summary>
    /// Takes one message and gives the reply of a call, null for others. By default finds <c>Handle(message)</c>; an
    /// unknown call or cast throws <see cref="UnhandledMessageException"/>, an unknown other message is logged and dropped.
    /// </summary>
    protected internal virtual ValueTask<object?> Receive(object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        return HandlerTable.For(this).TryHandle(this, message, out var reply) ? reply : Unhandled(message);
    }

    /// <summary>
    /// In <see cref="Init"/>: ends this server here, as one that has nothing to do. Its supervisor takes that for a start, goes
    /// on without a process, and starts it when asked by <see cref="Supervisor.RestartChild"/>.
    /// </summary>
    [DoesNotReturn]
    protected static void Ignore() => throw (Process.IsStarting
        ? new ProcessExitException(ExitReason.Normal) { IsIgnore = true }
        : new InvalidOperationException(
            $"{Process.DisplayName} has started, too late to ignore that. Call Ignore in Init, or end with Self.Exit(ExitReason.Normal)."));

    /// <summary>Sends the message to this server after the delay.</summary>
    protected static TimerRef SendAfter(TimeSpan delay, object message) => Self.SendAfter(delay, Pid, message);

    /// <summary>Handles the message right after the present one, before any that waits: work that <see cref="Init"/> or a call should not wait for.</summary>
    protected static void Continue(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Process.Continue(message);
    }

    /// <summary>Handles an <see cref="IdleTimeout"/> when no message has come for this long, once; null takes it back.</summary>
    protected static void TimeoutWhenIdle(TimeSpan? after) => Process.WatchForIdleness(after);

    /// <summary>For a server that will rest for long: calls <see cref="Shrink"/> and lets go of what the runtime holds for it.</summary>
    protected void Hibernate()
    {
        Shrink();
        Process.Shrink();
    }

    /// <summary>Called by what the generator writes for a partial class; there is no need to write it by hand.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    protected internal virtual bool MapHandlers(HandlerMap handlers) => false;

    internal ValueTask<object?> Unhandled(object message)
    {
        if (HandlerTable.IsRequest(message.GetType()))
            throw new UnhandledMessageException(GetType(), message.GetType());

        Node.Logger.UnhandledInfo(Process.DisplayName, message.GetType().Name);

        return default;
    }
}
