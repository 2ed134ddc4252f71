namespace Trestle;

/// <summary>
/// Streams: an element with <c>phx-update="stream"</c> shows the list that was enumerated while its component was rendered; those of
/// one component come in the order of their elements. Its rows are told from other children by their ids, which come first.
/// </summary>
sealed partial class LiveWalker
{
    [ThreadStatic] static LiveWalker? current;

    readonly List<ILiveStream> streams = [];
    int nextStream;
    int endStream;
    int rows;
    bool startsStream;

    /// <summary>The walker that renders on this thread.</summary>
    public static LiveWalker? Current => current;

    public void Enumerated(ILiveStream stream) => streams.Add(stream);

    void Stream(in Place place, Site site, int start, int end)
    {
        if (temporaries > 0)
            throw InForgotten("a stream", "Show it beside: a stream is forgotten once it is sent, too.");

        if (nextStream == endStream)
            throw new InvalidOperationException(
                """
                An element has phx-update="stream", but shows no StreamList.

                Let a foreach in it go over one: @foreach (var message in messages) { <li id="@messages.IdOf(message)">...</li> }
                """);

        var stream = streams[nextStream];

        if (streams.IndexOf(stream) < nextStream++)
            throw new InvalidOperationException(
                """
                The page shows one StreamList twice, but the browser keeps each of its rows in one place.

                Show it once. For a second list, take a second StreamList, with other ids: new StreamList<Message>(message => $"copy-{message.Id}").
                """);

        var inserts = stream.Inserts.Select(insert => insert.Id).ToHashSet();
        var from = itemCount;
        var count = 0;

        for (var at = start; at < end; at += place.Frames[at].Length)
            if (IsContent(in place.Frames[at]) && !IsRow(place, at, inserts))
                Push(ItemOf(in place.Frames[at], at));

        Siblings(place, from, itemCount);
        itemCount = from;

        var list = Tree.BeginSlot(CellKind.Stream);
        turns++;
        rows++;

        for (var at = start; at < end && Found is null; at += place.Frames[at].Length)
        {
            if (!IsRow(place, at, inserts))
                continue;

            var item = ItemOf(in place.Frames[at], at);
            var key = LiveHash.OfKey(IdOf(place, at)!);
            Push(item);
            Turn(place with { Level = site.Rows, Path = LiveHash.Mix(place.Path, key) }, key, itemCount - 1, itemCount);
            itemCount--;
            count++;
        }

        rows--;
        turns--;
        Tree.EndStream(list, count, stream);

        if (count != inserts.Count && Found is null)
            throw new InvalidOperationException(
                $"""
                A stream has {inserts.Count} rows to show, {string.Join(", ", inserts)}, but its element holds {count} elements with such an id.

                Give each row the id that its list says: <li id="@messages.IdOf(message)">.
                """);
    }

    static bool IsRow(in Place place, int at, HashSet<string> inserts) => IdOf(place, at) is { } id && inserts.Contains(id);

    static string? IdOf(in Place place, int at)
    {
        if (place.Frames[at].FrameType != RenderTreeFrameType.Element)
            return null;

        for (var attribute = at + 1; attribute < place.Frames.Length && place.Frames[attribute].FrameType == RenderTreeFrameType.Attribute; attribute++)
            if (place.Frames[attribute].AttributeName == "id")
                return place.Frames[attribute].AttributeValue as string;

        return null;
    }

    /// <summary>Every list that was gone over has to have its element: what it held would be lost.</summary>
    void RequirePlaced()
    {
        if (nextStream != endStream && Found is null)
            throw new InvalidOperationException(
                """
                A StreamList was gone over outside of an element with phx-update="stream", where nothing would be kept of it.

                Put the foreach into one that has an id: <ul id="messages" phx-update="stream">. For a list that the view keeps, take a List.
                """);
    }
}
