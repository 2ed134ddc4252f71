using System.Collections.Concurrent;

namespace Trestle;

// One worker thread a core, each with its own run queue; an idle worker takes from the shared queue, then steals.
//
// Sleeping: a worker counts itself asleep, looks at every queue once more, and only then waits; a scheduler of work
// enqueues first and then looks at the count. Whichever comes second sees the other, so no wake-up is lost. Whoever takes
// one off the count owes exactly one wake-up, so none piles up either.
//
// A worker stuck in one turn loses its place to a fresh thread (HogWatch); the queue stays where it is.

/// <summary>Runs the turns of a node's processes on its own threads.</summary>
sealed class Scheduler : IDisposable
{
    readonly ConcurrentQueue<Mailbox> shared = new();
    readonly SemaphoreSlim wakeUps = new(0);
    readonly Worker[] workers;

    int asleep;

    public Scheduler(int threads)
    {
        Watch = new HogWatch(this);
        workers = [.. Enumerable.Range(0, threads).Select(place => new Worker(this, place, new()))];

        foreach (var worker in workers)
            worker.Start();

        Watch.Start();
    }

    public HogWatch Watch { get; }

    public ReadOnlySpan<Worker> Workers => workers;

    public bool IsStopping { get; private set; }

    public void Schedule(Mailbox process)
    {
        if (Worker.Current is { IsDetached: false } worker && ReferenceEquals(worker.Scheduler, this))
            worker.Queue.Enqueue(process);
        else
            shared.Enqueue(process);

        Interlocked.MemoryBarrier();
        Wake();
    }

    /// <summary>The next process with something to do; null when the worker has to stop.</summary>
    public Mailbox? Next(Worker worker, bool sharedFirst)
    {
        while (!IsStopping && !worker.IsDetached)
        {
            if (Find(worker, sharedFirst) is { } process)
                return process;

            Interlocked.Increment(ref asleep);

            if (Find(worker, sharedFirst: true) is not { } late)
            {
                wakeUps.Wait();
                continue;
            }

            // Awake after all.
            if (TryTakeSleeper())
                return late;

            // Somebody has already counted us awake, so a wake-up is owed; but another may take ours and sleep again, so
            // never wait for it with a process in hand.
            Schedule(late);
            wakeUps.Wait();
        }

        // A worker can lose its place just as its turn ends, and then sleep or take a wake-up: that one is for another.
        Wake();

        return null;
    }

    void Wake()
    {
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

    Mailbox? Find(Worker worker, bool sharedFirst)
    {
        if (sharedFirst && shared.TryDequeue(out var process))
            return process;

        if (worker.Queue.TryDequeue(out process) || shared.TryDequeue(out process))
            return process;

        for (var offset = 1; offset < workers.Length; offset++)
        {
            if (workers[(worker.Place + offset) % workers.Length].Queue.TryDequeue(out process))
                return process;
        }

        return null;
    }

    /// <summary>Puts a fresh thread in the place, and before the queue, of one stuck in a turn.</summary>
    public void Replace(Worker stuck)
    {
        stuck.IsDetached = true;

        var fresh = new Worker(this, stuck.Place, stuck.Queue);
        workers[stuck.Place] = fresh;
        fresh.Start();
    }

    public void Dispose()
    {
        IsStopping = true;
        Watch.Stop();
        wakeUps.Release(workers.Length + Volatile.Read(ref asleep));
    }
}
