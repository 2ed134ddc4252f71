using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>Takes browser connections: checks who opens one, reads it frame by frame, and closes it properly.</summary>
sealed partial class LiveTransport(LiveServer server, ILogger logger)
{
    readonly ConcurrentDictionary<Pid, byte> sockets = new();

    public async Task ServeAsync(HttpContext http)
    {
        if (Refusal(http) is var (status, reason))
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(reason).ConfigureAwait(false);
            return;
        }

        var token = http.Request.Query["_csrf_token"].ToString();
        var release = server.CurrentRelease;
        var parameters = await release.IsOwnTokenAsync(http, token).ConfigureAwait(false)
            ? new LiveSocketParams(token, await release.SessionOfAsync(http, server.Node).ConfigureAwait(false))
            : null;

        using var socket = await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await RunAsync(socket, parameters).ConfigureAwait(false);
    }

    static (int Status, string Reason)? Refusal(HttpContext http) => http switch
    {
        { WebSockets.IsWebSocketRequest: false } => (StatusCodes.Status400BadRequest, "This address takes WebSockets only.\n"),
        _ when !OriginRule.Allows(http.Request) => (StatusCodes.Status403Forbidden, "A page of another site may not open this socket.\n"),
        _ when http.Request.Query["vsn"] != "2.0.0" => (StatusCodes.Status400BadRequest, "Expected vsn=2.0.0 in the address.\n"),
        _ => null,
    };

    async Task RunAsync(WebSocket socket, LiveSocketParams? parameters)
    {
        using var outbox = new Outbox(socket, server.Options, server.Node.Time, () => SlowClient(server.Options.MaxPendingBytes));
        var process = await StartAsync(outbox, parameters).ConfigureAwait(false);
        sockets.TryAdd(process, 0);

        try
        {
            await ReadAsync(socket, outbox, process).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went without a word, broke the WebSocket protocol itself, or was cut off.
        }
        finally
        {
            sockets.TryRemove(process, out _);
            process.Send(new LiveSocket.SocketClosed());
            outbox.Close(Answer(socket.CloseStatus), "");
            await outbox.Finished.ConfigureAwait(false);
        }
    }

    // A close is answered with its own code (RFC 6455, 5.5.1): a client that sees 1000 takes it for the server's wish, and does not come back.
    static WebSocketCloseStatus Answer(WebSocketCloseStatus? received) =>
        received is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure;

    async Task<Pid> StartAsync(Outbox outbox, LiveSocketParams? parameters)
    {
        try
        {
            return await LiveSupervisor.StartAsync(
                server.Node, LiveSupervisor.Sockets, nameof(LiveSocket), () => new LiveSocket(server, outbox, parameters)).ConfigureAwait(false);
        }
        catch (Exception notUp) when (notUp is ProcessDownException or CallTimeoutException)
        {
            // The live part of the tree is starting, or starting again.
            outbox.Close(LiveServer.ServiceRestart, "the server restarts");

            return default;
        }
    }

    async Task ReadAsync(WebSocket socket, Outbox outbox, Pid process)
    {
        using var reader = new MessageReader(socket, server.Options.MaxMessageBytes);

        while (true)
        {
            try
            {
                if (await reader.ReadAsync().ConfigureAwait(false) is not { } message)
                    return;

                // After our close frame the rest is only read away, until the client's own.
                if (!outbox.IsClosing)
                    process.Send(reader.IsBinary ? ChunkFrame.Parse(message.Span) : LiveFrame.Parse(message.Span));
            }
            catch (ChannelProtocolException fault)
            {
                outbox.Close(fault.Status, fault.Message);
            }
        }
    }

    public void Drain()
    {
        foreach (var process in sockets.Keys)
            process.Send(new LiveSocket.Drain());
    }

    [LoggerMessage(1, LogLevel.Warning, "A browser left more than {Bytes} bytes unread and was cut off.")]
    partial void SlowClient(int bytes);
}
