using System.Collections;

namespace Trestle;

/// <summary>
/// A list that the browser keeps and the server forgets: what is inserted and deleted is sent once. Shown by a <c>@foreach</c> in an
/// element with an id and <c>phx-update="stream"</c>, a row an item, each with the id that <see cref="IdOf"/> says.
/// </summary>
/// <remarks>
/// It enumerates what was not sent yet. Rows are not there when an event comes, so they bind methods by name:
/// <c>phx-click="@nameof(Delete)" phx-value-id="@message.Id"</c>.
/// </remarks>
public sealed class StreamList<T> : IEnumerable<T>, ILiveStream
{
    readonly Func<T, string> id;

    List<(T Item, StreamInsert Insert)>? inserts;
    List<string>? deletes;
    bool isReset;

    /// <param name="id">What the row of an item is called on the page: <c>message => $"message-{message.Id}"</c>.</param>
    public StreamList(Func<T, string> id)
    {
        ArgumentNullException.ThrowIfNull(id);
        this.id = id;
    }

    /// <summary>The id of an item's row.</summary>
    public string IdOf(T item) => id(item);

    /// <summary>Puts an item in; one that is there already is changed where it stands.</summary>
    /// <param name="at">Its place, 0 for the first; at the end by default.</param>
    /// <param name="limit">How many rows are kept: the first ones, or with a minus the last ones. Other children of the list's element count too.</param>
    /// <param name="updateOnly">Changes the row if the browser has it, and adds none.</param>
    public void Insert(T item, int at = -1, int? limit = null, bool updateOnly = false)
    {
        var insert = new StreamInsert(id(item), at, limit, updateOnly);

        inserts?.RemoveAll(earlier => earlier.Insert.Id == insert.Id);
        (inserts ??= []).Add((item, insert));
    }

    /// <summary>Takes an item's row away.</summary>
    public void Delete(T item) => DeleteById(id(item));

    /// <summary>Takes a row away.</summary>
    public void DeleteById(string id)
    {
        ArgumentNullException.ThrowIfNull(id);

        inserts?.RemoveAll(earlier => earlier.Insert.Id == id);
        (deletes ??= []).Add(id);
    }

    /// <summary>Takes all rows away, and puts these in.</summary>
    public void Reset(IEnumerable<T>? items = null, int? limit = null)
    {
        (inserts, deletes, isReset) = (null, null, true);

        foreach (var item in items ?? [])
            Insert(item, limit: limit);
    }

    public IEnumerator<T> GetEnumerator()
    {
        LiveWalker.Current?.Enumerated(this);

        return (inserts ?? []).Select(insert => insert.Item).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    string ILiveStream.Ref { get; } = ILiveStream.NextRef();

    bool ILiveStream.HasPending => isReset || inserts is { Count: > 0 } || deletes is not null;

    bool ILiveStream.IsReset => isReset;

    IReadOnlyList<string> ILiveStream.Deletes => deletes ?? [];

    IEnumerable<StreamInsert> ILiveStream.Inserts => (inserts ?? []).Select(insert => insert.Insert);

    void ILiveStream.Sent() => (inserts, deletes, isReset) = (null, null, false);
}
