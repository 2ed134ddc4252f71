using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>The components of one view that have state, by class and id, and by the number that the client knows them by.</summary>
sealed class LiveComponents(LiveView view)
{
    readonly Dictionary<(Type Type, string Id), LiveComponentState> known = [];
    int lastNumber;

    /// <summary>The component of this id; a new one when there is none.</summary>
    public LiveComponentState Get(ComponentType type, Type wanted, string id, ViewContext context)
    {
        if (known.TryGetValue((wanted, id), out var state))
            return state;

        var created = (LiveComponent)type.Create(context.Services);
        var number = ++lastNumber;

        return known[(wanted, id)] = new(created, number, new(view, number.ToString(CultureInfo.InvariantCulture)));
    }

    public LiveComponentState? Find(Type type, string id) => known.GetValueOrDefault((type, id));

    public LiveComponentState? Find(int number) => known.Values.FirstOrDefault(state => state.Number == number);

    /// <summary>The page shows these, and no others.</summary>
    public void Shown(List<(int Cell, LiveComponentState State)> shown)
    {
        foreach (var state in known.Values)
            state.IsShown = false;

        foreach (var (_, state) in shown)
            state.IsShown = true;
    }

    /// <summary>The client has none of them any more, and needs all of each that the page shows.</summary>
    public void Lost()
    {
        foreach (var state in known.Values)
            state.Tape = null;
    }

    /// <summary>The client will drop them: if the page shows one again, it needs all of it.</summary>
    public void WillDestroy(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            if (Find(number) is { IsShown: false } gone)
                gone.Tape = null;
    }

    /// <summary>The client has dropped them; those that were not shown again meanwhile end.</summary>
    public List<int> Destroy(IEnumerable<int> numbers)
    {
        var destroyed = new List<int>();

        foreach (var number in numbers)
            if (Find(number) is { IsShown: false } gone)
            {
                known.Remove((gone.Component.GetType(), gone.Component.Id));
                destroyed.Add(number);
            }

        return destroyed;
    }
}

/// <summary>A component that lives on between renders.</summary>
sealed class LiveComponentState(LiveComponent component, int number, ComponentPlace place)
{
    readonly Dictionary<string, object?> parameters = [];
    bool hasBegun;

    public LiveComponent Component => component;

    public int Number => number;

    /// <summary>What the client has of it; null for nothing.</summary>
    public ulong[]? Tape { get; set; }

    public bool IsShown { get; set; }

    /// <summary>Mounts it, or tells it of other parameters; what is to be waited for before it can be rendered.</summary>
    public Task SettleAsync(ViewContext context, bool isChanged)
    {
        if (!hasBegun)
        {
            hasBegun = true;
            return Settling = component.BeginAsync(place, context);
        }

        return !Settling.IsCompleted ? Settling : isChanged ? Settling = component.UpdateAsync() : Settling;
    }

    /// <summary>Runs the method of that name; nothing when it has none.</summary>
    public async Task<byte[]?> RunAsync(string name, object happened, JsonElement sent) =>
        NamedEvents.GetValue(component.GetType(), static type => NamedEvent.Of(type) ?? []).GetValueOrDefault(name) is { } named
            ? await named.AnswerAsync(component, happened, sent)
            : null;

    /// <summary>Looks at the classes of components anew.</summary>
    public static void Forget() => NamedEvents.Clear();

    // Weak in its keys: a release that is gone takes its classes with it.
    static readonly ConditionalWeakTable<Type, Dictionary<string, NamedEvent>> NamedEvents = [];

    Task Settling { get; set; } = Task.CompletedTask;

    /// <summary>Whether a parameter has another value now. Handlers and fragments are others at every render.</summary>
    public bool IsOther(string name, object? value)
    {
        var isOther = !parameters.TryGetValue(name, out var former) || !Equals(former, value);
        parameters[name] = value;

        return isOther && value is not (Delegate or EventCallback) && !(value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(EventCallback<>));
    }
}
