using System.Text.Json;

namespace Trestle;

public sealed partial class TestLiveView
{
    readonly Dictionary<string, Queue<JsonElement>> pushed = [];

    TestDoor? door;
    string? checkpoint;
    int mounts;
    bool hasCrashed;
    bool isClosed;

    string Id => container.Id!;

    string Topic => $"lv:{Id}";

    internal static async Task<TestLiveView> OpenAsync(TestVisitor visitor, TestPage page)
    {
        var view = new TestLiveView(visitor, page);
        await view.ConnectAsync();
        await view.JoinAsync("url", view.Path);
        await view.SettleNestedAsync();

        return view;
    }

    /// <summary>
    /// Comes back as a browser does: after a crash of the view, or as if the connection had been lost. What is typed into forms is
    /// sent again, and fields with <see cref="CheckpointAttribute"/> are restored.
    /// </summary>
    public async Task ReconnectAsync()
    {
        var unsaved = Unsaved();

        if (!hasCrashedWithin)
            await ReturnAsync();

        hasCrashedWithin = false;
        await SettleNestedAsync();
        await RecoverAsync(unsaved);
    }

    async Task ReturnAsync()
    {
        if (!hasCrashed)
        {
            await wire.DisposeAsync();
            await ConnectAsync();
        }

        nested.Clear();
        await JoinAsync("url", Path);
    }

    /// <summary>Takes the payload of the oldest event of this name that the view has pushed to its page. Throws when there is none.</summary>
    public T Pushed<T>(string name) => pushed.TryGetValue(name, out var payloads) && payloads.TryDequeue(out var payload)
        ? payload.Deserialize<T>(JsonSerializerOptions.Web)!
        : throw new VisitException(
            $"{this} has pushed no event \"{name}\". {(pushed.Values.All(others => others.Count == 0) ? "It has pushed none." : $"It has pushed: {string.Join(", ", pushed.Where(other => other.Value.Count > 0).Select(other => other.Key))}.")}");

    async Task ConnectAsync()
    {
        door = await visitor.DoorAsync();
        var token = page.Html.QuerySelector("meta[name=csrf-token]")?.GetAttribute("content") ?? throw new VisitException(
            $"{page} has no token for its connection.\n\nPut <CsrfMeta /> into the head of its layout.");

        wire = await door.Live.ConnectAsync(visitor, door.Root, token);
    }

    /// <param name="how">"url" for the page's own view, "redirect" for one that is gone to over the connection.</param>
    async Task<bool> JoinAsync(string how, string path, string? flash = null)
    {
        (hasCrashed, isClosed, leaving) = (false, false, null);
        joinRef = wire.NextRef();

        await wire.SendAsync(joinRef, joinRef, Topic, "phx_join", new Dictionary<string, object?>
        {
            [how] = new Uri(door!.Root, path).ToString(),
            ["flash"] = flash,
            ["session"] = container.GetAttribute("data-phx-session"),
            ["static"] = null,
            ["sticky"] = false,
            ["params"] = new { _csrf_token = "", _mounts = how == "url" ? mounts : 0, _mount_attempts = 0, _checkpoint = checkpoint },
        });

        var reply = await ReplyAsync(joinRef);
        process = door.Live.Find(Id);
        name = process?.View.Name ?? "The live view";

        if (hasCrashed || reply.Reason is "join crashed")
            throw Crashed();

        if (reply.Response.TryGetProperty("rendered", out var rendered))
        {
            tree = new(rendered, Id);
            Path = path;
            mounts++;
            Show(rendered);

            if (reply.Response.TryGetProperty("live_patch", out var patch))
                Path = TextOf(patch, "to")!;

            return true;
        }

        if (TryLeave(reply.Response) || how == "redirect")
            return false;

        throw new VisitException(
            $"""
            {page} was written, but its connected view does not answer there: "{reply.Reason}".

            Its Mount, or a rule of its live session, decides otherwise once it is connected.
            """);
    }

    async Task<Reply> ReplyAsync(string reference)
    {
        while (!isClosed)
            if (await ReceiveAsync(Patience) is { } frame && frame[1].GetString() == reference && frame[3].GetString() == "phx_reply")
                return new(frame[4]);

        return default;
    }

    /// <summary>Takes the next frame; what the server tells by itself is done at once.</summary>
    async Task<JsonElement> ReceiveAsync(TimeSpan patience)
    {
        var frame = await wire.ReceiveAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero) ?? throw new VisitException(
            $"The server has closed the connection of {this}: {wire.Farewell}.");

        // Of a view within this one, or before it.
        if (frame[0].GetString() is { } of && of != joinRef)
        {
            if (nested.Values.FirstOrDefault(view => view.JoinRef == of) is { } within)
                Receive(frame, within);

            return frame;
        }

        switch (frame[3].GetString())
        {
            case "diff":
                Apply(frame[4]);
                break;
            case "live_patch":
                Path = TextOf(frame[4], "to")!;
                break;
            case "live_redirect" or "redirect":
                leaving = Departure.Of(frame[3].GetString()!, frame[4]);
                break;
            case "phx_error":
                hasCrashed = isClosed = true;
                throw Crashed();
            case "phx_close":
                isClosed = true;
                break;
            default:
                break;
        }

        return frame;
    }

    void Apply(JsonElement diff, ClientTree? of = null)
    {
        // What came before may be all that an element which is left as it is ever shows.
        if (isStale && HasIgnored)
            Refresh();

        (of ?? tree)!.Apply(diff);
        Show(diff);
    }

    void Show(JsonElement diff)
    {
        isStale = true;
        Title = TextOf(diff, "t") ?? Title;

        foreach (var happened in diff.TryGetProperty("e", out var events) ? events.EnumerateArray().ToArray() : [])
            Hear(happened[0].GetString()!, happened[1]);
    }

    void Hear(string name, JsonElement payload)
    {
        if (name == Checkpoint.Event && TextOf(payload, "id") is { } id && id != Id)
            remembered[id] = (remembered.GetValueOrDefault(id).Mounts, TextOf(payload, "token"));
        else if (name == Checkpoint.Event)
            checkpoint = TextOf(payload, "token");
        else if (pushed.TryGetValue(name, out var earlier))
            earlier.Enqueue(payload);
        else
            pushed[name] = new([payload]);
    }

    VisitException Crashed()
    {
        hasCrashed = isClosed = true;

        return Crashed(process);
    }

    VisitException Crashed(RunningView? view)
    {
        var failure = (view?.Pid.Mailbox?.Relations.Reason as ExitReason.Crashed)?.Exception;

        return new(
            $"""
            {this} crashed: {failure?.GetType().Name}: {failure?.Message}

            The exception within says where. A browser would join it anew by now: await view.ReconnectAsync();
            """, failure);
    }

    void RequireHere()
    {
        if (leaving is { } gone)
            throw new VisitException($"{this} has left for {gone.To}.\n\nGo along with it: await view.FollowAsync();");

        if (hasCrashed)
            throw new VisitException($"{this} has crashed.\n\nLet it come back, as a browser does: await view.ReconnectAsync();");
    }

    /// <summary>An answer; the default one of a view that has ended instead.</summary>
    readonly record struct Reply(JsonElement Payload)
    {
        public JsonElement Response => Payload.ValueKind == JsonValueKind.Object ? Payload.GetProperty("response") : JsonElement.Parse("{}");

        public string? Reason => TextOf(Response, "reason");
    }
}
