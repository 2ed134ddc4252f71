using System.Net.Sockets;
using System.Net.WebSockets;

namespace Trestle;

/// <summary>
/// What waits to be sent on one connection. Any thread may add; one writer at a time sends what waits, and none exists while nothing
/// does. A client that lets more than the bound pile up is cut off.
/// </summary>
abstract class Outbox(LiveTransport transport) : IThreadPoolWorkItem, IDisposable
{
    protected LiveTransport Transport => transport;

    Queue<ReadOnlyMemory<byte>>? waiting;
    long pendingBytes;
    bool isWriting;
    bool isClosed;
    Closing? closing;
    ITimer? cutOff;

    public bool IsClosing => Volatile.Read(ref closing) is not null;

    /// <summary>Why it is closed, or closing.</summary>
    public Closing? WhyClosed => Volatile.Read(ref closing);

    public void Send(ReadOnlySpan<byte> message, FrameKind kind = FrameKind.Text)
    {
        lock (this)
        {
            if (isClosed || closing is not null)
                return;

            // Before what waits nothing may go.
            var rest = isWriting ? Packed(message, kind) : SendNow(message, kind);

            if (rest.IsEmpty)
                return;

            // One message of any size may wait; it is the second that tells a slow client from a large page.
            if (pendingBytes == 0 || pendingBytes + rest.Length <= transport.Options.MaxPendingBytes)
            {
                Enqueue(rest);
                return;
            }

            isClosed = true;
        }

        transport.CutOff();
        // No close frame: it would wait behind what the client does not read.
        Abort();
    }

    /// <summary>Sends what waits, then a close frame. A client that does not answer with its own is cut off.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (this)
        {
            if (closing is not null)
                return;

            closing = new(status, reason);
            cutOff = transport.Time.CreateTimer(static outbox => ((Outbox)outbox!).Abort(), this, transport.Options.EndTimeout, Timeout.InfiniteTimeSpan);
            StartWriting();
        }
    }

    void Enqueue(ReadOnlyMemory<byte> message)
    {
        (waiting ??= []).Enqueue(message);
        pendingBytes += message.Length;
        StartWriting();
    }

    /// <summary>Has what waits written; called with the lock held.</summary>
    protected virtual void StartWriting()
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
            while (Next() is { IsEmpty: false } message)
            {
                await WriteAsync(message).ConfigureAwait(false);
                Sent(message);
            }

            if (IsClosing)
            {
                await WriteCloseAsync(closing!.Status, closing.Reason).ConfigureAwait(false);
                Ended();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading side sees the same and ends the connection.
            Abandon();
        }
    }

    ReadOnlyMemory<byte> Next()
    {
        lock (this)
        {
            if (!isClosed && waiting is not null && waiting.TryDequeue(out var message))
                return message;

            // Whoever closes stays the writer: nothing may follow a close frame.
            isWriting = closing is not null;
            waiting = null;

            return default;
        }
    }

    /// <summary>Whether something waits, or all is over.</summary>
    protected bool HasNews => isClosed || closing is not null || waiting is { Count: > 0 };

    /// <summary>All that waits, for whoever takes it at once.</summary>
    protected ReadOnlyMemory<byte>[] TakeAll()
    {
        lock (this)
        {
            ReadOnlyMemory<byte>[] all = isClosed || waiting is null ? [] : [.. waiting];
            (waiting, pendingBytes) = (null, 0);

            return all;
        }
    }

    void Sent(ReadOnlyMemory<byte> message)
    {
        lock (this)
            pendingBytes -= message.Length;
    }

    void Abandon()
    {
        lock (this)
        {
            isClosed = true;
            isWriting = false;
            waiting = null;
        }

        Ended();
    }

    /// <summary>The connection is lost: there is nobody to be told anything.</summary>
    public void Lost()
    {
        lock (this)
        {
            // Whoever writes will see it too, and says so.
            if (isWriting)
                return;

            isClosed = isWriting = true;
            closing ??= new(WebSocketCloseStatus.Empty, "");
        }

        Ended();
    }

    /// <summary>As it waits to be written.</summary>
    protected abstract ReadOnlyMemory<byte> Packed(ReadOnlySpan<byte> message, FrameKind kind);

    /// <summary>Sends what can be sent without waiting; the rest, as it waits to be written.</summary>
    protected abstract ReadOnlyMemory<byte> SendNow(ReadOnlySpan<byte> message, FrameKind kind);

    protected abstract ValueTask WriteAsync(ReadOnlyMemory<byte> message);

    protected abstract ValueTask WriteCloseAsync(WebSocketCloseStatus status, string reason);

    /// <summary>Nothing will be sent any more.</summary>
    protected abstract void Ended();

    /// <summary>Cuts the connection.</summary>
    protected abstract void Abort();

    /// <summary>The connection has ended: nobody is to be cut off.</summary>
    public void Dispose() => cutOff?.Dispose();

    public sealed record Closing(WebSocketCloseStatus Status, string Reason);
}
