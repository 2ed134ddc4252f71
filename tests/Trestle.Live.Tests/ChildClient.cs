using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Trestle.Live.Tests;

/// <summary>A live view within another, as the client joins it: over the same socket, by a topic of its own.</summary>
sealed class ChildClient(ChannelClient client, string id)
{
    ClientTree? tree;

    public string Topic => $"lv:{id}";

    public string? JoinRef { get; private set; }

    public IDocument Page => new HtmlParser().ParseDocument(tree!.ToString());

    public string SessionOnPage => client.Page.GetElementById(id)!.GetAttribute("data-phx-session")!;

    /// <summary>Joins it by what its parent's page says; the payload of the answer.</summary>
    public async Task<JsonElement> JoinAsync(string? session = null, int mounts = 0, string? checkpoint = null, string? redirect = null)
    {
        JoinRef = client.NextRef();
        await client.SendFrameAsync(JoinRef, JoinRef, Topic, "phx_join", new
        {
            redirect,
            @params = new { _csrf_token = client.CsrfToken, _mounts = mounts, _mount_attempts = 0, _checkpoint = checkpoint },
            session = session ?? SessionOnPage,
            @static = (string?)null,
            sticky = false,
        });
        var reply = await client.ReplyAsync(JoinRef);

        if (reply.GetProperty("response").TryGetProperty("rendered", out var rendered))
            tree = new(rendered);

        return reply;
    }

    public async Task<JsonElement> ClickAsync(string selector)
    {
        var response = (await client.ReplyAsync(await SendClickAsync(selector))).GetProperty("response");

        if (response.TryGetProperty("diff", out var diff))
            tree!.Apply(diff);

        return response;
    }

    public async Task<string> SendClickAsync(string selector)
    {
        var reference = client.NextRef();
        var handler = Page.QuerySelector(selector)!.GetAttribute("phx-click")!;
        await client.SendFrameAsync(JoinRef, reference, Topic, "event", new { type = "click", @event = handler, value = new { } });

        return reference;
    }

    /// <summary>The next push of the server, which is for this view.</summary>
    public async Task<JsonElement> NextAsync(string @event)
    {
        var frame = await client.NextAsync(@event);
        Assert.Equal((JoinRef, Topic), (frame[0].GetString(), frame[2].GetString()));

        if (@event == "diff")
            tree!.Apply(frame[4]);

        return frame[4];
    }
}
