namespace Trestle;

/// <summary>An async process waiting for a message of one kind.</summary>
abstract class Receiver
{
    public abstract Type MessageType { get; }

    public abstract bool Matches(object message);

    public abstract void Take(object message);

    public abstract void Fail(Exception exception);
}

sealed class Receiver<T>(Func<T, bool>? match) : Receiver
{
    readonly TaskCompletionSource<T> source = new();

    ITimer? timer;

    public Task<T> Task => source.Task;

    public override Type MessageType => typeof(T);

    public void TimeoutAfter(TimeProvider time, TimeSpan limit, AsyncProcess process) =>
        timer = time.CreateTimer(_ => process.Post(_ => process.GiveUp(this), null), null, limit, Timeout.InfiniteTimeSpan);

    public override bool Matches(object message) => message is T typed && (match is null || match(typed));

    public override void Take(object message)
    {
        timer?.Dispose();
        source.TrySetResult((T)message);
    }

    public override void Fail(Exception exception)
    {
        timer?.Dispose();
        source.TrySetException(exception);
    }
}
