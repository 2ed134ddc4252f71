namespace Trestle;

/// <summary>Attributes, and event handlers written as the client's bindings.</summary>
sealed partial class LiveWalker
{
    Refreshing refreshing;

    /// <summary>Writes the attributes from <paramref name="at"/> on; returns the frame after them.</summary>
    int Attributes(in Place place, int at, int end)
    {
        var from = itemCount;
        refreshing = Refreshing.No;

        for (; at < end && place.Frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
            // A splatted dictionary: all of it has one number, and is one slot.
            if (itemCount == from || items[itemCount - 1].Sequence != place.Frames[at].Sequence)
                Push(new(place.Frames[at].Sequence, at));

        if (IsRising(from))
            RisingAttributes(place, from, at);
        else
            OneLeaf(place, items[from].At, at);

        itemCount = from;

        return at;
    }

    bool IsRising(int from)
    {
        for (var at = from + 1; at < itemCount; at++)
            if (items[at].Sequence <= items[at - 1].Sequence)
                return false;

        return true;
    }

    void RisingAttributes(in Place place, int from, int end)
    {
        var sites = place.Level.Fit(items.AsSpan(from, itemCount - from), ref learned);
        var at = from;

        foreach (var site in sites)
        {
            if (at == itemCount || !site.Contains(items[at].Sequence))
            {
                Missing(site);
                continue;
            }

            var next = at + 1 == itemCount ? end : items[at + 1].At;

            if (IsStatic(site, in place.Frames[items[at].At], isAlone: next == items[at].At + 1))
                Attribute(place, items[at].At);
            else
                OneLeaf(place, items[at].At, next);

            at++;
        }
    }

    // A handler's id depends on the keys around it: within a loop it varies from entry to entry.
    bool IsStatic(Site site, in RenderTreeFrame frame, bool isAlone) =>
        isAlone && !site.IsOptional && frame.AttributeValue switch
        {
            string text => site.IsLiteral(text, ref learned),
            Delegate => turns == 0,
            _ => true,
        };

    void OneLeaf(in Place place, int at, int end)
    {
        var leaf = Tree.BeginSlot(CellKind.Leaf);

        for (; at < end; at++)
            Attribute(place, at);

        Tree.EndLeaf(leaf);
    }

    void Attribute(in Place place, int at)
    {
        ref var frame = ref place.Frames[at];
        var name = frame.AttributeName;

        switch (frame.AttributeValue)
        {
            case string text:
                HtmlRules.RequireName(name);
                var element = ElementOf(place, at);
                HtmlRules.RequireHarmless(refreshing |= HtmlRules.RefreshingIn(element, name, text));
                Html.Attribute(name, HtmlRules.Safe(element, name, text));
                startsStream |= text == "stream" && name == "phx-update";
                break;
            case true:
                HtmlRules.RequireName(name);
                Html.AttributeName(name);
                break;
            case Delegate when Forgotten is not null:
                throw HandlerInForgotten(name);
            case Delegate callback:
                Handler(HandlerId.At(place.Path, frame.Sequence), name, callback);
                break;
            default:
                break;
        }
    }

    static string ElementOf(in Place place, int at)
    {
        while (place.Frames[at].FrameType == RenderTreeFrameType.Attribute)
            at--;

        return place.Frames[at].ElementName;
    }

    void Handler(HandlerId id, string name, Delegate callback)
    {
        Span<char> text = stackalloc char[HandlerId.MostChars];
        Html.Attribute(BindingOf(name), text[..id.Write(text)]);

        if (id == wanted)
            Found ??= new(callback);
    }

    static string BindingOf(string name) => name switch
    {
        "onclick" => "phx-click",
        "onchange" or "oninput" => "phx-change",
        "onsubmit" => "phx-submit",
        "onkeydown" => "phx-keydown",
        "onkeyup" => "phx-keyup",
        "onfocus" => "phx-focus",
        "onblur" => "phx-blur",
        "onclickaway" => "phx-click-away",
        "onrecover" => "phx-auto-recover",
        "onwindowkeydown" => "phx-window-keydown",
        "onwindowkeyup" => "phx-window-keyup",
        "onwindowfocus" => "phx-window-focus",
        "onwindowblur" => "phx-window-blur",
        "onviewporttop" => "phx-viewport-top",
        "onviewportbottom" => "phx-viewport-bottom",
        _ => throw new InvalidOperationException(
            $"Live views do not know the event {name}.\n\n"
            + "They know: onclick, onchange, oninput, onsubmit, onkeydown, onkeyup, onfocus, onblur, onclickaway, onrecover, "
            + "onwindowkeydown, onwindowkeyup, onwindowfocus, onwindowblur, onviewporttop, onviewportbottom."),
    };
}
