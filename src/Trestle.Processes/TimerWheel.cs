using System.Numerics;

namespace Trestle;

// A hierarchical timing wheel (Varghese and Lauck, 1987) of six rings with 256 slots: a slot of the first is one
// unit, of the next 256, and so on: with eighths of a millisecond up to 1,100 years. A timer lies in the ring of the highest digit (base 256) in which
// its due time differs from now, and moves to a lower ring when now reaches its slot. Adding and cancelling are O(1); the
// timers are the links of the lists themselves.

/// <summary>Timers in the order they are due. Not thread-safe.</summary>
sealed class TimerWheel
{
    const int Rings = 6;
    const int Bits = 8;
    const int Slots = 1 << Bits;

    public const long Furthest = (1L << (Rings * Bits)) - 1;

    readonly TimerRef?[] lists = new TimerRef?[Rings * Slots];
    readonly ulong[] filled = new ulong[Rings * Slots / 64];

    public long Now { get; private set; }

    public int Count { get; private set; }

    public void Add(TimerRef timer)
    {
        Count++;
        Insert(timer);
    }

    public void Remove(TimerRef timer)
    {
        Count--;
        Unlink(timer);
    }

    void Insert(TimerRef timer)
    {
        var due = Math.Clamp(timer.Due, Now, Now | Furthest);
        var differing = due ^ Now;
        var ring = differing == 0 ? 0 : BitOperations.Log2((ulong)differing) / Bits;
        var slot = (ring * Slots) + (int)((due >> (ring * Bits)) & (Slots - 1));

        var next = lists[slot];
        timer.Link(slot, next);

        if (next is not null)
            next.Previous = timer;

        lists[slot] = timer;
        filled[slot / 64] |= 1UL << (slot % 64);
    }

    void Unlink(TimerRef timer)
    {
        var slot = timer.Slot;

        if (timer.Previous is null)
            lists[slot] = timer.Next;
        else
            timer.Previous.Next = timer.Next;

        if (timer.Next is not null)
            timer.Next.Previous = timer.Previous;

        if (lists[slot] is null)
            filled[slot / 64] &= ~(1UL << (slot % 64));

        timer.Unlink();
    }

    /// <summary>When to look again: a timer is due then, or moves to a lower ring. Null when there is none.</summary>
    public long? Next
    {
        get
        {
            if (Count == 0)
                return null;

            for (var ring = 0; ring < Rings; ring++)
            {
                var digit = (int)((Now >> (ring * Bits)) & (Slots - 1));

                if (FirstFilled(ring, ring == 0 ? digit : digit + 1) is { } slot)
                    return (Now >> ((ring + 1) * Bits) << ((ring + 1) * Bits)) | ((long)slot << (ring * Bits));
            }

            return null;
        }
    }

    int? FirstFilled(int ring, int from)
    {
        for (var slot = from; slot < Slots; slot = (slot | 63) + 1)
        {
            var word = filled[((ring * Slots) + slot) / 64] >> (slot % 64);

            if (word != 0)
                return slot + BitOperations.TrailingZeroCount(word);
        }

        return null;
    }

    /// <summary>Moves on to the time and takes out what is due, as a chain, earliest first.</summary>
    public TimerRef? Advance(long to)
    {
        TimerRef? first = null, last = null;

        while (Next is { } next && next <= to)
        {
            Now = next;
            MoveDown();

            // Newest first in the list; those of one unit go in the order they were made.
            TimerRef? due = null;

            while (lists[(int)(Now & (Slots - 1))] is { } timer)
            {
                Remove(timer);
                timer.Next = due;
                due = timer;
            }

            if (due is null)
                continue;

            if (last is null)
                first = due;
            else
                last.Next = due;

            for (last = due; last.Next is not null;)
                last = last.Next;
        }

        Now = Math.Max(Now, to);

        return first;
    }

    // On reaching the first moment of a higher slot, what lies in it is due within that slot: it goes one ring down or more.
    void MoveDown()
    {
        for (var ring = Rings - 1; ring > 0; ring--)
        {
            if ((Now & ((1L << (ring * Bits)) - 1)) != 0)
                continue;

            var slot = (ring * Slots) + (int)((Now >> (ring * Bits)) & (Slots - 1));
            TimerRef? oldest = null;

            while (lists[slot] is { } timer)
            {
                Unlink(timer);
                timer.Next = oldest;
                oldest = timer;
            }

            while (oldest is not null)
            {
                var next = oldest.Next;
                Insert(oldest);
                oldest = next;
            }
        }
    }
}
