using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Trestle.Bench;

/// <summary>A browser on a live page, as the client of live views speaks: it joins its view, and clicks a button.</summary>
sealed class LiveBrowser : Caller
{
    const string JoinRef = "4";
    const string ChildRef = "5";

    readonly LivePass pass;
    readonly byte[] click;
    readonly int refAt;

    int lastRef = 4;

    /// <param name="button">The id of the button that it clicks.</param>
    public LiveBrowser(LivePass pass, string button = "add") : base(pass.Page)
    {
        this.pass = pass;
        click = pass.Html.Contains($"""<button id="{button}" """, StringComparison.Ordinal) ? EventOf(pass.HandlerOf(button), "00000") : [];
        refAt = $"[\"{JoinRef}\",\"".Length;
    }

    /// <summary>The answer to the join, the answer to the last click, the last push of the server, as they came.</summary>
    public byte[] Joined { get; private set; } = [];

    public byte[] Last { get; private set; } = [];

    /// <summary>The id of a view within the page's own, which it joins after that and sees then; null for none.</summary>
    public string? Child { get; init; }

    /// <summary>Whether <see cref="Last"/> is kept.</summary>
    public bool Keeps { get; init; }

    /// <summary>Where the times that the page shows are compared with the present one, in ms; null where it shows none.</summary>
    public List<double>? Delays { get; init; }

    public byte[] JoinFrame => Encoding.UTF8.GetBytes(
        $$"""["{{JoinRef}}","{{JoinRef}}","{{pass.Topic}}","phx_join",{"url":"{{pass.Page}}","params":{"_mounts":0,"_mount_attempts":0},"session":"{{pass.Session}}","static":null,"sticky":false}]""");

    protected override string Target => $"/live/websocket?_csrf_token={pass.CsrfToken}&vsn=2.0.0";

    protected override string Cookies => pass.Cookies;

    protected override void Opened() => SendText(JoinFrame);

    public override void StayAlive() => SendText("""[null,"9","phoenix","heartbeat",{}]"""u8);

    public override void Click()
    {
        lastRef = (lastRef + 1) % 100_000;
        lastRef.TryFormat(click.AsSpan(refAt, 5), out _, "00000", CultureInfo.InvariantCulture);
        SendText(click);
    }

    /// <summary>Clicks another button; how many bytes that took.</summary>
    public int Click(string button)
    {
        var frame = EventOf(pass.HandlerOf(button), (++lastRef).ToString(CultureInfo.InvariantCulture));
        SendText(frame);

        return frame.Length;
    }

    // A cell that changed holds the time at which it was to: the machine's own clock, which both programs read.
    static void Compare(ReadOnlySpan<byte> message, List<double> delays)
    {
        var now = Stopwatch.GetTimestamp();

        foreach (var part in message.Split((byte)'"'))
            if (message[part].Length > 10 && long.TryParse(message[part], CultureInfo.InvariantCulture, out var then))
                delays.Add((now - then) * 1000.0 / Stopwatch.Frequency);
    }

    byte[] ChildFrame(string joined) => Encoding.UTF8.GetBytes(
        $$"""["{{ChildRef}}","{{ChildRef}}","lv:{{Child}}","phx_join",{"params":{"_mounts":0,"_mount_attempts":0},"session":"{{LivePass.SessionIn(joined)}}","static":null,"sticky":false}]""");

    byte[] EventOf(string handler, string reference) => Encoding.UTF8.GetBytes(
        $$$"""["{{{JoinRef}}}","{{{reference}}}","{{{pass.Topic}}}","event",{"type":"click","event":"{{{handler}}}","value":{"value":""}}]""");

    protected override void Take(ReadOnlySpan<byte> message)
    {
        // The heartbeat's answer is for nobody.
        if (message.StartsWith("[null"u8))
            return;

        if (message.IndexOf("\"phx_reply\""u8) >= 0 && message.IndexOf("\"status\":\"ok\""u8) < 0)
        {
            Fail($"it was told {Encoding.UTF8.GetString(message)}");
            return;
        }

        if (!IsReady)
        {
            if (Child is not null && message.StartsWith(Encoding.UTF8.GetBytes($"[\"{JoinRef}\"")))
            {
                SendText(ChildFrame(Encoding.UTF8.GetString(message)));
                return;
            }

            IsReady = true;
            Joined = Keeps ? message.ToArray() : [];
            return;
        }

        if (message.IndexOf("\"diff\""u8) < 0)
        {
            Fail($"expected a diff, got: {Encoding.UTF8.GetString(message)}");
            return;
        }

        Heard++;

        if (Delays is not null)
            Compare(message, Delays);

        Last = Keeps ? message.ToArray() : [];
    }
}
