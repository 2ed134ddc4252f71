using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Live.Tests;

/// <summary>A clock that tests move by hand, and that says when somebody begins to wait for it.</summary>
sealed class HandClock() : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60))
{
    readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> awaited = new();

    /// <summary>Ends once something begins, from now on, to wait for just so long.</summary>
    public Task NextToWaitAsync(TimeSpan time)
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited[time] = next;

        return next.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);

        if (awaited.TryGetValue(dueTime, out var next))
            next.TrySetResult();

        return timer;
    }
}
