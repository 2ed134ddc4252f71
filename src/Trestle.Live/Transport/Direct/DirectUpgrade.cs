using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trestle;

/// <summary>A request that asks for a live connection, and has the socket itself to give.</summary>
sealed class DirectUpgrade(Socket socket, UpgradeHead head) : IHttpWebSocketFeature
{
    public bool IsWebSocketRequest => true;

    /// <summary>The answer was that it begins.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>Answers that the WebSocket begins; what follows is its messages.</summary>
    public Socket Accept()
    {
        IsAccepted = true;
        socket.Send(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {AnswerTo(head.Key)}\r\n\r\n"));

        return socket;
    }

    /// <summary>It was answered, and then nobody could serve it.</summary>
    public void HangUp() => socket.Dispose();

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455, 4.2.2 asks for it; nothing is kept secret by it.")]
    static string AnswerTo(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));

    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => throw new InvalidOperationException(
        "This request was read for live views alone, which take its socket itself.");
}
