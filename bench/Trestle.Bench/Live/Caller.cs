using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trestle.Bench;

/// <summary>
/// One of a crowd's browsers: a WebSocket of few bytes over a socket that never waits. What is said over it, a subclass knows.
/// </summary>
abstract class Caller(Uri server) : IDisposable
{
    // A frame of a client is masked (RFC 6455, 5.3). By zeros it stays as it is.
    const byte Masked = 0x80;
    const byte Deflated = 0x40;
    const int MaskSize = 4;

    Socket? socket;
    byte[] kept = [];
    bool isOpen;

    public Socket Socket => socket ?? throw new InvalidOperationException("Dial first.");

    /// <summary>Connected, and shown its page.</summary>
    public bool IsReady { get; protected set; }

    /// <summary>How many answers it has had: to clicks, and pushes of the server.</summary>
    public int Heard { get; protected set; }

    /// <summary>Why it is of no use any more.</summary>
    public string? Trouble { get; private set; }

    public long BytesOut { get; private set; }

    public long BytesIn { get; private set; }

    /// <summary>When it has last clicked.</summary>
    public long ClickedAt { get; set; }

    protected Uri Server => server;

    /// <summary>Whether it offers the server to compress what it sends (RFC 7692).</summary>
    public bool Compresses { get; init; }

    /// <summary>Connects from one of the machine's own addresses, each of which has ports of its own, and asks for the WebSocket.</summary>
    public void Dial(IPAddress from)
    {
        socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(new IPEndPoint(IPAddress.Loopback, server.Port));
        socket.Blocking = false;

        Write(Encoding.ASCII.GetBytes(
            $"GET {Target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: {server.GetLeftPart(UriPartial.Authority)}\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {Cookies}\r\n"
            + (Compresses ? "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n" : "\r\n")));
    }

    /// <summary>Does what a reader of the page does to it; the answer counts as heard.</summary>
    public abstract void Click();

    /// <summary>What a browser says now and then, lest it be taken for gone.</summary>
    public abstract void StayAlive();

    protected abstract string Target { get; }

    protected abstract string Cookies { get; }

    /// <summary>The WebSocket is there.</summary>
    protected abstract void Opened();

    protected abstract void Take(ReadOnlySpan<byte> message);

    /// <summary>Reads what has come, all of it, into a buffer that its crowd shares.</summary>
    public void Read(byte[] buffer)
    {
        var length = kept.Length;
        kept.CopyTo(buffer, 0);
        var read = Socket.Receive(buffer.AsSpan(length), SocketFlags.None, out var error);

        if (error == SocketError.WouldBlock)
            return;

        if (error != SocketError.Success || read == 0)
        {
            Trouble ??= error == SocketError.Success ? "the server hung up" : $"the connection was lost ({error})";
            Socket.Close();
            return;
        }

        BytesIn += read;
        var rest = buffer.AsSpan(0, length + read);

        while (Trouble is null && (isOpen ? TryFrame(ref rest) : TryHead(ref rest)))
        {
        }

        kept = rest.IsEmpty ? [] : rest.ToArray();
    }

    bool TryHead(ref Span<byte> rest)
    {
        var end = rest.IndexOf("\r\n\r\n"u8);

        if (end < 0)
            return false;

        if (!rest.StartsWith("HTTP/1.1 101"u8))
        {
            Fail($"the server answered {Encoding.ASCII.GetString(rest)}");
            return false;
        }

        rest = rest[(end + 4)..];
        isOpen = true;
        Opened();

        return true;
    }

    bool TryFrame(ref Span<byte> rest)
    {
        if (rest.Length < 2)
            return false;

        var (head, length) = rest[1] switch
        {
            126 when rest.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(rest[2..])),
            127 when rest.Length >= 10 => (10, (int)BinaryPrimitives.ReadUInt64BigEndian(rest[2..])),
            126 or 127 => (0, int.MaxValue),
            var short_ => (2, short_),
        };

        if (rest.Length - head < length)
            return false;

        var opcode = rest[0] & 0xf;
        var payload = (rest[0] & Deflated) == 0 ? rest.Slice(head, length) : Inflate(rest.Slice(head, length));
        rest = rest[(head + length)..];

        if (opcode == 8)
            Fail($"the server closed with {(length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload))}");
        else if (opcode is 1 or 2)
            Take(payload);

        return true;
    }

    // The last four bytes of a message are left out (RFC 7692, 7.2.2).
    static byte[] Inflate(ReadOnlySpan<byte> deflated)
    {
        using var message = new DeflateStream(new MemoryStream([.. deflated, 0, 0, 0xff, 0xff]), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        message.CopyTo(inflated);

        return inflated.ToArray();
    }

    protected void SendText(ReadOnlySpan<byte> message) => Send(0x81, message);

    protected void SendBytes(ReadOnlySpan<byte> message) => Send(0x82, message);

    void Send(byte kind, ReadOnlySpan<byte> message)
    {
        Span<byte> frame = stackalloc byte[message.Length + 14];
        frame[0] = kind;
        var head = 2;

        if (message.Length < 126)
        {
            frame[1] = (byte)(Masked | message.Length);
        }
        else
        {
            frame[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)message.Length);
            head = 4;
        }

        frame.Slice(head, MaskSize).Clear();
        message.CopyTo(frame[(head + MaskSize)..]);
        Write(frame[..(head + MaskSize + message.Length)]);
    }

    void Write(ReadOnlySpan<byte> bytes)
    {
        if (Trouble is not null)
            return;

        var sent = Socket.Send(bytes, SocketFlags.None, out var error);

        if (error != SocketError.Success || sent != bytes.Length)
            Fail($"it could not be written to ({error})");
        else
            BytesOut += sent;
    }

    protected void Fail(string trouble)
    {
        Trouble ??= trouble;
        Socket.Close();
    }

    public void Dispose() => socket?.Dispose();
}
