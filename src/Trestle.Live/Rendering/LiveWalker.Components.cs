namespace Trestle;

/// <summary>Components with state: a slot that holds a number, and a tree of their own beside the view's.</summary>
sealed partial class LiveWalker
{
    List<Task>? pending;
    HashSet<string>? children;

    /// <summary>What has to be waited for before all of the page can be rendered: mounts of new components. Then it is to be rendered again.</summary>
    public IReadOnlyList<Task>? Pending => pending;

    /// <summary>Has the page rendered again once the task is done.</summary>
    public void WaitFor(Task task) => (pending ??= []).Add(task);

    /// <summary>A live view is shown within this one, by its id.</summary>
    public void Shows(string child)
    {
        if (Forgotten is not null)
            throw InForgotten($"the live view \"{child}\"", "Show it where the view keeps what is around it: a view that is not shown any more ends.");

        if (!(children ??= []).Add(child))
            throw new InvalidOperationException(
                $"""
                The page shows two live views with the id "{child}", and the browser would take them for one.

                Give each an id of its own: <LiveChild TView="..." Id="clock-@city.Id" />.
                """);
    }

    void LiveComponent(in Place place, Site site, int at)
    {
        if (Forgotten is not null)
            throw InForgotten($"a {place.Frames[at].ComponentType.Name}", "Show it where the view keeps what is around it, or let it inherit Component.");

        var type = ComponentType.Of(place.Frames[at].ComponentType);
        var state = StateOf(place, type, at);

        if (Tree.Components.Exists(other => other.State == state))
            throw Twice(state.Component);

        var isChanged = Assign(place, site, at, type, state);
        var settling = state.SettleAsync(context, isChanged);

        if (!settling.IsCompletedSuccessfully)
        {
            WaitFor(settling);
            Tree.EmptyLeaf();
            return;
        }

        var slot = Tree.BeginComponent(state.Number);
        var outer = Tree.BeginNode();
        Component(state.Component, LiveHash.OfKey($"{state.Component.GetType().FullName} {state.Component.Id}"));
        Tree.EndNode(outer);
        Tree.EndComponent(slot, state);
    }

    LiveComponentState StateOf(in Place place, ComponentType type, int at)
    {
        ref var frame = ref place.Frames[at];
        string? id = null;

        for (var parameter = at + 1; parameter < at + frame.Length; parameter++)
            if (place.Frames[parameter] is { FrameType: RenderTreeFrameType.Attribute } given && given.AttributeName.Equals(nameof(Trestle.LiveComponent.Id), StringComparison.OrdinalIgnoreCase))
                id = given.AttributeValue as string;

        if (string.IsNullOrEmpty(id))
            throw new InvalidOperationException(
                $"""
                {frame.ComponentType.Name} has no id, which tells it from others of its class on the page.

                Give it one: <{frame.ComponentType.Name} Id="..." />.
                """);

        if (root is not LiveView view)
            throw Trestle.LiveComponent.Homeless(frame.ComponentType);

        return (view.Rare.Components ??= new(view)).Get(type, frame.ComponentType, id, context);
    }

    bool Assign(in Place place, Site site, int at, ComponentType type, LiveComponentState state)
    {
        var isChanged = false;
        var end = at + place.Frames[at].Length;
        Dictionary<string, object>? unmatched = null;

        for (at++; at < end; at++)
        {
            ref var parameter = ref place.Frames[at];

            if (parameter.FrameType == RenderTreeFrameType.ComponentReferenceCapture)
            {
                parameter.ComponentReferenceCaptureAction(state.Component);
            }
            else if (parameter.FrameType == RenderTreeFrameType.Attribute && type.Parameter(parameter.AttributeName) is { } setter)
            {
                isChanged |= state.IsOther(parameter.AttributeName, setter.IsFragment ? null : parameter.AttributeValue);
                setter.Set(state.Component, Marked(setter, ref parameter, site));
            }
            else if (parameter.FrameType == RenderTreeFrameType.Attribute)
            {
                (unmatched ??= [])[parameter.AttributeName] = parameter.AttributeValue!;
            }
        }

        if (unmatched is not null)
            type.SetUnmatched(state.Component, unmatched);

        return isChanged;
    }

    static void RequireOneRoot(Component component, RenderTreeFrame[] frames, int count)
    {
        if (component is not Trestle.LiveComponent)
            return;

        var roots = 0;

        for (var at = 0; at < count; at += frames[at].Length)
            if (IsContent(in frames[at]))
                roots += frames[at].FrameType == RenderTreeFrameType.Element ? 1 : 2;

        if (roots != 1)
            throw new InvalidOperationException(
                $"""
                {component.GetType().Name} has not one element at its root, by which the browser finds it.

                Put all of it into one: <div>...</div>.
                """);
    }

    static InvalidOperationException Twice(LiveComponent component) => new(
        $"""
        The page has two {component.GetType().Name} with the id "{component.Id}", and both would be the same one.

        Give each an id of its own: <{component.GetType().Name} Id="@line.Id" />.
        """);
}
