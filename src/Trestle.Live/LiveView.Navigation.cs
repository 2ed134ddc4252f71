namespace Trestle;

public abstract partial class LiveView
{
    Departure? departure;

    /// <summary>
    /// Changes the address of this page, once the running method has ended: the view stays, its <c>[Parameter]</c> properties are filled
    /// anew and <see cref="HandleParams"/> runs. The route of the path must be this view's.
    /// </summary>
    /// <param name="to">A path of this view: "/books?page=2".</param>
    /// <param name="replace">Takes the place of the present address in the browser's history, rather than coming after it.</param>
    protected void PutPatch(string to, bool replace = false) => departure = new(DepartureKind.Patch, Local(to, nameof(PutPatch)), replace);

    /// <summary>
    /// Sends the browser to another live view once the running method has ended, over the same connection where both belong to one
    /// live session. This view ends.
    /// </summary>
    protected void Navigate(string to, bool replace = false) => departure = new(DepartureKind.Navigate, Local(to, nameof(Navigate)), replace);

    /// <summary>Sends the browser to another page once the running method has ended. This view ends.</summary>
    protected void Redirect(string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);

        departure = new(DepartureKind.Redirect, RedirectResult.Local(to));
    }

    internal void Depart(DepartureKind kind, string to, bool replace) => departure = new(kind, Local(to, kind == DepartureKind.Patch ? nameof(PutPatch) : nameof(Navigate)), replace);

    internal bool IsLeaving => departure is not null;

    /// <summary>Where the running method wanted to go, once.</summary>
    internal Departure? TakeDeparture()
    {
        var taken = departure;
        departure = null;

        return taken;
    }

    static string Local(string to, string method) => RedirectResult.IsLocal(to)
        ? to
        : throw new ArgumentException(
            $"""
            expected a path of this application, got: "{to}"

            Begin it with one "/": {method}("/books?page=2").
            """);
}

enum DepartureKind
{
    /// <summary>To another address of the same view.</summary>
    Patch,

    /// <summary>To another live view.</summary>
    Navigate,

    /// <summary>To any page, which is loaded.</summary>
    Redirect,
}

/// <summary>Where a view wants its browser to be next.</summary>
sealed record Departure(DepartureKind Kind, string To, bool Replaces = false)
{
    /// <summary>What the client calls it.</summary>
    public string Name => Kind switch
    {
        DepartureKind.Patch => "live_patch",
        DepartureKind.Navigate => "live_redirect",
        _ => "redirect",
    };
}
