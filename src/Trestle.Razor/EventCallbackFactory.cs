namespace Microsoft.AspNetCore.Components;

/// <summary>Makes callbacks of what stands in <c>@onclick="..."</c> and in parameters that are callbacks; Razor calls it.</summary>
#pragma warning disable CA1822 // Razor calls these by EventCallback.Factory.
public sealed class EventCallbackFactory
{
    public EventCallback Create(object receiver, EventCallback callback) => callback;

    public EventCallback Create(object receiver, Action callback) => new(receiver, callback);

    public EventCallback Create(object receiver, Action<object> callback) => new(receiver, callback);

    public EventCallback Create(object receiver, Func<Task> callback) => new(receiver, callback);

    public EventCallback Create(object receiver, Func<object, Task> callback) => new(receiver, callback);

    public EventCallback<TValue> Create<TValue>(object receiver, EventCallback callback) => new(receiver, callback.Delegate);

    public EventCallback<TValue> Create<TValue>(object receiver, EventCallback<TValue> callback) => callback;

    public EventCallback<TValue> Create<TValue>(object receiver, Action callback) => new(receiver, callback);

    public EventCallback<TValue> Create<TValue>(object receiver, Action<TValue> callback) => new(receiver, callback);

    public EventCallback<TValue> Create<TValue>(object receiver, Func<Task> callback) => new(receiver, callback);

    public EventCallback<TValue> Create<TValue>(object receiver, Func<TValue, Task> callback) => new(receiver, callback);

    public EventCallback<TValue> CreateInferred<TValue>(object receiver, Action<TValue> callback, TValue value) => Create(receiver, callback);

    public EventCallback<TValue> CreateInferred<TValue>(object receiver, Func<TValue, Task> callback, TValue value) => Create(receiver, callback);
}
#pragma warning restore CA1822
