using System.Collections.Concurrent;

namespace Trestle;

/// <summary>A thread that runs turns.</summary>
sealed class Worker(Scheduler scheduler, int place, ConcurrentQueue<Mailbox> queue)
{
    // Every so often the shared queue goes first, so that busy processes on a worker cannot shut out newcomers.
    const int TurnsBetweenSharedLooks = 61;

    [ThreadStatic] static Worker? current;

    volatile bool isDetached;
    volatile Mailbox? running;

    public static Worker? Current => current;

    public Scheduler Scheduler => scheduler;

    public int Place => place;

    public ConcurrentQueue<Mailbox> Queue => queue;

    public TurnClock Clock { get; } = new();

    /// <summary>The operating system's id of the thread; 0 where it is not known.</summary>
    public int ThreadId { get; private set; }

    /// <summary>What the thread is running now.</summary>
    public Mailbox? Running => running;

    public bool IsDetached
    {
        get => isDetached;
        set => isDetached = value;
    }

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"Trestle worker {place}" }.Start();

    void Run()
    {
        current = this;
        ThreadId = LinuxThread.CurrentId;
        TurnClock.UseOnThisThread(Clock);
        var clean = ExecutionContext.Capture()!;

        for (var turns = 0; scheduler.Next(this, sharedFirst: turns % TurnsBetweenSharedLooks == 0) is { } process; turns++)
        {
            running = process;
            process.Turn(Clock);
            running = null;

            // Nothing is ambient across processes: what a handler set on this thread ends with its turn.
            ExecutionContext.Restore(clean);
        }
    }
}
