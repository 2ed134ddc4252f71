using System.Buffers;

namespace Trestle;

/// <summary>Renders a live view to the client's tree: whole on join, changed parts only afterwards.</summary>
static class LiveRenderer
{
    /// <summary>
    /// Writes the view's HTML, equal to what the client builds from <see cref="Join"/>; what it has to wait for before, if it could
    /// not: components that are still mounting.
    /// </summary>
    public static IReadOnlyList<Task>? Html(Component view, ViewContext context, IBufferWriter<byte> output)
    {
        var walker = LiveWalker.Render(view, context);
        var pending = walker.Pending;

        if (pending is null)
            output.Write(walker.Tree.Html.Written);

        walker.Return();

        return pending;
    }

    /// <summary>Writes the whole tree as JSON, and makes the tape to keep for the next <see cref="Diff"/>.</summary>
    public static LiveDiff Join(Component view, ViewContext context, IBufferWriter<byte> json)
    {
        var walker = LiveWalker.Render(view, context);

        if (walker.Pending is { } pending)
        {
            walker.Return();
            return new([], Changed: false, pending);
        }

        new LiveJson(walker.Tree, walker.Json).Whole();
        json.Write(walker.Json.Written);

        var tape = Tape.Record(walker.Tree);
        Sent(walker, view);
        walker.Return();

        return new(tape, Changed: true);
    }

    /// <summary>
    /// Writes what changed since <paramref name="tape"/> was made, or nothing when nothing did. The tape is used
    /// up: keep the one returned.
    /// </summary>
    public static LiveDiff Diff(Component view, ViewContext context, ulong[] tape, IBufferWriter<byte> json)
    {
        var walker = LiveWalker.Render(view, context);

        if (walker.Pending is { } pending)
        {
            walker.Return();
            return new(tape, Changed: false, pending);
        }

        // With a root of another shape the client loses all components that it had.
        if (tape[0] != Tape.WordOf(walker.Tree[0]))
            (view as LiveView)?.IfRare?.Components?.Lost();

        var hasChanged = new LiveJson(walker.Tree, walker.Json).Changes(tape);

        if (hasChanged)
        {
            json.Write(walker.Json.Written);
            tape = Tape.Record(walker.Tree, over: tape);
            Sent(walker, view);
        }

        walker.Return();

        return new(tape, hasChanged);
    }

    static void Sent(LiveWalker walker, Component view)
    {
        if (walker.Tree.Streams.Count > 0 && view is LiveView { IsShared: true })
            throw new InvalidOperationException(
                $"""
                {view.GetType().Name} is shared, and shows a stream, whose rows it does not have any more when the next reader comes.

                Show a list that the view keeps: it is sent once to each reader, and what changes in it once to all.
                """);

        if (walker.Tree.Temporaries.Count > 0 && view is LiveView { IsShared: true })
            throw new InvalidOperationException(
                $"""
                {view.GetType().Name} is shared, and shows a temporary value, which it does not have any more when the next reader comes.

                Keep it in a field: it is sent once to each reader.
                """);

        foreach (var (_, stream) in walker.Tree.Streams)
            stream.Sent();

        foreach (var temporary in walker.Tree.Temporaries)
            temporary.Sent();

        foreach (var (cell, component) in walker.Tree.Components)
            component.Tape = Tape.Record(walker.Tree, cell + 1, component.Tape);

        (view as LiveView)?.IfRare?.Components?.Shown(walker.Tree.Components);
    }

    /// <summary>
    /// Renders the view again to find the handler that stands behind <c>phx-click="~..."</c>; null when it is gone.
    /// </summary>
    public static LiveHandler? FindHandler(Component view, ViewContext context, string id)
    {
        if (HandlerId.Read(id) is not { } wanted)
            return null;

        var walker = LiveWalker.Render(view, context, wanted);
        var found = walker.Found;

        walker.Return();

        return found;
    }
}

/// <summary>
/// What a render leaves behind: the tape for the next one, and whether anything was written. When something is pending it was not made:
/// wait for that, and render again.
/// </summary>
readonly record struct LiveDiff(ulong[] Tape, bool Changed, IReadOnlyList<Task>? Pending = null);
