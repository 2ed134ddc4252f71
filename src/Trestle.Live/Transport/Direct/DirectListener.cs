using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Trestle;

/// <summary>One address that is listened on: looks at what each connection begins with, and says whose it is.</summary>
sealed class DirectListener : IConnectionListener
{
    // Beyond this a head is for Kestrel to judge; the most it takes is twice as much.
    const int MostPeeked = 16 * 1024;

    // Who opens a connection in advance and says nothing is Kestrel's, which has its own patience.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A long head may come in several pieces.
    static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(200)];

    static readonly TimeSpan OutOfFiles = TimeSpan.FromMilliseconds(50);

    readonly LiveServer server;
    readonly Socket listening;
    readonly bool noDelay;
    readonly SocketConnectionContextFactory kestrels;
    readonly CancellationTokenSource unbound = new();

    // Connections of Kestrel's that it has not asked for yet.
    readonly Channel<Socket> others = Channel.CreateUnbounded<Socket>(new() { SingleReader = true });
    readonly Task accepting;

    public DirectListener(LiveServer server, Socket listening, bool noDelay, SocketConnectionContextFactory kestrels)
    {
        (this.server, this.listening, this.noDelay, this.kestrels) = (server, listening, noDelay, kestrels);
        EndPoint = listening.LocalEndPoint!;
        accepting = AcceptAllAsync();
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await others.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            if (others.Reader.TryRead(out var socket))
                return kestrels.Create(socket);

        return null;
    }

    async Task AcceptAllAsync()
    {
        while (await NextAsync().ConfigureAwait(false) is { } socket)
            _ = MeetAsync(socket);

        others.Writer.TryComplete();
    }

    async ValueTask<Socket?> NextAsync()
    {
        while (true)
        {
            try
            {
                return await listening.AcceptAsync().ConfigureAwait(false);
            }
            catch (SocketException closed) when (closed.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.TooManyOpenSockets)
            {
                // Accepting would fail again at once, so let some connections close first.
                await Task.Delay(OutOfFiles, server.Node.Time).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // It was gone again before its turn.
            }
        }
    }

    async Task MeetAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = noDelay;
            socket.Blocking = false;

            if (await HeadAsync(socket).ConfigureAwait(false) is { } head && server.Entrance is { } entrance)
                await DirectRequest.AnswerAsync(entrance, socket, head).ConfigureAwait(false);
            else if (!others.Writer.TryWrite(socket))
                socket.Dispose();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            socket.Dispose();
        }
    }

    /// <summary>The head of a request that opens a live connection, which is still to be read; null for anything else.</summary>
    async ValueTask<UpgradeHead?> HeadAsync(Socket socket)
    {
        if (Peek(socket, out _) is null && !await SpeaksAsync(socket).ConfigureAwait(false))
            return null;

        foreach (var pause in Pauses)
        {
            if (Peek(socket, out var head) is { } isLive)
                return isLive ? head : null;

            await Task.Delay(pause, server.Node.Time, unbound.Token).ConfigureAwait(false);
        }

        return Peek(socket, out var last) is true ? last : null;
    }

    async ValueTask<bool> SpeaksAsync(Socket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(unbound.Token);
        patience.CancelAfter(Patience);

        try
        {
            // Without room for anything this only waits until there is something to read.
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, patience.Token).ConfigureAwait(false);

            return true;
        }
        catch (OperationCanceledException) when (!unbound.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether it is a live connection; null as long as that cannot be said.</summary>
    static bool? Peek(Socket socket, out UpgradeHead? head)
    {
        head = null;
        var buffer = DirectBuffer.Reading;
        var length = socket.Receive(buffer.AsSpan(0, MostPeeked), SocketFlags.Peek, out var error);

        if (error == SocketError.WouldBlock)
            return null;

        if (error != SocketError.Success || length == 0)
            return false;

        var bytes = buffer.AsSpan(0, length);

        if (UpgradeHead.IsLive(bytes) is not true)
            return UpgradeHead.IsLive(bytes);

        if (UpgradeHead.EndOf(bytes) < 0)
            return length == MostPeeked ? false : null;

        return (head = UpgradeHead.Parse(bytes)) is not null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listening.Dispose();
        await unbound.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync().ConfigureAwait(false);

        while (others.Reader.TryRead(out var socket))
            socket.Dispose();

        kestrels.Dispose();
    }
}
