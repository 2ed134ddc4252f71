using System.Net.WebSockets;

namespace Trestle;

/// <summary>
/// What waits to be sent on one socket. Any thread may add; one writer at a time sends, and none exists while nothing
/// waits. A client that lets more than the bound pile up is cut off.
/// </summary>
sealed class Outbox(WebSocket socket, LiveOptions options, TimeProvider time, Action onOverflow) : IThreadPoolWorkItem, IDisposable
{
    readonly Lock gate = new();
    readonly Queue<byte[]> waiting = [];
    readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    long pendingBytes;
    bool isWriting;
    bool isClosed;
    (WebSocketCloseStatus Status, string Reason)? closing;
    ITimer? cutOff;

    public bool IsClosing
    {
        get
        {
            lock (gate)
                return closing is not null;
        }
    }

    /// <summary>Completes once nothing will be sent any more.</summary>
    public Task Finished => finished.Task;

    public void Send(byte[] message)
    {
        lock (gate)
        {
            if (isClosed || closing is not null)
                return;

            // One message of any size may wait; it is the second that tells a slow client from a large page.
            if (pendingBytes == 0 || pendingBytes + message.Length <= options.MaxPendingBytes)
            {
                Enqueue(message);
                return;
            }

            isClosed = true;
        }

        onOverflow();
        // No close frame: it would wait behind what the client does not read.
        socket.Abort();
    }

    /// <summary>Sends what waits, then a close frame. A client that does not answer with its own is cut off.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (gate)
        {
            if (closing is not null)
                return;

            closing = (status, reason);
            cutOff = time.CreateTimer(static socket => ((WebSocket)socket!).Abort(), socket, options.EndTimeout, Timeout.InfiniteTimeSpan);
            StartWriting();
        }
    }

    void Enqueue(byte[] message)
    {
        waiting.Enqueue(message);
        pendingBytes += message.Length;
        StartWriting();
    }

    void StartWriting()
    {
        if (isWriting)
            return;

        isWriting = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    async Task WriteAsync()
    {
        try
        {
            while (Next() is { } message)
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(false);
                Sent(message);
            }

            if (IsClosing)
                await SendCloseAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading loop sees the same and ends the socket.
            Abandon();
        }
    }

    byte[]? Next()
    {
        lock (gate)
        {
            if (!isClosed && waiting.TryDequeue(out var message))
                return message;

            // Whoever closes stays the writer: nothing may follow a close frame.
            isWriting = closing is not null;

            return null;
        }
    }

    void Sent(byte[] message)
    {
        lock (gate)
            pendingBytes -= message.Length;
    }

    async Task SendCloseAsync()
    {
        var (status, reason) = closing!.Value;

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).ConfigureAwait(false);

        finished.TrySetResult();
    }

    void Abandon()
    {
        lock (gate)
        {
            isClosed = true;
            isWriting = false;
            waiting.Clear();
        }

        finished.TrySetResult();
    }

    /// <summary>The connection has ended: nobody is to be cut off.</summary>
    public void Dispose() => cutOff?.Dispose();
}
