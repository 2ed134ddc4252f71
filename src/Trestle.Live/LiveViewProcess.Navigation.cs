namespace Trestle;

sealed partial class LiveViewProcess
{
    // A view that patches whenever it was patched would never come to an end.
    const int MostPatches = 20;

    // Where the view has gone by itself, and the browser has not been told yet.
    Departure? patched;

    string? SealedFlash => context!.Flash.Unshown is { } messages ? join.Release.Flash.Close(messages) : null;

    /// <summary>Follows the view as long as it stays itself; where it leaves for, if it does.</summary>
    async Task<Departure?> SettleAsync()
    {
        for (var patches = 0; view!.TakeDeparture() is { } departure; patches++)
        {
            if (departure.Kind != DepartureKind.Patch)
                return departure;

            if (patches == MostPatches)
                throw new InvalidOperationException(
                    $"""
                    {join.ViewClass.Type.Name} was patched {MostPatches} times in a row, last to "{departure.To}".

                    Let HandleParams call PutPatch only when the address is not right yet.
                    """);

            if (!await PatchAsync(departure))
                return departure with { Kind = DepartureKind.Redirect };
        }

        if (channel.IsAnswered && patched is { } patch)
        {
            patched = null;
            channel.Push(patch.Name, json => json.WriteTarget(patch, null));
        }

        return null;
    }

    async Task<bool> PatchAsync(Departure departure)
    {
        if (IsChild)
            throw new InvalidOperationException(
                $"""
                {join.ViewClass.Type.Name} patched to "{departure.To}", but it is a part of a page and has no address.

                Let the page's own view do so, or send the browser to another one: Navigate("{departure.To}").
                """);

        if (await PlaceOfAsync($"{join.Session.Origin}{departure.To}") is not { } place)
            throw new InvalidOperationException(
                $"""
                {join.ViewClass.Type.Name} patched to "{departure.To}", which is no address of its own.

                For another live view there is Navigate("{departure.To}"), for any other page Redirect("{departure.To}").
                """);

        if (!await MoveAsync(place))
            return false;

        // Several in a row are one step in the browser's history.
        patched = patched is { Replaces: false } ? departure with { Replaces = false } : departure;

        return true;
    }

    /// <summary>A link within the page, or the browser's own back and forward.</summary>
    async Task HandleAsync(ViewPatch patch)
    {
        if (await PlaceOfAsync(patch.Url) is not { } place || !await MoveAsync(place))
        {
            // The client joins the view that is there, or loads the page.
            channel.Reply(patch.Ref, ok: true, json => json.WriteFlag("link_redirect"));
            channel.Handled();
            return;
        }

        await AnswerAsync(patch.Ref);
    }

    /// <summary>Null for what is not this view in its live session.</summary>
    async ValueTask<LivePlace?> PlaceOfAsync(string url) =>
        await join.Server.PlaceAsync(url, join.Session) is { } place
        && place.View == join.ViewClass.Type.FullName
        && place.Group?.Name == join.Session.Group
            ? place
            : null;

    async Task<bool> MoveAsync(LivePlace place)
    {
        if (!join.ViewClass.Assign(view!, place.Values))
            return false;

        context!.MoveTo(place.Path, place.Location);
        await view!.HandleParamsAsync();

        return true;
    }
}
