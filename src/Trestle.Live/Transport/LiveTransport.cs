using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>Takes browser connections: checks who opens one, has it read message by message, and closes it properly.</summary>
sealed partial class LiveTransport(LiveServer server, ILogger logger)
{
    int direct;
    TaskCompletionSource? emptied;

    /// <summary>Connections that are read here, below HTTP.</summary>
    public int DirectConnections => Volatile.Read(ref direct);

    public LiveOptions Options => server.Options;

    public TimeProvider Time => server.Node.Time;

    public async Task ServeAsync(HttpContext http)
    {
        if ((Unready(http) ?? Refusal(http)) is var (status, reason))
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(reason).ConfigureAwait(false);
            return;
        }

        var parameters = await ParametersAsync(http).ConfigureAwait(false);

        if (http.Features.Get<DirectUpgrade>() is { } direct)
            await BeginAsync(http, direct, parameters).ConfigureAwait(false);
        else
            await RunAsync(http, parameters).ConfigureAwait(false);
    }

    (int Status, string Reason)? Unready(HttpContext http) =>
        server.IsDraining ? (StatusCodes.Status503ServiceUnavailable, "The server restarts.\n")
        : !http.WebSockets.IsWebSocketRequest ? (StatusCodes.Status400BadRequest, "This address takes WebSockets only.\n")
        : null;

    /// <summary>Why a request may not speak to live views, whichever way it wants to.</summary>
    public static (int Status, string Reason)? Refusal(HttpContext http) => http switch
    {
        _ when !OriginRule.Allows(http.Request) => (StatusCodes.Status403Forbidden, "A page of another site may not open this socket.\n"),
        _ when http.Request.Query["vsn"] != "2.0.0" => (StatusCodes.Status400BadRequest, "Expected vsn=2.0.0 in the address.\n"),
        _ => null,
    };

    /// <summary>What a browser brings along; null where its token is not of its cookies.</summary>
    public async Task<LiveSocketParams?> ParametersAsync(HttpContext http)
    {
        var token = http.Request.Query["_csrf_token"].ToString();
        var release = server.CurrentRelease;

        return await release.IsOwnTokenAsync(http, token).ConfigureAwait(false)
            ? new(token, await release.SessionOfAsync(http, server.Node).ConfigureAwait(false))
            : null;
    }

    // The request ends here, and the connection goes on without it.
    async Task BeginAsync(HttpContext http, DirectUpgrade upgrade, LiveSocketParams? parameters)
    {
        Interlocked.Increment(ref direct);

        try
        {
            var outbox = new DirectOutbox(this, upgrade.Accept());
            http.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
            var connection = new LiveConnection(this, outbox, parameters);
            await StartAsync(connection).ConfigureAwait(false);
            new DirectReader(connection, outbox).Begin();
        }
        catch
        {
            upgrade.HangUp();
            Left();
            throw;
        }
    }

    /// <summary>A connection that was read here is closed on both sides.</summary>
    public void Left()
    {
        if (Interlocked.Decrement(ref direct) == 0)
            Volatile.Read(ref emptied)?.TrySetResult();
    }

    /// <summary>Ends once there is no connection any more that is read here, or when they have had their time.</summary>
    public Task EmptiedAsync()
    {
        var ended = emptied ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Before that nobody would have told us.
        Interlocked.MemoryBarrier();

        // Those that do not end are cut off by the node's clock; where a test has stopped that, nobody waits for ever.
        return DirectConnections == 0 ? Task.CompletedTask : Task.WhenAny(ended.Task, Task.Delay(Options.EndTimeout * 1.2, TimeProvider.System));
    }

    async Task RunAsync(HttpContext http, LiveSocketParams? parameters)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            DangerousEnableCompression = Options.Compress,
            // Each message by itself: what was sent before would be kept, 160 KB a connection, and could be guessed at.
            DisableServerContextTakeover = true,
        }).ConfigureAwait(false);
        using var outbox = new WebSocketOutbox(this, socket);
        var connection = new LiveConnection(this, outbox, parameters);
        await StartAsync(connection).ConfigureAwait(false);

        try
        {
            await ReadAsync(socket, connection).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went without a word, broke the WebSocket protocol itself, or was cut off.
        }
        finally
        {
            Ended(connection, socket.CloseStatus);
            await outbox.Finished.ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more will be read from a connection.</summary>
    public static void Ended(LiveConnection connection, WebSocketCloseStatus? received)
    {
        // First: a process that ends says that the server restarts, unless something was said before.
        connection.Outbox.Close(Answer(received), "");
        connection.Process.Send(new LiveSocket.SocketClosed());
    }

    // A close is answered with its own code (RFC 6455, 5.5.1): a client that sees 1000 takes it for the server's wish, and does not come back.
    static WebSocketCloseStatus Answer(WebSocketCloseStatus? received) =>
        received is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure;

    /// <summary>Starts the process behind a connection. Where that cannot be, its outbox is closed.</summary>
    public async Task StartAsync(LiveConnection connection)
    {
        try
        {
            connection.Process = await LiveSupervisor.StartAsync(
                server.Node, LiveSupervisor.Sockets, nameof(LiveSocket), () => new LiveSocket(server, connection)).ConfigureAwait(false);

            // It may have come too late to be told with the others.
            if (server.IsDraining)
                connection.Outbox.Close(LiveServer.ServiceRestart, "the server restarts");
        }
        catch (Exception notUp) when (notUp is ProcessDownException or CallTimeoutException)
        {
            // The live part of the tree is starting, or starting again.
            connection.Outbox.Close(LiveServer.ServiceRestart, "the server restarts");
        }
    }

    async Task ReadAsync(WebSocket socket, LiveConnection connection)
    {
        using var reader = new MessageReader(socket, Options.MaxMessageBytes);

        while (true)
        {
            try
            {
                if (await reader.ReadAsync().ConfigureAwait(false) is not { } message)
                    return;

                connection.Take(message.Span, reader.IsBinary);
            }
            catch (ChannelProtocolException fault)
            {
                connection.Outbox.Close(fault.Status, fault.Message);
            }
        }
    }

    /// <summary>Asks every browser to reconnect.</summary>
    public void Drain()
    {
        if (server.Node.Registry.Find(LiveSupervisor.Sockets).Mailbox?.RelationsIfAny is not { } supervisor)
            return;

        foreach (var process in supervisor.Children)
            new Pid(process).Send(new LiveSocket.Drain());
    }

    /// <summary>A browser has left more unread than it may.</summary>
    public void CutOff() => SlowClient(Options.MaxPendingBytes);

    [LoggerMessage(1, LogLevel.Warning, "A browser left more than {Bytes} bytes unread and was cut off.")]
    partial void SlowClient(int bytes);
}
