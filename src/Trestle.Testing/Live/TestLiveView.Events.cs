using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

public sealed partial class TestLiveView
{
    /// <summary>
    /// Clicks what reads so, a link, a button or another element that takes clicks; or, where nothing does, what the CSS selector
    /// finds. Where several do, <paramref name="within"/> selects the part of the page that has the one.
    /// </summary>
    public async Task ClickAsync(string what, string? within = null)
    {
        RequireHere();
        var element = Clickable(what, within);

        if (element.HasAttribute("disabled"))
            throw new VisitException($"\"{what}\" of {this} is disabled, so clicking it does nothing.");

        if (element is IHtmlInputElement { Type: "checkbox" } box)
            box.IsChecked = !box.IsChecked;

        if (element.Closest("[phx-click]") is { } taking)
            await TriggerAsync("click", taking, "phx-click");
        else if (element.Closest("a[href]") is IHtmlAnchorElement link)
            await ClickAsync(link);
        else if (FormOf(element) is { } form)
            await SubmitAsync(form, element);
        else
            throw new VisitException($"\"{what}\" of {this} takes no clicks: it has no handler, and is no link and no button of a form.");
    }

    public Task FocusAsync(string selector) => TriggerAsync("focus", selector);

    public Task BlurAsync(string selector) => TriggerAsync("blur", selector);

    /// <summary>Presses a key, as <c>"Enter"</c>, in what the CSS selector finds; without one, anywhere in the window.</summary>
    public Task KeyDownAsync(string key, string? selector = null) => KeyAsync("keydown", key, selector);

    /// <summary>Lets a key go.</summary>
    public Task KeyUpAsync(string key, string? selector = null) => KeyAsync("keyup", key, selector);

    /// <summary>
    /// Has an event happen to the element, by the name of its binding: <c>"click-away"</c>, <c>"viewport-bottom"</c>,
    /// <c>"window-focus"</c>.
    /// </summary>
    public Task TriggerAsync(string binding, string selector)
    {
        RequireHere();
        var element = Find(selector);

        return TriggerAsync(binding, element, Bound(element, binding, selector));
    }

    /// <summary>Sends a named event to the view, as a script does: to a method with <see cref="LiveEventAttribute"/>.</summary>
    public Task PushAsync(string name, object? value = null) => SendEventAsync("hook", name, value ?? new { }, null);

    /// <summary>Sends a named event to the view, as a script does; what the method returned.</summary>
    public async Task<T> PushAsync<T>(string name, object? value = null)
    {
        var response = await SendEventAsync("hook", name, value ?? new { }, null);

        return response.TryGetProperty("diff", out var diff) && diff.TryGetProperty("r", out var reply)
            ? reply.Deserialize<T>(JsonSerializerOptions.Web)!
            : throw new VisitException($"{this} has answered nothing to \"{name}\".");
    }

    /// <summary>Sends a message to the view's process, and waits until it has been handled and shown.</summary>
    public Task SendAsync(object message)
    {
        RequireHere();
        Pid.Send(message);

        return SettleAsync();
    }

    /// <summary>Waits until the view has handled all that was sent to it so far, and shown it.</summary>
    public Task SettleAsync() => SendEventAsync("click", "~", new { }, null);

    async Task<JsonElement> SendEventAsync(string type, string handler, object value, int? cid, object? meta = null, IElement? element = null)
    {
        RequireHere();
        var reference = wire.NextRef();
        var view = OwnerOf(element);
        await wire.SendAsync(view?.JoinRef ?? joinRef, reference, view?.Topic ?? Topic, "event", new { type, @event = handler, value, cid, meta = meta ?? new { } });
        var reply = await ReplyAsync(reference);
        await AnsweredAsync(reply, view);

        return reply.Response;
    }

    async Task AnsweredAsync(Reply reply, NestedView? view = null)
    {
        if (reply.Response.TryGetProperty("diff", out var diff))
            Apply(diff, view?.Tree);

        if (TryLeave(reply.Response))
            return;

        await DropComponentsAsync();
        await SettleNestedAsync();
        await PostTriggeredFormAsync();
    }

    /// <summary>Tells the view of components that its page shows no longer, as a client does: they end.</summary>
    async Task DropComponentsAsync()
    {
        var gone = tree?.Components.Except(tree.ShownComponents()).ToArray() ?? [];

        if (gone.Length == 0 || isClosed)
            return;

        await AskAsync("cids_will_destroy", gone);

        foreach (var dropped in (await AskAsync("cids_destroyed", gone)).Response.GetProperty("cids").EnumerateArray())
            tree!.Forget(dropped.GetInt32());
    }

    async Task<Reply> AskAsync(string @event, int[] cids)
    {
        var reference = wire.NextRef();
        await wire.SendAsync(joinRef, reference, Topic, @event, new { cids });

        return await ReplyAsync(reference);
    }

