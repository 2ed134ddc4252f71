namespace Microsoft.AspNetCore.Components;

/// <summary>A handler of an event that takes nothing, as a parameter of a component.</summary>
public readonly struct EventCallback(object? receiver, MulticastDelegate? callback) : IEquatable<EventCallback>
{
    /// <summary>Makes callbacks of methods and lambdas; Razor calls it.</summary>
    public static readonly EventCallbackFactory Factory = new();

    public static readonly EventCallback Empty;

    /// <summary>Whether the tag gave a handler.</summary>
    public bool HasDelegate => Delegate is not null;

    /// <summary>The method or lambda itself.</summary>
    public MulticastDelegate? Delegate { get; } = callback;

    public object? Receiver { get; } = receiver;

    public Task InvokeAsync() => Handling.Invoke<object>(Delegate, null);

    public Task InvokeAsync(object? arg) => Handling.Invoke(Delegate, arg);

    public bool Equals(EventCallback other) => Equals(Delegate, other.Delegate) && ReferenceEquals(Receiver, other.Receiver);

    public override bool Equals(object? obj) => obj is EventCallback other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Delegate, Receiver);

    public static bool operator ==(EventCallback left, EventCallback right) => left.Equals(right);

    public static bool operator !=(EventCallback left, EventCallback right) => !left.Equals(right);
}

/// <summary>A handler of an event that takes a value, as a parameter of a component.</summary>
public readonly struct EventCallback<TValue>(object? receiver, MulticastDelegate? callback) : IEquatable<EventCallback<TValue>>
{
    public static readonly EventCallback<TValue> Empty;

    /// <summary>Whether the tag gave a handler.</summary>
    public bool HasDelegate => Delegate is not null;

    /// <summary>The method or lambda itself.</summary>
    public MulticastDelegate? Delegate { get; } = callback;

    public object? Receiver { get; } = receiver;

    public Task InvokeAsync(TValue? arg) => Handling.Invoke(Delegate, arg);

    public Task InvokeAsync() => InvokeAsync(default);

    public bool Equals(EventCallback<TValue> other) => Equals(Delegate, other.Delegate) && ReferenceEquals(Receiver, other.Receiver);

    public override bool Equals(object? obj) => obj is EventCallback<TValue> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Delegate, Receiver);

    public static bool operator ==(EventCallback<TValue> left, EventCallback<TValue> right) => left.Equals(right);

    public static bool operator !=(EventCallback<TValue> left, EventCallback<TValue> right) => !left.Equals(right);
}

static class Handling
{
    public static Task Invoke<TValue>(MulticastDelegate? handler, TValue? value)
    {
        switch (handler)
        {
            case null:
                return Task.CompletedTask;
            case Action action:
                action();
                return Task.CompletedTask;
            case Action<TValue?> action:
                action(value);
                return Task.CompletedTask;
            case Func<Task> function:
                return function();
            case Func<TValue?, Task> function:
                return function(value);
            default:
                return handler.DynamicInvoke(handler.Method.GetParameters().Length == 0 ? [] : [value]) as Task ?? Task.CompletedTask;
        }
    }
}
