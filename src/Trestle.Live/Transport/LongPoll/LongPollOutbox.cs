using System.Net.WebSockets;

namespace Trestle;

/// <summary>Keeps what is to be sent until the browser asks for it.</summary>
sealed class LongPollOutbox : Outbox
{
    readonly TimeSpan wait;
    readonly TimeSpan absence;
    readonly ITimer silence;

    TaskCompletionSource? asking;

    public LongPollOutbox(LiveTransport transport)
        : base(transport)
    {
        var options = transport.Options;

        // Who waits to be told something is not silent.
        wait = options.PollTime < options.IdleTimeout / 2 ? options.PollTime : options.IdleTimeout / 2;
        absence = options.PollTime * 2;
        silence = transport.Time.CreateTimer(static outbox => ((LongPollOutbox)outbox!).Missed(), this, absence, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called once nothing more will be sent.</summary>
    public Action? WhenEnded { get; set; }

    /// <summary>What there is for the browser; when there is nothing, it waits a while for that, without a thread.</summary>
    public async Task<LongPollAnswer> NextAsync(CancellationToken hungUp)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        lock (this)
        {
            // A browser asks once at a time. Whoever asked before has lost its turn, and begins anew.
            asking?.TrySetResult();
            asking = turn;
            silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

            if (HasNews)
                turn.SetResult();
        }

        if (!turn.Task.IsCompleted)
            await WaitAsync(turn, hungUp).ConfigureAwait(false);

        return Answer(turn, hungUp.IsCancellationRequested);
    }

    async Task WaitAsync(TaskCompletionSource turn, CancellationToken hungUp)
    {
        var patience = Transport.Time.CreateTimer(static turn => ((TaskCompletionSource)turn!).TrySetResult(), turn, wait, Timeout.InfiniteTimeSpan);
        await using var _ = patience.ConfigureAwait(false);
        var hangingUp = hungUp.UnsafeRegister(static turn => ((TaskCompletionSource)turn!).TrySetResult(), turn);
        await using var __ = hangingUp.ConfigureAwait(false);

        await turn.Task.ConfigureAwait(false);
    }

    LongPollAnswer Answer(TaskCompletionSource turn, bool isHungUp)
    {
        lock (this)
        {
            if (asking != turn)
                return LongPollAnswer.Gone;

            asking = null;
            silence.Change(absence, Timeout.InfiniteTimeSpan);

            if (!isHungUp && TakeAll() is { Length: > 0 } messages)
                return LongPollAnswer.Of(messages);

            if (!isHungUp && !IsClosing)
                return LongPollAnswer.Nothing;
        }

        // It was told that this is over, or has gone: it does not come again either way.
        Lost();

        return LongPollAnswer.Gone;
    }

    void Missed()
    {
        lock (this)
            if (asking is not null)
                return;

        Lost();
    }

    protected override void StartWriting() => asking?.TrySetResult();

    protected override ReadOnlyMemory<byte> Packed(ReadOnlySpan<byte> message, FrameKind kind) => message.ToArray();

    // Nothing can be sent before it is asked for.
    protected override ReadOnlyMemory<byte> SendNow(ReadOnlySpan<byte> message, FrameKind kind) => Packed(message, kind);

    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> message) => throw NotWritten();

    protected override ValueTask WriteCloseAsync(WebSocketCloseStatus status, string reason) => throw NotWritten();

    static InvalidOperationException NotWritten() => new("Nothing is written here: what waits is taken by the next request.");

    protected override void Ended()
    {
        Dispose();
        silence.Dispose();

        lock (this)
            asking?.TrySetResult();

        WhenEnded?.Invoke();
    }

    protected override void Abort() => Lost();
}
