using System.Net;
using System.Text.Json;

namespace Trestle;

public sealed partial class TestLiveView
{
    Departure? leaving;

    /// <summary>The path for which the view, or a link, has left this page; null while it stays. <see cref="FollowAsync"/> goes along.</summary>
    public string? LeftFor => leaving?.To;

    /// <summary>
    /// Goes where the page has left for, which has to be another live view: over the same connection where both belong to one live
    /// session, and else by loading its page.
    /// </summary>
    public async Task FollowAsync()
    {
        var to = Leaving;

        if (to is { IsLive: true } && await NavigateAsync(to))
            return;

        page = await LoadAsync(to);
        container = ContainerOf(page);
        (mounts, checkpoint, Path) = (0, null, page.Path);
        await wire.DisposeAsync();
        nested.Clear();
        remembered.Clear();
        await ConnectAsync();
        await JoinAsync("url", Path);
        await SettleNestedAsync();
    }

    /// <summary>Loads the page that this one has left for, live or not.</summary>
    public Task<TestPage> FollowPageAsync() => LoadAsync(Leaving);

    /// <summary>Goes to another address, as by the back button: the view is patched if it is its own, and left otherwise.</summary>
    public async Task PatchAsync(string path)
    {
        RequireHere();
        var door = await visitor.DoorAsync();
        var reference = wire.NextRef();
        var before = Path;
        Path = path;
        await wire.SendAsync(joinRef, reference, Topic, "live_patch", new { url = new Uri(door.Root, path).ToString() });
        var reply = await ReplyAsync(reference);

        if (reply.Response.TryGetProperty("link_redirect", out _))
            (leaving, Path) = (new(path, IsLive: true), before);
        else
            await AnsweredAsync(reply);
    }

    Departure Leaving => leaving ?? throw new VisitException($"{this} has not left its page, so there is nowhere to follow it to.");

    // False where the view there is of another live session: its page has to be loaded.
    async Task<bool> NavigateAsync(Departure to)
    {
        await LeaveNestedAsync();

        if (!isClosed)
            await wire.SendAsync(joinRef, wire.NextRef(), Topic, "phx_leave", new { });

        (mounts, checkpoint) = (0, null);
        Untype();

        if (!await JoinAsync("redirect", to.To, to.Flash))
            return leaving is not null;

        await SettleNestedAsync();

        return true;
    }

    async Task<TestPage> LoadAsync(Departure to)
    {
        if (to.Page is { } loaded)
            return loaded;

        Untype();

        // As the client does: messages of the view go along in a cookie.
        if (to.Flash is { } flash)
            visitor.Cookies.Add(new Cookie(LiveServer.FlashCookie, flash, "/", (await visitor.DoorAsync()).Root.Host));

        return await visitor.GetAsync(to.To);
    }

    bool TryLeave(JsonElement response)
    {
        foreach (var how in (string[])["redirect", "live_redirect"])
            if (response.TryGetProperty(how, out var to))
                leaving = Departure.Of(how, to);

        return leaving is not null;
    }

    /// <param name="To">The path.</param>
    /// <param name="IsLive">Whether it is gone to over the connection.</param>
    /// <param name="Flash">Messages for it, sealed.</param>
    /// <param name="Page">What has been loaded already: the answer to a form.</param>
    sealed record Departure(string To, bool IsLive, string? Flash = null, TestPage? Page = null)
    {
        public static Departure Of(string how, JsonElement to) => new(TextOf(to, "to")!, how == "live_redirect", TextOf(to, "flash"));
    }
}
