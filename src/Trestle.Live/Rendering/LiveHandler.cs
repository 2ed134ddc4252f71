namespace Trestle;

/// <summary>
/// A handler found in a view, ready to be called with <see cref="ClickEvent"/>, <see cref="FormEvent"/> or <see
/// cref="KeyEvent"/>.
/// </summary>
sealed class LiveHandler(Delegate callback)
{
    /// <summary>The event type the handler takes; null when it takes none.</summary>
    public Type? EventType =>
        callback.GetType().GenericTypeArguments is [var first, ..] && first != typeof(Task) ? first : null;

    public Task InvokeAsync(object happened) => callback switch
    {
        Action action => Run(action),
        Func<Task> function => function(),
        Action<ClickEvent> action when happened is ClickEvent click => Run(() => action(click)),
        Func<ClickEvent, Task> function when happened is ClickEvent click => function(click),
        Action<FormEvent> action when happened is FormEvent form => Run(() => action(form)),
        Func<FormEvent, Task> function when happened is FormEvent form => function(form),
        Action<KeyEvent> action when happened is KeyEvent key => Run(() => action(key)),
        Func<KeyEvent, Task> function when happened is KeyEvent key => function(key),
        _ => throw new InvalidOperationException(
            $"The handler takes {(EventType ?? callback.GetType()).Name}, but the browser sent {happened.GetType().Name}."),
    };

    static Task Run(Action action)
    {
        action();

        return Task.CompletedTask;
    }
}
