using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

// Live views within the page's own, and what goes through portals.
public sealed partial class TestLiveView
{
    const int DeepestPortal = 5;

    readonly Dictionary<string, NestedView> nested = [];
    readonly Dictionary<string, (int Mounts, string? Checkpoint)> remembered = [];

    bool hasCrashedWithin;

    /// <summary>One that was joined, by its element's id.</summary>
    sealed class NestedView(string id, string joinRef)
    {
        public string Id => id;

        public string Topic => $"lv:{id}";

        public string JoinRef => joinRef;

        public ClientTree? Tree { get; set; }
    }

    /// <summary>Joins those that the page shows, and leaves those that it shows no longer.</summary>
    async Task SettleNestedAsync()
    {
        while (leaving is null && !isClosed && Unjoined() is { } element)
            await JoinAsync(element);

        foreach (var gone in nested.Values.Where(one => Html.GetElementById(one.Id) is null).ToArray())
            await LeaveAsync(gone);
    }

    IElement? Unjoined() => Html.QuerySelectorAll("[data-phx-session]:not([data-phx-main])")
        .FirstOrDefault(element => element.GetAttribute("data-phx-session") is { Length: > 0 } && !nested.ContainsKey(element.Id!));

    async Task JoinAsync(IElement element)
    {
        var view = nested[element.Id!] = new(element.Id!, wire.NextRef());
        var (mounts, kept) = remembered.GetValueOrDefault(view.Id);
        await wire.SendAsync(view.JoinRef, view.JoinRef, view.Topic, "phx_join", new
        {
            session = element.GetAttribute("data-phx-session"),
            @static = (string?)null,
            sticky = element.HasAttribute("data-phx-sticky"),
            @params = new { _csrf_token = "", _mounts = mounts, _mount_attempts = 0, _checkpoint = kept },
        });
        var reply = await ReplyAsync(view.JoinRef);

        if (reply.Reason is "join crashed")
            throw CrashedWithin(view);

        if (reply.Response.TryGetProperty("rendered", out var rendered))
        {
            view.Tree = new(rendered, view.Id);
            remembered[view.Id] = (mounts + 1, kept);
            Show(rendered);
        }
        else if (!TryLeave(reply.Response))
        {
            throw new VisitException($"{this} shows a live view \"{view.Id}\", but that does not answer: \"{reply.Reason}\".");
        }
    }

    async Task LeaveAsync(NestedView view)
    {
        nested.Remove(view.Id);
        remembered.Remove(view.Id);
        await wire.SendAsync(view.JoinRef, wire.NextRef(), view.Topic, "phx_leave", new { });
    }

    /// <summary>Those that end with the page's view; sticky ones go on.</summary>
    async Task LeaveNestedAsync()
    {
        foreach (var view in nested.Values.ToArray())
            if (Html.GetElementById(view.Id)?.HasAttribute("data-phx-sticky") != true)
                await LeaveAsync(view);
    }

    void Receive(JsonElement frame, NestedView view)
    {
        switch (frame[3].GetString())
        {
            case "diff":
                Apply(frame[4], view.Tree);
                break;
            case "live_redirect" or "redirect":
                leaving = Departure.Of(frame[3].GetString()!, frame[4]);
                break;
            case "phx_error":
                throw CrashedWithin(view);
            case "phx_close":
                nested.Remove(view.Id);
                break;
            default:
                break;
        }
    }

    VisitException CrashedWithin(NestedView view)
    {
        nested.Remove(view.Id);
        hasCrashedWithin = true;
        isStale = true;

        return Crashed(door!.Live.Find($"{Id} {view.Id}"));
    }

    /// <summary>Whose the element is; null for the page's own view.</summary>
    NestedView? OwnerOf(IElement? element)
    {
        var home = element?.Closest("[data-phx-teleported-ref],[data-phx-session]");

        return nested.GetValueOrDefault(home?.GetAttribute("data-phx-teleported-ref") ?? home?.Id ?? "");
    }

    void ShowNested()
    {
        var within = container.QuerySelectorAll("[data-phx-session]").ToArray();

        while (within.Length > 0)
        {
            foreach (var element in within)
                element.InnerHtml = nested.GetValueOrDefault(element.Id ?? "")?.Tree?.ToString() ?? "";

            within = [.. within.SelectMany(element => element.QuerySelectorAll("[data-phx-session]"))];
        }
    }

    /// <summary>Puts what goes through portals where they lead.</summary>
    void Teleport()
    {
        foreach (var former in page.Html.QuerySelectorAll("[data-phx-teleported-ref]").ToArray())
            former.Remove();

        var done = new HashSet<IElement>();

        for (var depth = 0; depth < DeepestPortal; depth++)
            foreach (var portal in page.Html.QuerySelectorAll("template[data-phx-portal]").OfType<IHtmlTemplateElement>().Where(done.Add).ToArray())
                Teleport(portal);
    }

    void Teleport(IHtmlTemplateElement portal)
    {
        var to = portal.GetAttribute("data-phx-portal")!;
        var place = page.Html.QuerySelector(to) ?? throw new VisitException($"{this} has a portal to \"{to}\", and the page has no such place.");
        var home = portal.Closest("[data-phx-teleported-ref],[data-phx-session]");
        var shown = (IElement)portal.Content.FirstElementChild!.Clone();
        shown.SetAttribute("data-phx-teleported-ref", home?.GetAttribute("data-phx-teleported-ref") ?? home?.Id ?? Id);
        place.AppendChild(shown);
    }
}
