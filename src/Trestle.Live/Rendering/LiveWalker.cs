namespace Trestle;

/// <summary>
/// Walks the frames of a live view and writes them as a <see cref="RenderedTree"/>. Per level: the frames are
/// matched with the sites ever seen there; what always stands and never varies becomes static text, a varying text
/// or attribute a leaf, a component, fragment or conditional element a node, a loop a list.
/// </summary>
sealed partial class LiveWalker
{
    const int Attempts = 3;

    [ThreadStatic] static LiveWalker? spare;

    readonly BuilderStack builders = new();
    readonly List<SiteLevel> fragments = [];
    readonly Stack<HashSet<ulong>> keySets = [];
    ViewContext context = null!;
    Component? root;
    SiteItem[] items = new SiteItem[256];
    int itemCount;
    int turns;
    bool learned;
    HandlerId? wanted;

    public RenderedTree Tree { get; } = new();

    /// <summary>Room for what is sent.</summary>
    public HtmlBuffer Json { get; } = new();

    /// <summary>The handler with the wanted id.</summary>
    public LiveHandler? Found { get; private set; }

    HtmlBuffer Html => Tree.Html;

    /// <summary>
    /// Renders a view; again when something was learned on the way, so that what is sent is in its final shape.
    /// </summary>
    public static LiveWalker Render(Component view, ViewContext context, HandlerId? wanted = null)
    {
        var walker = spare ?? new();

        spare = null;
        walker.context = context;
        walker.wanted = wanted;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            walker.Start(view);

            if (!walker.learned || walker.Found is not null || walker.pending is not null)
                break;
        }

