using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Trestle;

public sealed partial class TaskSupervisor
{
    /// <summary>
    /// Runs the body for each item, each in a process of its own, and gives the tasks as they are done, like
    /// <c>Task.WhenEach</c>: await each for its result or its failure, which fails no other. Leaving the loop, or the
    /// end of the process that loops, ends what still runs.
    /// </summary>
    /// <param name="maxConcurrency">How many run at the same time. Default: one a core.</param>
    /// <param name="isOrdered">Whether the tasks are given in the order of the items, or as they end. Default: in order, and while one takes long
    /// those behind it go on, and their results are kept.</param>
    /// <param name="timeout">How long one may run before it is killed, and fails with a TimeoutException. Default: no limit.</param>
    public IAsyncEnumerable<Task<TResult>> StreamAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, Task<TResult>> body,
        int? maxConcurrency = null,
        bool isOrdered = true,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(body);

        if (maxConcurrency < 1)
            throw new ArgumentOutOfRangeException(
                nameof(maxConcurrency), $"expected maxConcurrency to be at least 1, got: {maxConcurrency}");

        return Stream(items, body, maxConcurrency ?? Environment.ProcessorCount, isOrdered, timeout, default);
    }

    async IAsyncEnumerable<Task<TResult>> Stream<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, Task<TResult>> body,
        int maxConcurrency,
        bool isOrdered,
        TimeSpan? timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = Channel.CreateUnbounded<Piece<TResult>>(new() { SingleReader = true });
        var running = new HashSet<Piece<TResult>>();
        var inOrder = new Queue<Piece<TResult>>();
        using var next = items.GetEnumerator();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, Self.IsProcess ? Self.Cancellation : default);

        try
        {
            while (true)
            {
                while (running.Count < maxConcurrency && next.MoveNext())
                {
                    var piece = Start(next.Current, body, timeout, done.Writer);
                    running.Add(piece);
                    inOrder.Enqueue(piece);
                }

                if (running.Count == 0)
                    yield break;

                var ended = await done.Reader.ReadAsync(ending.Token);
                running.Remove(ended);

                if (!isOrdered)
                    yield return ended.Result;

                while (isOrdered && inOrder.TryPeek(out var first) && !running.Contains(first))
                    yield return inOrder.Dequeue().Result;
            }
        }
        finally
        {
            foreach (var piece in running)
                piece.Pid.Exit(ExitReason.Killed);
        }
    }

    Piece<TResult> Start<TItem, TResult>(
        TItem item, Func<TItem, Task<TResult>> body, TimeSpan? timeout, ChannelWriter<Piece<TResult>> done)
    {
        var (pid, result) = Async(() => body(item));
        var piece = new Piece<TResult>(pid, timeout is { } limit ? KillAfter(limit, pid, result) : result);
        _ = TellWhenDone();

        return piece;

        async Task TellWhenDone()
        {
            await ((Task)piece.Result).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            done.TryWrite(piece);
        }
    }

    static async Task<TResult> KillAfter<TResult>(TimeSpan limit, Pid pid, Task<TResult> result)
    {
        try
        {
            return await result.WaitAsync(limit, pid.Mailbox!.Node.Time);
        }
        catch (TimeoutException) when (!result.IsCompleted)
        {
            pid.Exit(ExitReason.Killed);

            throw new TimeoutException($"{pid} did not end within {limit.TotalMilliseconds:0} ms and was killed.");
        }
    }

    sealed record Piece<TResult>(Pid Pid, Task<TResult> Result);
}
