using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Trestle;

/// <summary>The address of a process: send to it, watch it, end it. Stays valid, and silent, after the process has ended.</summary>
public readonly struct Pid : IEquatable<Pid>
{
    internal Pid(Mailbox mailbox) => Mailbox = mailbox;

    internal Mailbox? Mailbox { get; }

    /// <summary>Unique on its node; 0 is nobody.</summary>
    public long Id => Mailbox?.Id ?? 0;

    public bool IsAlive => Mailbox is { IsDead: false };

    /// <summary>Puts a message into the process's mailbox. A message to an ended process is dropped, as in OTP.</summary>
    public void Send(object message)
    {
        ArgumentNullException.ThrowIfNull(message);

        if (Mailbox is not { } mailbox)
            return;

        if (Spans.AreWanted && message is ICast && mailbox is HandlerProcess && Activity.Current is { } span)
            Admit(mailbox, new TracedLetter(message, span.Context));
        else if (mailbox.IsOpen)
            mailbox.Push(new Letter(message));
        else
            Admit(mailbox, new Letter(message));
    }

    static void Admit(Mailbox mailbox, Envelope envelope)
    {
        if (mailbox.Limit?.Admits() ?? true)
            mailbox.Deliver(envelope);
    }

    /// <summary>Sends, and when the mailbox is limited and full waits for room. Others take the message at once.</summary>
    public ValueTask DeliverAsync(object message)
    {
        if (Mailbox?.Limit is { } limit)
            return limit.DeliverAsync(message);

        Send(message);

        return default;
    }

    /// <summary>
    /// Sends an exit signal. <see cref="ExitReason.Normal"/> does nothing to another process that does not trap exits;
    /// <see cref="ExitReason.Killed"/> cannot be trapped.
    /// </summary>
    public void Exit(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Mailbox?.Signal(Mailbox.Running, reason, isLink: false);
    }

    public bool Equals(Pid other) => ReferenceEquals(Mailbox, other.Mailbox);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Pid other && Equals(other);

    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Its slot, and which process of that slot it is: <c>#PID&lt;12.1&gt;</c>.</summary>
    public override string ToString() => Mailbox is { } mailbox ? $"#PID<{mailbox.Slot}.{mailbox.Generation}>" : "#PID<none>";

    public static bool operator ==(Pid left, Pid right) => left.Equals(right);

    public static bool operator !=(Pid left, Pid right) => !left.Equals(right);
}
