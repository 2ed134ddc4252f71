namespace Trestle;

public abstract partial class LiveView
{
    /// <summary>
    /// Has the browser told something that no markup says, along with what this method changes: a script hears it as the event
    /// <c>phx:name</c> of the window, a hook by <c>handleEvent</c>. The payload is written as JSON, in the names of the web.
    /// </summary>
    protected void PushEvent(string name, object? payload = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (IsConnected)
            Rare.Push(name, payload);
    }

    internal void PushEventOf(string name, object? payload) => PushEvent(name, payload);
}
