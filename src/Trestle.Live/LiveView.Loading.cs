namespace Trestle;

public abstract partial class LiveView
{
    /// <summary>
    /// Loads a value beside the view, in a process of its own that ends with it: <c>weather = Load(() => Weather.AtAsync(city))</c>, then
    /// <c>@if (weather.IsLoaded) { ... }</c>. While the page is just being written nothing is loaded.
    /// </summary>
    /// <param name="load">Runs beside the view, so it uses none of its fields: copy what it needs into locals.</param>
    /// <param name="former">A value that this one takes the place of: shown until then, its loading cancelled.</param>
    protected AsyncValue<T> Load<T>(Func<Task<T>> load, AsyncValue<T>? former = null)
    {
        ArgumentNullException.ThrowIfNull(load);

        if (former is { IsLoading: true })
            former.Cancel();

        var value = new AsyncValue<T>(former);

        if (!IsConnected)
            return value;

        var view = Self.Pid;
        var scope = Self.Node.MessageScope;
        var loader = Self.SpawnLink(
            async () =>
            {
                await using var work = scope?.Invoke();
                view.Send(new Arrival.Of<T>(value, await load()));
            },
            $"{GetType().Name} loads {typeof(T).Name}");

        value.LoadedBy(loader);
        Rare.Loads(loader, value.TryEnd);

        return value;
    }
}
