using System.Collections.Concurrent;

namespace Trestle;

/// <summary>
/// Runs calls that block their thread (old drivers, file systems, native code) on threads of their own, at most
/// <see cref="NodeOptions.BlockingThreads"/> at once, so that processes keep theirs. The BEAM calls these dirty schedulers.
/// </summary>
public static class Blocking
{
    /// <summary>Runs the call when a thread is free. A process that ends meanwhile no longer waits; the call runs to its end.</summary>
    public static Task Run(Action call)
    {
        ArgumentNullException.ThrowIfNull(call);

        return Run(() =>
        {
            call();
            return true;
        });
    }

    public static Task<T> Run<T>(Func<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);

        var work = new Work<T>(call);
        Self.Node.BlockingThreads.Add(work.Run);

        // Only a process that is told of its end can stop waiting.
        return work.Result.WaitAsync(Self.Cancellation);
    }

    sealed class Work<T>(Func<T> call)
    {
        readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Result => result.Task;

        public void Run()
        {
            try
            {
                result.SetResult(call());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }
    }
}

/// <summary>Threads that are made when calls wait, up to a number, and end when none has come for a while.</summary>
sealed class BlockingThreads(int most) : IDisposable
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    readonly BlockingCollection<Action> waiting = [];

    int threads;
    int idle;

    public int Count => Volatile.Read(ref threads);

    public int Waiting => waiting.Count;

    public void Add(Action call)
    {
        waiting.Add(call);

        if (Volatile.Read(ref idle) < waiting.Count)
            AddThread();
    }

    void AddThread()
    {
        if (Interlocked.Increment(ref threads) <= most)
            new Thread(Run) { IsBackground = true, Name = "Trestle blocking" }.Start();
        else
            Interlocked.Decrement(ref threads);
    }

    void Run()
    {
        while (TryTake(out var call))
            call();

        Interlocked.Decrement(ref threads);

        // One may have come as we left.
        if (waiting.Count > 0)
            AddThread();
    }

    bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Action? call)
    {
        Interlocked.Increment(ref idle);

        try
        {
            return waiting.TryTake(out call, Rest);
        }
        finally
        {
            Interlocked.Decrement(ref idle);
        }
    }

    public void Dispose() => waiting.CompleteAdding();
}
