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

/// <summary>Told to a server that asked by <c>TimeoutWhenIdle</c>: no message has come for that long.</summary>
public sealed record IdleTimeout;
