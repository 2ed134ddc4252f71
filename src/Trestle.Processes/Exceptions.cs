namespace Trestle;

/// <summary>A process received a call or a cast it has no handler for.</summary>
public sealed class UnhandledMessageException(Type process, Type message) : Exception(
    $"""
    {process.Name} received {message.Name}, but has no handler for it.

    Add one to {process.Name}:

        {HandlerTable.ReplyNameOf(message)} Handle({message.Name} message) => ...
    """)
{
    public Type ProcessType { get; } = process;
    public Type MessageType { get; } = message;
}

/// <summary>The process that was called has ended, or ended before it answered.</summary>
public sealed class ProcessDownException(string process, Type message, ExitReason reason) : Exception(
    $"{process} did not answer {message.Name}: {reason}.",
    (reason as ExitReason.Crashed)?.Exception)
{
    public ExitReason Reason { get; } = reason;
}

/// <summary>The process that was called is alive but did not answer in time.</summary>
public sealed class CallTimeoutException(string process, Type message, TimeSpan timeout) : TimeoutException(
    $"""
    {process} did not answer {message.Name} within {timeout.TotalMilliseconds:0} ms.

    Look at what it is doing, or give the call longer: CallAsync(message, timeout: ...).
    """);

/// <summary>Thrown inside a process to end it with a reason, and at its next step when it was ended from outside.</summary>
public sealed class ProcessExitException(ExitReason reason) : Exception($"The process ends: {reason}.")
{
    public ExitReason Reason { get; } = reason;
}
