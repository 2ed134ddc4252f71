using System.Collections.Concurrent;

namespace Trestle;

// One worker thread a core, each with its own run queue; an idle worker takes from the shared queue, then from the others.
//
// Sleeping: a worker counts itself asleep, looks at every queue once more, and only then waits; a scheduler of work
// enqueues first and then looks at the count. Whichever comes second sees the other, so no wake-up is lost. Whoever takes
// one off the count owes exactly one wake-up, so none piles up either.
//
// What a worker is to run next is nobody else's, and nobody is woken for it: most turns are over in a microsecond. Should
// one last, the hog watch hands on what waits behind it.
//
// A worker stuck in one turn loses its place to a fresh thread. What it still schedules goes to the shared queue; what it
// had, or pushed while losing its place, the watch moves to a queue of its own, which one worker at a time takes from: where
// one hog was there may be more, and a timer's message should not wait for each of them to be found out.

/// <summary>Runs the turns of a node's processes on its own threads.</summary>
sealed class WorkerScheduler : Scheduler
{
    // Every so often others go first, so that busy processes on a worker cannot shut out newcomers, nor the low ones.
    const int TurnsBetweenSharedLooks = 61;

    readonly ConcurrentQueue<Mailbox> shared = new();
    readonly ConcurrentQueue<Mailbox> displaced = new();
    readonly ConcurrentQueue<Mailbox> high = new();
    readonly ConcurrentQueue<Mailbox> low = new();
    readonly SemaphoreSlim wakeUps = new(0);
    readonly Worker[] workers;

    bool isTrying;
    int asleep;
    int waitingHigh;

    public WorkerScheduler(int threads)
    {
        Watch = new HogWatch(this);
        workers = [.. Enumerable.Range(0, threads).Select(place => new Worker(this, place))];

        foreach (var worker in workers)
            worker.Start();

        Watch.Start();
    }

    public override HogWatch Watch { get; }

    public ReadOnlySpan<Worker> Workers => workers;

    public override int WorkerCount => workers.Length;

    public override int QueueLength =>
        shared.Count + displaced.Count + high.Count + low.Count + workers.Sum(worker => worker.Queue.Count);

    public bool IsStopping { get; private set; }

    /// <summary>Something waits, and every worker is at work: then a worker that does not move on is missed.</summary>
    public bool IsPressed => !displaced.IsEmpty || (Volatile.Read(ref asleep) == 0
        && (!shared.IsEmpty || Array.Exists(workers, worker => !worker.Queue.IsEmpty)));

    /// <summary>Soon, if a process of this thread has caused it.</summary>
    public override void Schedule(Mailbox process)
    {
        if (process.HasPriority)
        {
            ScheduleByPriority(process);
            return;
        }

        if (Worker.Current is not { IsDetached: false } worker || !ReferenceEquals(worker.Scheduler, this))
        {
            Share(process);
            return;
        }

        if (worker.Queue.PutNext(process) is not { } displaced)
            return;

        Append(worker, displaced);
    }

    public override void ScheduleLast(Mailbox process)
    {
        if (process.HasPriority)
            ScheduleByPriority(process);
        else if (Worker.Current is { IsDetached: false } worker)
            Append(worker, process);
        else
            Share(process);
    }

    void Append(Worker worker, Mailbox process)
    {
        if (!worker.Queue.TryPush(process))
            shared.Enqueue(process);

        WakeOne();
    }

    void Share(Mailbox process)
    {
        shared.Enqueue(process);
        WakeOne();
    }

    void ScheduleByPriority(Mailbox process)
    {
        if (process.Priority == Priority.High)
        {
            high.Enqueue(process);
            Interlocked.Increment(ref waitingHigh);
        }
        else
        {
            low.Enqueue(process);
        }

        WakeOne();
    }

