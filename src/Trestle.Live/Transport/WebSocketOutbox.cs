using System.Net.WebSockets;

namespace Trestle;

/// <summary>Sends over one of ASP.NET Core's own WebSockets.</summary>
sealed class WebSocketOutbox(LiveTransport transport, WebSocket socket) : Outbox(transport)
{
    readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once nothing will be sent any more.</summary>
    public Task Finished => finished.Task;

    protected override ReadOnlyMemory<byte> Packed(ReadOnlySpan<byte> message, FrameKind kind) => message.ToArray();

    // Its WebSocket may have to wait for the network, which whoever sends must not.
    protected override ReadOnlyMemory<byte> SendNow(ReadOnlySpan<byte> message, FrameKind kind) => Packed(message, kind);

    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);

    protected override async ValueTask WriteCloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).ConfigureAwait(false);
    }

    protected override void Ended() => finished.TrySetResult();

    protected override void Abort() => socket.Abort();
}
