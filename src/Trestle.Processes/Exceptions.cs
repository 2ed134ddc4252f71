namespace Trestle;

/// <summary>A process received a call or a cast it has no handler for.</summary>
public sealed class UnhandledMessageException(Type process, Type message) : Exception(
    $"""
    {process.Name} received {message.Name}, but has no handler for it.

    Add one to {process.Name}:

        {HandlerMethods.ReplyNameOf(message)} Handle({message.Name} message) => ...
    """)
{
    public Type ProcessType { get; } = process;
    public Type MessageType { get; } = message;
}

/// <summary>The process that was called has ended, or ended before it answered.</summary>
public sealed class ProcessDownException : Exception
{
    internal ProcessDownException(string process, Type message, ExitReason reason)
        : this(process, message.Name, reason)
    {
    }

    internal ProcessDownException(string process, string message, ExitReason reason)
        : base($"{process} did not answer {message}: {$"{reason}".TrimEnd('.')}.", (reason as ExitReason.Crashed)?.Exception) =>
        Reason = reason;

    public ExitReason Reason { get; }
}

/// <summary>The process that was called is alive but did not answer in time.</summary>
public sealed class CallTimeoutException : TimeoutException
{
    internal CallTimeoutException(Call call)
        : base(
            $"""
            {call.Server!.DisplayName} did not answer {call.Message.GetType().Name} within {call.Timeout.TotalMilliseconds:0} ms.

            Look at what it is doing, or give the call longer: CallAsync(message, timeout: ...).
            """)
    {
    }
}

/// <summary>A mailbox with a limit is full: the message was not taken, or the process was ended, as its policy says.</summary>
public sealed class MailboxFullException(string process, int limit) : Exception(
    $"""
    The mailbox of {process} is full: {limit:#,0} messages wait in it.

    Wait for room with DeliverAsync, make it handle faster, or spawn it with a higher MailboxLimit.
    """)
{
    public int Limit { get; } = limit;
}

/// <summary>Thrown inside a process to end it with a reason, and at its next step when it was ended from outside.</summary>
public sealed class ProcessExitException(ExitReason reason) : Exception($"The process ends: {reason}.")
{
    public ExitReason Reason { get; } = reason;

    /// <summary>The server decided in its Init not to run: no failure, but no process either.</summary>
    internal bool IsIgnore { get; init; }
}
