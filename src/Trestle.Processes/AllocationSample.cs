namespace Trestle;

// The watch opens a window at one of its looks in several, and every turn that begins in it is measured to its end: each
// turn is as likely to be seen as any other, long or short. Outside a window a turn costs the reading of one flag.

/// <summary>How much the processes on one worker allocate, by samples.</summary>
sealed class AllocationSample
{
    /// <summary>One look in so many opens a window; what is measured there stands for the others.</summary>
    public const int LooksAWindow = 8;

    // Most turns allocate little. What they do adds up until it is worth a note, and is put down to the process that got it
    // there, so that processes passing by need none.
    const long WorthANote = 16 * 1024;

    volatile bool isOpen;
    long unclaimed;

    public bool IsOpen
    {
        get => isOpen;
        set => isOpen = value;
    }

    /// <summary>Runs the turn and measures it. On the worker's own thread.</summary>
    public void Turn(Mailbox process, Worker worker)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        process.Turn(worker);
        unclaimed += GC.GetAllocatedBytesForCurrentThread() - before;

        if (unclaimed < WorthANote)
            return;

        if (!process.IsDead)
            process.Relations.AddAllocated(unclaimed * LooksAWindow);

        unclaimed = 0;
    }
}
