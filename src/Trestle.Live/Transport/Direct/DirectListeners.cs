using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Trestle;

// What HTTP needs of a connection it keeps for as long as that lives: two pipes, buffers, headers, a context. For a page that is looked
// at for an hour and says something twice that is most of what it costs. So live connections are taken aside before HTTP comes to see them:
//
//     accept -> peek at the first bytes -> GET /live/websocket?  -> DirectUpgrade: the pipeline once, as for any request, then DirectReader
//                                          anything else, also TLS -> Kestrel, which finds every byte where it was
//
// Where this is not there (another server, TLS ended by Kestrel itself, HTTP/2, sockets that are no TCP) connections come by UseWebSockets as
// before, and cost more: nothing else differs.

/// <summary>Listens for Kestrel, and takes live connections aside.</summary>
sealed class DirectListeners(LiveServer server, IOptions<SocketTransportOptions> options, ILoggerFactory logging)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // With the memory that Kestrel lends: its public constructor would take another, which Kestrel's writers do not expect.
    static readonly ConstructorInfo? Lender = typeof(SocketConnectionFactoryOptions).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic, [typeof(SocketTransportOptions)]);

    /// <summary>Whether this .NET has all that is needed.</summary>
    public static bool IsPossible => Lender is not null;

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint && IsPossible;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = Listen(endpoint);
        var kestrels = new SocketConnectionContextFactory(
            (SocketConnectionFactoryOptions)Lender!.Invoke([options.Value]), logging.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets"));

        return new(new DirectListener(server, socket, options.Value.NoDelay, kestrels));
    }

    Socket Listen(EndPoint endpoint)
    {
        try
        {
            var socket = options.Value.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Value.Backlog);

            return socket;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // As Kestrel expects to be told.
            throw new AddressInUseException(taken.Message, taken);
        }
    }
}
