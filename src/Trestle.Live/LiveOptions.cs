namespace Trestle;

/// <summary>Limits of the connections that live views use.</summary>
public sealed record LiveOptions
{
    static readonly TimeSpan MostPollTime = TimeSpan.FromSeconds(15);

    /// <summary>The largest message a browser may send, in bytes. Default 256 KiB; a larger one closes the connection.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>How much may wait for a browser that reads slowly, in bytes. Default 4 MiB; then it is cut off.</summary>
    public int MaxPendingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many messages of a browser may wait for one view. Default 1,000; then the connection is closed.</summary>
    public int MaxPendingEvents { get; init; } = 1000;

    /// <summary>
    /// How many messages a second a browser may send, pieces of files included, on the average of ten seconds. Default 1,000; then the connection is closed.
    /// </summary>
    public int MaxMessagesPerSecond { get; init; } = 1000;

    /// <summary>A connection without a message for so long is closed. Default 60 s; the browser sends one every 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a browser whose WebSockets do not come through goes on by requests. Default on; off, its pages stay as they were first written.</summary>
    public bool LongPoll { get; init; } = true;

    /// <summary>
    /// How long a browser without WebSockets is let wait for news before it has to ask again. Default 10 s, at most 15: at 20 it gives up. One that has not
    /// asked for twice as long is gone.
    /// </summary>
    public TimeSpan PollTime
    {
        get;
        init => field = value > TimeSpan.Zero && value <= MostPollTime
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"expected PollTime to be more than nothing, and at most {MostPollTime}");
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Compresses what goes over WebSockets, where the browser can (permessage-deflate). Default off: it costs each connection memory, and where a page shows both
    /// secrets and what strangers wrote, its lengths tell of the secrets.
    /// </summary>
    public bool Compress { get; init; }

    /// <summary>How long a view may take to end, and a browser to answer a close, before it is cut off. Default 5 s.</summary>
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing has come for a view before its <see cref="LiveView.Shrink"/> runs. Default 15 s.</summary>
    public TimeSpan HibernateAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How much of one view a browser may keep, in bytes of JSON. Default 16 KiB; more is not kept, and logged.</summary>
    public int MaxCheckpointBytes { get; init; } = 16 * 1024;

    /// <summary>Where files that come over a connection lie until they are consumed. Default: the machine's temporary folder.</summary>
    public string UploadFolder { get; init; } = Path.GetTempPath();

    /// <summary>How long after its page was served a view may be joined. Default 14 days.</summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromDays(14);
}