    /// <summary>The next process with something to do; null when the worker has to stop.</summary>
    public Mailbox? Next(Worker worker)
    {
        while (!IsStopping && !worker.IsDetached)
        {
            if (Find(worker) is { } process)
                return process;

            worker.Rests();
            Interlocked.Increment(ref asleep);

            if (Find(worker) is not { } late)
            {
                wakeUps.Wait();
                continue;
            }

            // Awake after all.
            if (TryTakeSleeper())
                return late;

            // Somebody has already counted us awake, so a wake-up is owed; but another may take ours and sleep again, so
            // never wait for it with a process in hand.
            EndTrial(worker);
            Share(late);
            wakeUps.Wait();
        }

        return null;
    }

    /// <summary>The worker's thread ends. It can have lost its place just as its turn ended, and taken a wake-up with it.</summary>
    public void Left(Worker worker)
    {
        MoveOut(worker);
        WakeOne();
    }

    /// <summary>Gives what waits behind a long turn to the others.</summary>
    public void MoveOut(Worker worker)
    {
        if (worker.Queue.MoveOut() is { } next)
            Share(next);

        while (worker.IsDetached && worker.Queue.TakeOldest() is { } process)
        {
            displaced.Enqueue(process);
            WakeOne();
        }
    }

    public void WakeOne()
    {
        Interlocked.MemoryBarrier();

        if (TryTakeSleeper())
            wakeUps.Release();
    }

    bool TryTakeSleeper()
    {
        var seen = Volatile.Read(ref asleep);

        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref asleep, seen - 1, seen);

            if (before == seen)
                return true;

            seen = before;
        }

        return false;
    }

    Mailbox? Find(Worker worker)
    {
        if (Volatile.Read(ref waitingHigh) > 0 && high.TryDequeue(out var process))
        {
            Interlocked.Decrement(ref waitingHigh);
            return process;
        }

        if (worker.Turns % TurnsBetweenSharedLooks == 0 && TakeInPassing(worker) is { } passing)
            return passing;

        return worker.Queue.TakeNext()
            ?? worker.Queue.TakeOldest()
            ?? (shared.TryDequeue(out process) ? process : null)
            ?? TakeOnTrial(worker)
            ?? worker.Queue.MoveOut()
            ?? Steal(worker)
            ?? (low.TryDequeue(out process) ? process : null);
    }

    Mailbox? TakeInPassing(Worker worker) =>
        shared.TryDequeue(out var process) ? process
        : TakeOnTrial(worker) ?? (low.TryDequeue(out process) ? process : null);

    /// <summary>What waited behind a hog: one at a time, so that a crowd of hogs never holds all workers at once.</summary>
    Mailbox? TakeOnTrial(Worker worker)
    {
        if (displaced.IsEmpty || Interlocked.Exchange(ref isTrying, true))
            return null;

        if (displaced.TryDequeue(out var process))
        {
            worker.IsTrying = true;
            return process;
        }

        Volatile.Write(ref isTrying, false);

        return null;
    }

    /// <summary>The process on trial has had its turn, or has been found out.</summary>
    public void EndTrial(Worker worker)
    {
        if (!worker.TryEndTrial())
            return;

        Volatile.Write(ref isTrying, false);
        WakeOne();
    }

    Mailbox? Steal(Worker worker)
    {
        for (var offset = 1; offset < workers.Length; offset++)
        {
            if (workers[(worker.Place + offset) % workers.Length].Queue.TakeOldest() is { } process)
                return process;
        }

        return null;
    }

    /// <summary>Puts a fresh thread in the place of one stuck in a turn.</summary>
    public void Replace(Worker stuck)
    {
        stuck.IsDetached = true;
        EndTrial(stuck);

        var fresh = new Worker(this, stuck.Place);
        workers[stuck.Place] = fresh;
        fresh.Start();
        MoveOut(stuck);
    }

    public override void TellCallers(Mailbox process, ExitReason reason)
    {
        foreach (var worker in (Worker[])[.. workers, .. Watch.Detached])
        {
            if (!ReferenceEquals(worker.Running, process))
                continue;

            (worker.Envelope as Call)?.Drop(process, reason);
            process.TellCallers(worker.Rest, reason);
        }
    }

    public override void Dispose()
    {
        IsStopping = true;
        Watch.Stop();

        // One more than may be asleep wakes nobody.
        wakeUps.Release(1 + workers.Length + Volatile.Read(ref asleep));
    }
}
