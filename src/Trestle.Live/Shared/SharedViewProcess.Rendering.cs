using System.Buffers;
using System.Text;

namespace Trestle;

// One render and one diff for however many look. What has changed is rendered at once, and what changes next not before four times as long
// has passed as that took, sending included: a view with a thousand readers and a thousand changes a second keeps a fifth of a core busy,
// and who joins meanwhile is shown it with the next.

sealed partial class SharedViewProcess
{
    /// <summary>Sent by the view to itself: something has changed, and is to be shown now.</summary>
    sealed record RenderDue
    {
        public static readonly RenderDue Message = new();
    }

    const int RestPerWork = 4;

    // Whoever sends much gives way to others now and then.
    const int SentInARow = 64;

    static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(200);

    ulong[] tape = [];
    byte[]? whole;
    bool isRenderDue;
    long renderedAt;
    TimeSpan rest;

    void RenderIf(bool isChanged)
    {
        if (isChanged)
            RenderSoon();
    }

    void RenderSoon()
    {
        html = null;

        if (isRenderDue)
            return;

        isRenderDue = true;

        if (rest - Node.Time.GetElapsedTime(renderedAt) is var left && left > TimeSpan.Zero)
            SendAfter(left, RenderDue.Message);
        else
            Pid.Send(RenderDue.Message);
    }

    async Task PushAsync()
    {
        isRenderDue = false;

        if (IsAlone)
        {
            whole = null;
            view!.IfRare?.TakePushed();
            return;
        }

        var start = Node.Time.GetTimestamp();
        using var diff = PageBuffer.Rent();
        LiveDiff made;

        while ((made = LiveRenderer.Diff(view!, context!, tape, diff)).Pending is { } pending)
            await Task.WhenAll(pending);

        tape = made.Tape;
        var events = view!.IfRare?.TakePushed();

        if (made.Changed)
            whole = null;

        if (made.Changed || events is not null)
            await TellAsync(events is null ? diff.Written.ToArray() : ChannelJson.With(diff.Written, null, events, null).ToArray());

        await ShowWaitingAsync();
        Rest(start);
    }

    // What the browsers have was made by other code, and is not to be compared with.
    async Task PushWholeAsync()
    {
        viewClass = release.Find(key.View.FullName!) ?? viewClass;
        (html, isRenderDue) = (null, false);
        whole = await WholeAsync();
        await TellAsync(whole);
        await ShowWaitingAsync();
    }

    async Task<byte[]> WholeAsync()
    {
        view!.IfRare?.Components?.Lost();
        using var tree = PageBuffer.Rent();
        LiveDiff made;

        while ((made = LiveRenderer.Join(view, context!, tree)).Pending is { } pending)
            await Task.WhenAll(pending);

        tape = made.Tape;

        return tree.Written.ToArray();
    }

    async Task<string> HtmlAsync()
    {
        var written = new ArrayBufferWriter<byte>(1024);

        while (LiveRenderer.Html(view!, context!, written) is { } pending)
            await Task.WhenAll(pending);

        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    async Task TellAsync(byte[] payload)
    {
        var sent = 0;

        foreach (var follower in (Follower[])[.. followers.Values])
        {
            follower.Channel.Send(follower.Head, payload);

            if (++sent % SentInARow == 0)
                await Task.Yield();
        }
    }

    async Task ShowWaitingAsync()
    {
        if (waiting.Count == 0)
            return;

        whole ??= await WholeAsync();

        foreach (var (channel, parent) in waiting)
            Show(channel, parent, whole);

        waiting.Clear();
    }

    void Show(LiveChannel channel, Pid parent, byte[] rendered)
    {
        channel.AnswerJoin(ok: true, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("rendered");
            json.WriteRawValue(rendered, skipInputValidation: true);
            json.WriteString("liveview_version", LiveServer.ClientVersion);
            json.WriteEndObject();
        });
        var monitor = Self.Monitor(parent);
        followers.Add(channel, new(channel, channel.HeadOf("diff"), parent, monitor));
        parents.Add(monitor, channel);
    }

    void Rest(long start)
    {
        renderedAt = Node.Time.GetTimestamp();
        var wanted = RestPerWork * Node.Time.GetElapsedTime(start, renderedAt);
        rest = wanted < LongestRest ? wanted : LongestRest;
    }
}
