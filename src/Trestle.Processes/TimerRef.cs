namespace Trestle;

/// <summary>A message waiting to be sent by <c>SendAfter</c>.</summary>
public class TimerRef
{
    const int SlotBits = 11;
    const long NoSlot = (1 << SlotBits) - 1;

    readonly Mailbox? target;
    readonly object? message;

    // 64 bytes with the rest, and a million of them are no rarity: the due time and the slot of the wheel share a field.
    long dueAndSlot;

    internal TimerRef(Mailbox? target, long due, object? message = null)
    {
        this.target = target;
        this.message = message;
        dueAndSlot = (due << SlotBits) | NoSlot;
    }

    internal TimerRef? Next { get; set; }

    internal TimerRef? Previous { get; set; }

    internal long Due => dueAndSlot >> SlotBits;

    internal int Slot => (int)(dueAndSlot & NoSlot);

    internal bool IsWaiting => Slot != NoSlot;

    internal TimerWheel? Wheel { get; set; }

    private protected Mailbox Target => target!;

    /// <summary>How long until the message is sent; null when it has been sent or taken back.</summary>
    public TimeSpan? Remaining =>
        IsWaiting ? TimeSpan.FromMilliseconds(Math.Max(0, Due - target!.Node.Timers.Now)) : null;

    /// <summary>Takes the message back. False when it has been sent, or taken back before: one that is sent stays sent.</summary>
    public bool Cancel()
    {
        lock (Wheel!)
        {
            var isWaiting = IsWaiting;

            if (isWaiting)
                Wheel.Remove(this);

            return isWaiting;
        }
    }

    internal virtual void Ring() => target!.Deliver(new Letter(message!));

    internal void Link(int slot, TimerRef? next)
    {
        dueAndSlot = (Due << SlotBits) | (long)slot;
        Next = next;
        Previous = null;
    }

    internal void Unlink()
    {
        dueAndSlot |= NoSlot;
        Next = Previous = null;
    }
}
