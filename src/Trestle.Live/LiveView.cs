namespace Trestle;

/// <summary>
/// A page that is a process: its fields are its state, <see cref="Mount"/> fills them, <c>Handle(message)</c> and
/// <c>@onclick="..."</c> change them, and every browser looking at it sees the change.
/// </summary>
/// <remarks>
/// A view lives twice: once inside the request, to write the page, and again as a process of its own when the browser
/// has connected. Route and query values fill its <c>[Parameter]</c> properties before <see cref="Mount"/>.
/// </remarks>
public abstract partial class LiveView : Component
{
    RareState? rare;

    /// <summary>Whether a browser is connected, as opposed to the page just being written.</summary>
    protected bool IsConnected { get; private set; }

    /// <summary>Whether its fields with <see cref="CheckpointAttribute"/> are what they were before the connection was lost.</summary>
    protected internal bool IsRestored { get; internal set; }

    /// <summary>The page's title, in the browser's tab; set it at any time.</summary>
    protected string? Title
    {
        get => Context.Title;
        set => Context.Title = value;
    }

    /// <summary>Messages for the reader. What this page has not shown goes along to the page it redirects or navigates to.</summary>
    protected Flash Flash => Context.Flash;

    /// <summary>What the session held when the browser asked for the page, or connected. It can only be read here.</summary>
    protected Session Session => Context.Session;

    /// <summary>The address of the page, with its query: "/books?page=2".</summary>
    protected string Location => Context.Location ?? Context.Path;

    /// <summary>Runs once, before the view is first rendered.</summary>
    protected virtual Task Mount() => Task.CompletedTask;

    /// <summary>
    /// Runs after <see cref="Mount"/>, and again whenever the view's address has changed while it stays: the <c>[Parameter]</c>
    /// properties are those of the new one.
    /// </summary>
    protected virtual Task HandleParams() => Task.CompletedTask;

    /// <summary>Runs last: the browser has gone, the view was redirected or has crashed. Not when it was killed.</summary>
    protected virtual Task Terminate(ExitReason reason) => Task.CompletedTask;

    /// <summary>
    /// Runs when nothing has come for a while, <c>Live:HibernateAfter</c>: let go of what can be made again. It shows nothing by itself.
    /// </summary>
    protected virtual void Shrink() { }

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

    /// <summary>Whether it has many readers rather than one.</summary>
    internal bool IsShared { get; set; }

    internal bool IsConnectedNow => IsConnected;

    /// <summary>Null until the view does something that few views do.</summary>
    internal RareState? IfRare => rare;

    internal RareState Rare => rare ??= new();

    internal async Task MountAsync(ViewContext context, bool isConnected, MountHook? hook = null)
    {
        Use(context);
        IsConnected = isConnected;

        if (hook is not null)
            await hook.RunAsync(context);

        if (hook?.Redirection is { } to)
        {
            Redirect(to);
            return;
        }

        await Mount();

        if (!IsLeaving)
            await HandleParams();
    }

    internal Task HandleParamsAsync() => HandleParams();

    internal void ShrinkNow() => Shrink();

    internal Task TerminateAsync(ExitReason reason) => Terminate(reason);
}
