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
//
// Until then, and while new ones are found out, there is the relief: a thread that sleeps while any worker moves on. When none
// does, it runs what comes from outside, timers' messages first of all.

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
    readonly AutoResetEvent reliefCalls = new(false);
    readonly Worker[] workers;

    volatile Worker relief;
    bool isTrying;
    int asleep;
    int waitingHigh;

    public WorkerScheduler(int threads)
    {
        Watch = new HogWatch(this);
        workers = [.. Enumerable.Range(0, threads).Select(place => new Worker(this, place))];
        relief = NewRelief();

        foreach (var worker in workers)
            worker.Start();

        relief.Start();

        Watch.Start();
    }

    public override HogWatch Watch { get; }

    /// <summary>Those in their places, the relief last.</summary>
    public IReadOnlyList<Worker> Workers => [.. workers, relief];

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

        if (Worker.Current is not { KeepsQueue: true } worker || !ReferenceEquals(worker.Scheduler, this))
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
        else if (Worker.Current is { KeepsQueue: true } worker)
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

        if (!WakeOne())
            CallReliefIfStuck();
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

        if (!WakeOne())
            CallReliefIfStuck();
    }

    /// <summary>Has the relief run what comes from outside, when something has come and no worker moves on.</summary>
    public void CallReliefIfStuck()
    {
        if (workers.Length > 0 && (Watch.ExpectsHogs || !Array.Exists(workers, worker => !worker.IsUnmoved))
            && (!shared.IsEmpty || Volatile.Read(ref waitingHigh) > 0))
            reliefCalls.Set();
    }

    /// <summary>The next process with something to do; null when the worker has to stop.</summary>
    public Mailbox? Next(Worker worker) => worker.IsRelief ? NextOfRelief(worker) : NextOfWorker(worker);

    Mailbox? NextOfRelief(Worker worker)
    {
        while (!IsStopping && !worker.IsDetached)
        {
            if (TakeHigh() is { } process || shared.TryDequeue(out process))
                return process;

            worker.Rests();
            reliefCalls.WaitOne();
        }

        return null;
    }

    Mailbox? NextOfWorker(Worker worker)
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
            EndOwnTrial(worker);
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

    /// <summary>False when all are awake.</summary>
    public bool WakeOne()
    {
        Interlocked.MemoryBarrier();

        if (TryTakeSleeper())
        {
            wakeUps.Release();
            return true;
        }

        Watch.Hurry();

        return false;
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
        if (TakeHigh() is { } process)
            return process;

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

    Mailbox? TakeHigh()
    {
        if (Volatile.Read(ref waitingHigh) == 0 || !high.TryDequeue(out var process))
            return null;

        Interlocked.Decrement(ref waitingHigh);

        return process;
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

            if (Watch.IsCrowded)
                worker.StepAside();

            return process;
        }

        Volatile.Write(ref isTrying, false);

        return null;
    }

    /// <summary>The process on trial has had its turn, or is left to another.</summary>
    public void EndOwnTrial(Worker worker)
    {
        worker.StepBack();
        EndTrial(worker);
    }

    /// <summary>The process on trial has had its turn, or has been found out.</summary>
    void EndTrial(Worker worker)
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
        var fresh = stuck.IsRelief ? relief = NewRelief() : workers[stuck.Place] = new(this, stuck.Place);
        fresh.Start();
        MoveOut(stuck);
    }

    Worker NewRelief() => new(this, workers.Length, isRelief: true);

    public override void TellCallers(Mailbox process, ExitReason reason)
    {
        foreach (var worker in (Worker[])[.. Workers, .. Watch.Detached])
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

        reliefCalls.Set();

        // One more than may be asleep wakes nobody.
        wakeUps.Release(1 + workers.Length + Volatile.Read(ref asleep));
    }
}
