namespace Microsoft.AspNetCore.Components.CompilerServices;

/// <summary>What Razor wraps parameters in, so that the compiler checks their types.</summary>
public static class RuntimeHelpers
{
    public static T TypeCheck<T>(T value) => value;

    public static EventCallback<T> CreateInferredEventCallback<T>(object receiver, Action<T> callback, T value) =>
        EventCallback.Factory.Create(receiver, callback);

    public static EventCallback<T> CreateInferredEventCallback<T>(object receiver, Func<T, Task> callback, T value) =>
        EventCallback.Factory.Create(receiver, callback);

    public static EventCallback<T> CreateInferredEventCallback<T>(object receiver, EventCallback<T> callback, T value) => callback;
}