        return walker;
    }

    /// <summary>
    /// Gives the walker back. One that threw is not given back: its builders are in an unknown state.
    /// </summary>
    public void Return()
    {
        context = null!;
        (root, pending) = (null, null);
        Found = null;
        Tree.Clear();
        Json.Clear();
        fragments.Clear();
        streams.Clear();
        spare = this;
    }

    void Start(Component view)
    {
        Tree.Clear();
        fragments.Clear();
        streams.Clear();
        learned = false;
        (root, pending) = (view, null);
        children?.Clear();
        // The request that writes a page renders the views within it while it renders the page.
        var around = current;
        current = this;

        try
        {
            var outer = Tree.BeginNode();
            Component(view, path: 0);
            Tree.EndNode(outer);
        }
        finally
        {
            current = around;
        }
    }

    void Component(Component component, ulong path)
    {
        var builder = builders.Push();
        var (outerNext, outerEnd) = (nextStream, endStream);
        nextStream = streams.Count;
        component.Render(builder, context);
        endStream = streams.Count;
        RequireOneRoot(component, builder.Frames, builder.Count);
        Children(new(builder.Frames, SiteLevel.Of(component.GetType()), path, Code: null), 0, builder.Count);
        RequirePlaced();
        (nextStream, endStream) = (outerNext, outerEnd);
        builders.Pop();
    }

    /// <summary>
    /// Where siblings stand: their frames, what was learned about them, the path for handlers, the element that
    /// takes text as code.
    /// </summary>
    readonly record struct Place(RenderTreeFrame[] Frames, SiteLevel Level, ulong Path, string? Code);

    void Children(in Place place, int start, int end)
    {
        var from = itemCount;

        for (var at = start; at < end; at += place.Frames[at].Length)
            if (IsContent(in place.Frames[at]))
                Push(ItemOf(in place.Frames[at], at));

        Siblings(place, from, itemCount);
        itemCount = from;
    }

    /// <summary>Writes items that stand side by side, and an empty slot for each site that is missing.</summary>
    void Siblings(in Place place, int from, int to)
    {
        var sites = place.Level.Fit(items.AsSpan(from, to - from), ref learned);
        var next = 0;

        for (var at = from; at < to && Found is null;)
        {
            while (!sites[next].Contains(items[at].Sequence))
                Missing(sites[next++]);

            var site = sites[next++];

            if (!site.IsLoop)
            {
                Sibling(place, site, items[at++].At);
                continue;
            }

            var first = at;
            while (at < to && site.Contains(items[at].Sequence))
                at++;
            Loop(place, site, first, at);
        }

        while (next < sites.Length)
            Missing(sites[next++]);
    }

    void Missing(Site site)
    {
        if (site.IsLoop)
            Tree.EndSlot(Tree.BeginSlot(CellKind.List), hash: 0);
        else if (site.IsOptional)
            Tree.EmptyLeaf();
    }

    void Sibling(in Place place, Site site, int at)
    {
        ref var frame = ref place.Frames[at];

        switch (frame.FrameType)
        {
            case RenderTreeFrameType.Element when site.IsOptional:
                var outer = Tree.BeginNodeSlot();
                Element(place, site, at);
                Tree.EndNodeSlot(outer);
                break;
            case RenderTreeFrameType.Element:
                Element(place, site, at);
                break;
            case RenderTreeFrameType.Text:
                Text(site, frame.TextContent, place.Code, isMarkup: false);
                break;
            case RenderTreeFrameType.Markup:
                Text(site, frame.MarkupContent, place.Code, isMarkup: true);
                break;
            case RenderTreeFrameType.Region:
                outer = Tree.BeginNodeSlot();
                Region(place with { Level = site.Body, Path = LiveHash.Mix(place.Path, (ulong)site.First) }, at);
                Tree.EndNodeSlot(outer);
                break;
            case RenderTreeFrameType.Component when typeof(LiveComponent).IsAssignableFrom(frame.ComponentType):
                LiveComponent(place, site, at);
                break;
            case RenderTreeFrameType.Component when typeof(ILiveTemporary).IsAssignableFrom(frame.ComponentType):
                outer = Tree.BeginNodeSlot();
                Temporary(place, site, at);
                Tree.EndNodeSlot(outer);
                break;
            default:
                outer = Tree.BeginNodeSlot();
                Component(place, site, at);
                Tree.EndNodeSlot(outer);
                break;
        }
    }

    void Text(Site site, string text, string? code, bool isMarkup)
    {
        if (code is not null && !isMarkup)
            HtmlRules.RequireLiteral(text, code);

        if (!site.IsOptional && site.IsLiteral(text, ref learned))
        {
            WriteText(text, isMarkup || code is not null);
            return;
        }

        var leaf = Tree.BeginSlot(CellKind.Leaf);
        WriteText(text, isMarkup || code is not null);
        Tree.EndLeaf(leaf);
    }

    void WriteText(string text, bool isMarkup)
    {
        if (isMarkup)
            Html.Markup(text);
        else
            Html.Text(text);
    }

    void Element(in Place place, Site site, int at)
    {
        var frames = place.Frames;
        var name = frames[at].ElementName;
        var end = at + frames[at].Length;

        Html.Write((byte)'<');
        Html.Markup(name);
        at = Attributes(place with { Level = site.Attributes }, at + 1, end);
        Html.Write((byte)'>');

        if (at == end && HtmlRules.IsVoid(name))
            return;

        if (startsStream)
        {
            startsStream = false;
            Stream(place with { Level = site.Body }, site, at, end);
        }
        else
        {
            Children(place with { Level = site.Body, Code = HtmlRules.IsCode(name) ? name : null }, at, end);
        }

        Html.Write("</"u8);
        Html.Markup(name);
        Html.Write((byte)'>');
    }

    /// <summary>
    /// Writes what a region holds. A fragment that was handed to a component stands in a region of its own,
    /// numbered below zero; its sites belong to the component that wrote it, not to the one that shows it.
    /// </summary>
    void Region(in Place place, int at)
    {
        var (start, end) = (at + 1, at + place.Frames[at].Length);
        ref var frame = ref place.Frames[at];

        if (frame.Sequence < 0)
            Children(place with { Level = fragments[~frame.Sequence] }, start, end);
        else if (start < end && place.Frames[start] is { FrameType: RenderTreeFrameType.Region, Sequence: < 0 })
            Region(place, start);
        else
            Children(place, start, end);
    }

    Component Component(in Place place, Site site, int at)
    {
        ref var frame = ref place.Frames[at];
        var type = ComponentType.Of(frame.ComponentType);
        var path = LiveHash.Mix(place.Path, (ulong)site.First);
        var component = type.Create(context.Services);
        Dictionary<string, object>? unmatched = null;
        var end = at + frame.Length;

        for (at++; at < end; at++)
        {
            ref var parameter = ref place.Frames[at];

            if (parameter.FrameType == RenderTreeFrameType.ComponentReferenceCapture)
                parameter.ComponentReferenceCaptureAction(component);
            else if (parameter.FrameType == RenderTreeFrameType.Attribute)
                if (type.Parameter(parameter.AttributeName) is { } setter)
                    setter.Set(component, Marked(setter, ref parameter, site));
                else
                    (unmatched ??= [])[parameter.AttributeName] = parameter.AttributeValue!;
        }

        if (unmatched is not null)
            type.SetUnmatched(component, unmatched);

        Component(component, path);

        return component;
    }

    object? Marked(ParameterSetter setter, ref RenderTreeFrame parameter, Site site)
    {
        if (!setter.IsFragment || parameter.AttributeValue is null)
            return parameter.AttributeValue;

        fragments.Add(site.Attributes.At(parameter.Sequence).Body);

        return setter.Mark(parameter.AttributeValue, ~(fragments.Count - 1));
    }

    void Push(SiteItem item)
    {
        if (itemCount == items.Length)
            Array.Resize(ref items, items.Length * 2);

        items[itemCount++] = item;
    }

    // A fragment invoked as a method has no region around the marked one: it gets a number beyond those of real sites.
    static SiteItem ItemOf(in RenderTreeFrame frame, int at) => frame.FrameType switch
    {
        RenderTreeFrameType.Element => new(frame.Sequence, at, KeyOf(frame.Key)),
        RenderTreeFrameType.Component => new(frame.Sequence, at, KeyOf(frame.Key)),
        _ => new(frame.Sequence < 0 ? int.MaxValue : frame.Sequence, at),
    };

    static ulong KeyOf(object? key) => key is null ? 0 : LiveHash.OfKey(key) | 1;

    static bool IsContent(in RenderTreeFrame frame) => frame.FrameType is
        RenderTreeFrameType.Element or RenderTreeFrameType.Text or RenderTreeFrameType.Markup
        or RenderTreeFrameType.Region or RenderTreeFrameType.Component;
}
