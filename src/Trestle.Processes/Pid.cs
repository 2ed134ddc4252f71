using System.Diagnostics.CodeAnalysis;

namespace Trestle;

/// <summary>The address of a process: send to it, watch it, end it. Stays valid, and silent, after the process has ended.</summary>
public readonly struct Pid : IEquatable<Pid>
{
    internal Pid(Mailbox mailbox) => Mailbox = mailbox;

    internal Mailbox? Mailbox { get; }

    /// <summary>Unique on its node, counting from 1; 0 is nobody.</summary>
    public long Id => Mailbox?.Id ?? 0;

    public bool IsAlive => Mailbox is { IsDead: false };

    /// <summary>Puts a message into the process's mailbox. A message to an ended process is dropped, as in OTP.</summary>
    public void Send(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Mailbox?.Push(new Envelope(message));
    }

    /// <summary>
    /// Sends an exit signal. <see cref="ExitReason.Normal"/> does nothing to another process that does not trap exits;
    /// <see cref="ExitReason.Killed"/> cannot be trapped.
    /// </summary>
    public void Exit(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Mailbox?.Signal(from: Mailbox.Running is { } current ? new Pid(current) : default, reason, isLink: false);
    }

    public bool Equals(Pid other) => ReferenceEquals(Mailbox, other.Mailbox);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Pid other && Equals(other);

    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() => Mailbox is null ? "#PID<none>" : $"#PID<{Id}>";

    public static bool operator ==(Pid left, Pid right) => left.Equals(right);

    public static bool operator !=(Pid left, Pid right) => !left.Equals(right);
}
