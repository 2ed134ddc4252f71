using System.Net.WebSockets;

namespace Trestle;

// Two may want to hand a message on: whoever reads the connection, and the process behind it. What belongs to a joined topic
// the reader hands to the view itself, which saves every click a process on its way. Joins and ends go through the process, and
// while one of them is on its way so does everything after it: the order stays that of the browser.

/// <summary>One browser connection: what is read from it goes to its views, or to its own process.</summary>
sealed class LiveConnection(LiveTransport transport, Outbox outbox, LiveSocketParams? parameters)
{
    // How long a browser may send more than its share before it is cut off.
    const int SecondsOfBurst = 10;

    LiveChannel[] channels = [];
    long lastHeard = transport.Time.GetTimestamp();
    double tokens = transport.Options.MaxMessagesPerSecond * SecondsOfBurst;
    int onTheirWay;

    public LiveTransport Transport => transport;

    public Outbox Outbox => outbox;

    public LiveSocketParams? Parameters => parameters;

    /// <summary>The process behind it, once it is started.</summary>
    public Pid Process { get; set; }

    /// <summary>Joined topics. Only its process changes them, and makes a new array for it: the reader looks meanwhile.</summary>
    public LiveChannel[] Channels => Volatile.Read(ref channels);

    public TimeSpan Silence => transport.Time.GetElapsedTime(Volatile.Read(ref lastHeard));

    public void Add(LiveChannel channel) => Volatile.Write(ref channels, [.. channels, channel]);

    public void Remove(LiveChannel channel) => Volatile.Write(ref channels, [.. channels.Where(other => other != channel)]);

    public void RemoveAll() => Volatile.Write(ref channels, []);

    public LiveChannel? Find(string topic)
    {
        foreach (var channel in Channels)
            if (channel.Topic == topic)
                return channel;

        return null;
    }

    /// <summary>Takes a message as it came, from whoever reads.</summary>
    public void Take(ReadOnlySpan<byte> message, bool isBinary)
    {
        Hear();

        // After our close frame the rest is only read away, until the client's own.
        if (outbox.IsClosing)
            return;

        if (isBinary)
            Pass(ChunkFrame.Parse(message));
        else
            Take(LiveFrame.Parse(message));
    }

    /// <summary>Counts what came, and notes that the browser is there.</summary>
    public void Hear()
    {
        var now = transport.Time.GetTimestamp();
        var most = transport.Options.MaxMessagesPerSecond;
        tokens = Math.Min(tokens + (transport.Time.GetElapsedTime(lastHeard, now).TotalSeconds * most), most * SecondsOfBurst) - 1;
        Volatile.Write(ref lastHeard, now);

        if (tokens < 0)
            outbox.Close(WebSocketCloseStatus.PolicyViolation, $"a browser may send {most} messages a second");
    }

    void Take(LiveFrame frame)
    {
        if (frame is { Topic: "phoenix", Event: "heartbeat" })
            outbox.Send(ChannelWriter.Reply(frame.JoinRef, frame.Ref, frame.Topic, ok: true, ChannelWriter.Empty));
        else if (Volatile.Read(ref onTheirWay) == 0 && Find(frame.Topic) is { IsUpload: false } channel && frame.Event is not ("phx_leave" or "phx_join"))
            channel.Forward(frame);
        else
            Pass(frame);
    }

    void Pass(object message)
    {
        Interlocked.Increment(ref onTheirWay);
        Process.Send(message);
    }

    /// <summary>The process has handled what the reader passed on to it.</summary>
    public void Handled() => Interlocked.Decrement(ref onTheirWay);
}
