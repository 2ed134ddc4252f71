namespace Trestle;

/// <summary>What a process does at the moment of looking.</summary>
public enum ProcessState
{
    Waiting,
    Runnable,

    /// <summary>In one step for so long that its thread was replaced: an endless loop, or a call that blocks.</summary>
    Stuck,
}

/// <summary>One process as it was at the moment of looking.</summary>
/// <param name="Kind">The server's class, or "task" for a process made of one method.</param>
/// <param name="Reductions">Steps taken since the start: messages and continuations.</param>
public sealed record ProcessSnapshot(
    Pid Pid,
    Pid Parent,
    string Name,
    string Kind,
    ProcessState State,
    int MailboxLength,
    long Reductions,
    int Restarts,
    string? LastMessage)
{
    internal static ProcessSnapshot Of(Mailbox process, HashSet<Mailbox> hogs) => new(
        new Pid(process),
        process.Parent is { } parent ? new Pid(parent) : default,
        process.DisplayName,
        (process as HandlerProcess)?.ServerType?.Name ?? "task",
        StateOf(process, hogs),
        process.Length,
        process.Reductions,
        process.Restarts,
        process.LastMessage?.Name);

    static ProcessState StateOf(Mailbox process, HashSet<Mailbox> hogs) =>
        hogs.Contains(process) ? ProcessState.Stuck
        : process.IsScheduled ? ProcessState.Runnable
        : ProcessState.Waiting;
}
