using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>
/// A part of a live view with state and events of its own: <c>&lt;CartLine Id="@line.Id" Line="line" /></c>. Its fields stay as long as
/// the page shows it, by its class and its <see cref="Id"/>; it runs in the view's process, and only what changed within it is sent.
/// </summary>
/// <remarks>It has one element at its root. A crash of it is one of its view.</remarks>
public abstract class LiveComponent : Component
{
    ComponentPlace? place;

    /// <summary>Which of its class it is, on its page.</summary>
    [Parameter] public string Id { get; set; } = "";

    /// <summary>For <c>phx-target</c>, beside an event that calls a method of the component by name.</summary>
    protected string Target => Place.Number;

    /// <summary>Whether a browser is connected, as opposed to the page just being written.</summary>
    protected bool IsConnected => Place.View.IsConnectedNow;

    /// <summary>The message that this component handles, from whatever process: sent to the process of its view.</summary>
    public static object MessageTo<TComponent>(string id, object message)
        where TComponent : LiveComponent => new ComponentMessage(typeof(TComponent), id, message);

    /// <summary>Runs once, before it is first rendered, with its parameters filled.</summary>
    protected virtual Task Mount() => Task.CompletedTask;

    /// <summary>Runs after <see cref="Mount"/>, and whenever its view has given it another value for a parameter.</summary>
    protected virtual Task Update() => Task.CompletedTask;

    /// <summary>Sends a message to this component after the delay.</summary>
    protected TimerRef SendAfter(TimeSpan delay, object message) => Self.SendAfter(delay, new ComponentMessage(GetType(), Id, message));

    /// <inheritdoc cref="LiveView.PushEvent"/>
    protected void PushEvent(string name, object? payload = null) => Place.View.PushEventOf(name, payload);

    /// <inheritdoc cref="LiveView.PutPatch"/>
    protected void PutPatch(string to, bool replace = false) => Place.View.Depart(DepartureKind.Patch, to, replace);

    /// <inheritdoc cref="LiveView.Navigate"/>
    protected void Navigate(string to, bool replace = false) => Place.View.Depart(DepartureKind.Navigate, to, replace);

    ComponentPlace Place => place ?? throw new InvalidOperationException(
        $"{GetType().Name} asked for its view before it was mounted.\n\nDo so in Mount or later, not in its constructor.");

    internal override void RequirePlace()
    {
        if (place is null)
            throw Homeless(GetType());
    }

    internal static InvalidOperationException Homeless(Type component) => new(
        $"{component.Name} keeps state, but stands in no live view.\n\nShow it in one, or let it inherit Component.");

    internal async Task BeginAsync(ComponentPlace place, ViewContext context)
    {
        this.place = place;
        Use(context);
        await Mount();
        await Update();
    }

    internal Task UpdateAsync() => Update();
}

/// <summary>Whose a component is, and what the client calls it.</summary>
sealed record ComponentPlace(LiveView View, string Number);

/// <summary>A message for one component of a view.</summary>
sealed record ComponentMessage(Type Component, string Id, object Message);
