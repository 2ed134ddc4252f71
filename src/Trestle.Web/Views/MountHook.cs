namespace Trestle;

/// <summary>
/// Runs before each view of a live session is mounted: in the request, when the browser connects, and when it goes from view to view.
/// One that asks for a redirect keeps the view from being mounted. Draw it: <c>LiveSession&lt;RequireReader>("readers", ...)</c>.
/// </summary>
public abstract class MountHook
{
    ViewContext context = null!;

    /// <summary>The path that is asked for.</summary>
    protected string Path => context.Path;

    /// <summary>The session of the browser; it can only be read.</summary>
    protected Session Session => context.Session;

    protected Flash Flash => context.Flash;

    /// <summary>Runs before the view's own Mount.</summary>
    protected abstract Task Mount();

    /// <summary>Sends the browser to another page instead.</summary>
    protected void Redirect(string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);

        Redirection = to;
    }

    internal string? Redirection { get; private set; }

    internal Task RunAsync(ViewContext context)
    {
        this.context = context;

        return Mount();
    }
}
