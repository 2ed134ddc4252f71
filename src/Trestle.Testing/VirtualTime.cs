namespace Trestle;

/// <summary>A clock that stands still until it is moved. For one thread.</summary>
sealed class VirtualTime : TimeProvider
{
    static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly PriorityQueue<Alarm, (long Due, int Number)> alarms = new();

    long now;
    int made;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);

        return alarm;
    }

    /// <summary>Moves to the earliest alarm before the time and rings it; else moves to the time, and is done.</summary>
    public bool RingNext(long until)
    {
        while (alarms.TryPeek(out var alarm, out var order) && order.Due <= until)
        {
            alarms.Dequeue();

            // One that has been set again since lies in the queue a second time.
            if (!alarm.IsSetTo(order))
                continue;

            now = Math.Max(now, order.Due);
            alarm.Ring();

            return true;
        }

        now = Math.Max(now, until);

        return false;
    }

    sealed class Alarm(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        (long Due, int Number)? order;
        TimeSpan every;

        public bool IsSetTo((long Due, int Number) other) => order == other;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            order = null;
            every = period;

            if (dueTime != Timeout.InfiniteTimeSpan)
                Set(dueTime);

            return true;
        }

        public void Ring()
        {
            order = null;

            if (every > TimeSpan.Zero)
                Set(every);

            callback(state);
        }

        void Set(TimeSpan after)
        {
            var place = (time.now + after.Ticks, time.made++);
            order = place;
            time.alarms.Enqueue(this, place);
        }

        public void Dispose() => order = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
