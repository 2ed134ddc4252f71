namespace Trestle;

/// <summary>How many restarts a supervisor allows within a window before it gives up.</summary>
public readonly record struct RestartIntensity(int MaxRestarts, TimeSpan Window)
{
    public static readonly RestartIntensity Default = new(3, TimeSpan.FromSeconds(5));

    /// <summary>None is possible: then the first end is one too many.</summary>
    public int MaxRestarts { get; init => field = AtLeast.None(value); } = AtLeast.None(MaxRestarts);

    public TimeSpan Window { get; init => field = AtLeast.Some(value); } = AtLeast.Some(Window);
}

// A ring of the latest restarts, oldest first from `oldest` on. It grows only while every restart in it is recent, so a
// supervisor that allows a million holds few as long as few happen, and recording never looks at more than one of them.

/// <summary>Remembers recent restarts, as many as are allowed, and says when there have been too many.</summary>
sealed class RestartLog(RestartIntensity intensity, TimeProvider time)
{
    long[] ring = [];
    int oldest;
    int count;

    public bool TryRecord()
    {
        var now = time.GetTimestamp();

        if (count == ring.Length && !TryMakeRoom(now))
            return false;

        ring[(oldest + count) % ring.Length] = now;
        count++;

        return true;
    }

    bool TryMakeRoom(long now)
    {
        if (count > 0 && time.GetElapsedTime(ring[oldest], now) > intensity.Window)
        {
            oldest = (oldest + 1) % ring.Length;
            count--;

            return true;
        }

        if (ring.Length >= intensity.MaxRestarts)
            return false;

        Grow();

        return true;
    }

    void Grow()
    {
        var larger = new long[(int)Math.Min(intensity.MaxRestarts, Math.Max(4L, ring.Length * 2L))];

        ring.AsSpan(oldest).CopyTo(larger);
        ring.AsSpan(0, oldest).CopyTo(larger.AsSpan(ring.Length - oldest));
        (ring, oldest) = (larger, 0);
    }
}