    async Task KeyAsync(string binding, string key, string? selector)
    {
        RequireHere();
        var bound = selector is null ? $"window-{binding}" : binding;
        var element = selector is null ? Html.QuerySelector($"[phx-{bound}]") ?? throw Lacks($"nothing with phx-{bound}") : Find(selector);
        var attribute = Bound(element, bound, selector);

        // An element may wait for one key alone.
        if (element.GetAttribute("phx-key") is { } only && only != key)
            return;

        await TriggerAsync(binding, element, attribute, new() { ["key"] = key });
    }

    string Bound(IElement element, string binding, string? selector) => element.HasAttribute($"phx-{binding}")
        ? $"phx-{binding}"
        : throw new VisitException(
            $"\"{selector}\" of {this} has no phx-{binding}. It has: {string.Join(", ", element.Attributes.Select(attribute => attribute.Name))}.");

    async Task TriggerAsync(string type, IElement element, string attribute, Dictionary<string, object?>? more = null)
    {
        var value = Values(element);

        foreach (var (name, given) in more ?? [])
            value[name] = given;

        await RunAsync(type, element, element.GetAttribute(attribute)!, value);
    }

    /// <summary>Does what an attribute says: sends an event, or runs commands, of which those count that reach the server.</summary>
    async Task RunAsync(string type, IElement element, string said, object value, object? meta = null, string? target = null)
    {
        if (said is not ['[', ..])
        {
            await SendEventAsync(type, said, value, ComponentOf(element, target), meta, element);
            return;
        }

        foreach (var command in JsonElement.Parse(said).EnumerateArray().TakeWhile(_ => leaving is null).ToArray())
        {
            var given = command[1];

            switch (command[0].GetString())
            {
                case "push":
                    await RunAsync(type, element, TextOf(given, "event")!, With(value, given), meta, TextOf(given, "target"));
                    break;
                case "patch":
                    await PatchAsync(TextOf(given, "href")!);
                    break;
                case "navigate":
                    leaving = new(TextOf(given, "href")!, IsLive: true);
                    break;
                default:
                    break;
            }
        }
    }

    static object With(object value, JsonElement given)
    {
        if (value is not Dictionary<string, object?> values || !given.TryGetProperty("value", out var more))
            return value;

        var all = new Dictionary<string, object?>(values);

        foreach (var member in more.EnumerateObject())
            all[member.Name] = member.Value;

        return all;
    }

    /// <summary>The component that takes the event; null for the view itself.</summary>
    int? ComponentOf(IElement element, string? target)
    {
        var wanted = target ?? element.GetAttribute("phx-target");

        if (wanted is null || int.TryParse(wanted, out var cid))
            return wanted is null ? null : int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture);

        return int.TryParse(Find(wanted).Closest("[data-phx-component]")?.GetAttribute("data-phx-component"), out cid) ? cid : null;
    }

    static Dictionary<string, object?> Values(IElement element)
    {
        var values = element.Attributes.Where(attribute => attribute.Name.StartsWith("phx-value-", StringComparison.Ordinal))
            .ToDictionary(attribute => attribute.Name["phx-value-".Length..], object? (attribute) => attribute.Value);

        switch (element)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                break;
            case IHtmlInputElement input:
                values["value"] = input.Value;
                break;
            case IHtmlButtonElement button:
                values["value"] = button.Value ?? "";
                break;
            case IHtmlTextAreaElement area:
                values["value"] = area.Value;
                break;
            case IHtmlSelectElement select:
                values["value"] = select.Value;
                break;
            default:
                break;
        }

        return values;
    }

    async Task ClickAsync(IHtmlAnchorElement link)
    {
        var to = new Uri(link.Href);
        var here = (await visitor.DoorAsync()).Root.Authority == to.Authority;

        if (here && link.GetAttribute("data-phx-link") == "patch")
            await PatchAsync(to.PathAndQuery);
        else
            leaving = new(here ? to.PathAndQuery : link.Href, here && link.GetAttribute("data-phx-link") == "redirect");
    }

    IElement Clickable(string what, string? within)
    {
        var place = within is null ? Html.DocumentElement : Find(within);
        var all = place.QuerySelectorAll("a[href], button, input[type=submit], [phx-click]");
        var found = all.Where(one => TestPage.LabelOf(one) == what).ToArray() is { Length: > 0 } reading ? reading : Selected(place, what);

        return found switch
        {
            [var one] => one,
            [] => throw new VisitException(
                $"""
                {this} has nothing that reads or matches "{what}"{(within is null ? "" : $" within \"{within}\"")}. {(all.Length == 0 ? "It has nothing to click." : $"It has: {string.Join(", ", all.Select(one => $"\"{TestPage.LabelOf(one)}\""))}.")}
                """),
            var several => throw new VisitException(
                $"""
                {this} has {several.Length} elements that read or match "{what}". Say where the one is:

                    await view.ClickAsync("{what}", within: "#article-7");
                """),
        };
    }

    static IElement[] Selected(IElement place, string selector)
    {
        try
        {
            return [.. place.QuerySelectorAll(selector)];
        }
        catch (DomException)
        {
            // It was meant to be read.
            return [];
        }
    }
}
