namespace Trestle;

/// <summary>A message whose sender waits for a <typeparamref name="TReply"/>.</summary>
public interface ICall<TReply>;

/// <summary>A message sent to a server without waiting for an answer.</summary>
public interface ICast;

/// <summary>Told to a process that monitors another when that one has ended.</summary>
public sealed record Down(MonitorRef Monitor, Pid Pid, ExitReason Reason);

/// <summary>Told to a process that traps exits when a process linked to it has ended, or has sent it an exit signal.</summary>
public sealed record Exited(Pid Pid, ExitReason Reason);

/// <summary>Names one monitor, so that its <see cref="Down"/> can be recognised or the monitor taken off.</summary>
public readonly record struct MonitorRef(long Id);

/// <summary>A message waiting to be sent by <c>SendAfter</c>.</summary>
public sealed class TimerRef
{
    readonly ITimer timer;

    internal TimerRef(TimeProvider time, TimeSpan delay, Pid target, object message)
    {
        // Whatever is ambient now belongs to the message being handled, not to the one that comes later.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();

        timer = time.CreateTimer(_ => target.Send(message), null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes the message back. One that has already been sent stays sent.</summary>
    public void Cancel() => timer.Dispose();
}
