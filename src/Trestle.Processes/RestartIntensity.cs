namespace Trestle;

/// <summary>How many restarts a supervisor allows within a window before it gives up.</summary>
public readonly record struct RestartIntensity(int MaxRestarts, TimeSpan Window)
{
    public static readonly RestartIntensity Default = new(3, TimeSpan.FromSeconds(5));
}

/// <summary>Remembers recent restarts, as many as are allowed, and says when there have been too many.</summary>
sealed class RestartLog(RestartIntensity intensity, TimeProvider time)
{
    readonly Queue<long> restarts = [];

    public bool TryRecord()
    {
        while (restarts.TryPeek(out var at) && time.GetElapsedTime(at) > intensity.Window)
            restarts.Dequeue();

        if (restarts.Count >= intensity.MaxRestarts)
            return false;

        restarts.Enqueue(time.GetTimestamp());

        return true;
    }
}
