namespace Trestle;

/// <summary>A message waiting to be sent by <c>SendAfter</c>.</summary>
public class TimerRef
{
    const int SlotBits = 11;
    const int WheelBits = 3;
    const int DueShift = SlotBits + WheelBits;
    const long NoSlot = (1 << SlotBits) - 1;
    const long WheelMask = ((1 << WheelBits) - 1) << SlotBits;

    /// <summary>The most wheels there may be.</summary>
    internal const int MostWheels = 1 << WheelBits;

    readonly Mailbox target;
    readonly object? message; // null when it is for nobody

    // 56 bytes with the rest, and a million of them are no rarity: the due time, the wheel and the slot share a field.
    long dueAndPlace;

    internal TimerRef(Mailbox target, long due, object? message = null)
    {
        this.target = target;
        this.message = message;
        dueAndPlace = (due << DueShift) | NoSlot;
    }

    internal TimerRef? Next { get; set; }

    internal TimerRef? Previous { get; set; }

    internal long Due => dueAndPlace >> DueShift;

    internal int Slot => (int)(dueAndPlace & NoSlot);

    internal bool IsWaiting => Slot != NoSlot;

    internal int Wheel
    {
        get => (int)((dueAndPlace & WheelMask) >> SlotBits);
        set => dueAndPlace = (dueAndPlace & ~WheelMask) | ((long)value << SlotBits);
    }

    private protected Mailbox Target => target;

    /// <summary>How long until the message is sent; null when it has been sent or taken back.</summary>
    public TimeSpan? Remaining =>
        IsWaiting ? target.Node.Timers.Until(Due) : null;

    /// <summary>Takes the message back. False when it has been sent, or taken back before: one that is sent stays sent.</summary>
    public bool Cancel()
    {
        var wheel = target.Node.Timers.Wheels[Wheel];

        lock (wheel)
        {
            var isWaiting = IsWaiting;

            if (isWaiting)
                wheel.Remove(this);

            return isWaiting;
        }
    }

    internal virtual void Ring()
    {
        if (message is not null)
            target.Deliver(new Letter(message));
    }

    internal void Link(int slot, TimerRef? next)
    {
        dueAndPlace = (dueAndPlace & ~NoSlot) | (long)slot;
        Next = next;
        Previous = null;
    }

    internal void Unlink()
    {
        dueAndPlace |= NoSlot;
        Next = Previous = null;
    }
}
