namespace Trestle;

/// <summary>
/// A page that is a process: its fields are its state, <see cref="Mount"/> fills them, <c>Handle(message)</c> and
/// <c>@onclick="..."</c> change them, and every browser looking at it sees the change.
/// </summary>
/// <remarks>
/// A view lives twice: once inside the request, to write the page, and again as a process of its own when the browser
/// has connected. Route and query values fill its <c>[Parameter]</c> properties before <see cref="Mount"/>.
/// </remarks>
public abstract class LiveView : Component
{
    string? redirect;

    /// <summary>Whether a browser is connected, as opposed to the page just being written.</summary>
    protected bool IsConnected { get; private set; }

    /// <summary>The page's title, in the browser's tab; set it at any time.</summary>
    protected string? Title
    {
        get => Context.Title;
        set => Context.Title = value;
    }

    /// <summary>Runs once, before the view is first rendered.</summary>
    protected virtual Task Mount() => Task.CompletedTask;

    /// <summary>Runs last: the browser has gone, the view was redirected or has crashed. Not when it was killed.</summary>
    protected virtual Task Terminate(ExitReason reason) => Task.CompletedTask;

    /// <summary>Has every published <typeparamref name="TFact"/> sent to this view. Does nothing while the page is just being written.</summary>
    protected Task SubscribeAsync<TFact>()
    {
        if (IsConnected)
            Self.Node.PubSub.Subscribe<TFact>();

        return Task.CompletedTask;
    }

    /// <summary>Has what is broadcast to the topic sent to this view. Does nothing while the page is just being written.</summary>
    protected Task SubscribeAsync(Topic topic)
    {
        if (IsConnected)
            Self.Node.PubSub.Subscribe(topic);

        return Task.CompletedTask;
    }

    /// <summary>Sends the message to this view after the delay.</summary>
    protected TimerRef SendAfter(TimeSpan delay, object message) => Self.SendAfter(delay, message);

    /// <summary>Sends the browser to another page once the running method has ended. This view ends.</summary>
    protected void Redirect(string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);

        redirect = RedirectResult.Local(to);
    }

    internal string? Redirection => redirect;

    internal Task MountAsync(ViewContext context, bool isConnected)
    {
        Use(context);
        IsConnected = isConnected;

        return Mount();
    }

    internal Task TerminateAsync(ExitReason reason) => Terminate(reason);
}
