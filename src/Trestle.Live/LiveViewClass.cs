using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>One class of live views: how to make one, and which properties its address and its services fill.</summary>
sealed class LiveViewClass
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly (PropertyInfo Property, FieldParser? Parse)[] parameters;
    readonly ComponentType component;
    object?[]? defaults;

    public LiveViewClass(Type type)
    {
        Type = type;
        Handlers = HandlerTable.For(type);
        parameters =
        [
            .. type.GetProperties(Declared)
                .Where(property => property.IsDefined(typeof(ParameterAttribute)))
                .Select(property => (property, ParserOf(property.PropertyType))),
        ];
        component = ComponentType.Of(type);
        NamedEvents = NamedEvent.Of(type);
        Checkpoint = Checkpoint.Of(type);
        Shrinks = type.GetMethod("Shrink", Declared, [])!.DeclaringType != typeof(LiveView);
    }

    public Type Type { get; }

    public HandlerTable Handlers { get; }

    /// <summary>What the browser may call by name; null for none.</summary>
    public Dictionary<string, NamedEvent>? NamedEvents { get; }

    /// <summary>What survives a lost connection; null for nothing.</summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>Whether it has anything to let go of while it rests.</summary>
    public bool Shrinks { get; }

    /// <summary>A new view. Null when a value of the address does not fit its property: there is no such page.</summary>
    public LiveView? Create(IServiceProvider provider, IReadOnlyDictionary<string, string> values)
    {
        var view = (LiveView)component.Create(provider);

        // As the author has written them: what an address without a value for one goes back to.
        defaults ??= [.. parameters.Select(parameter => parameter.Property.GetValue(view))];

        return parameters.All(parameter => TrySet(view, parameter.Property, parameter.Parse, values)) ? view : null;
    }

    /// <summary>Fills the parameters of a view that stays, from another address. False when a value does not fit; then some may have changed.</summary>
    public bool Assign(LiveView view, IReadOnlyDictionary<string, string> values)
    {
        for (var at = 0; at < parameters.Length; at++)
        {
            var (property, parse) = parameters[at];

            if (!values.ContainsKey(property.Name))
                property.SetValue(view, defaults![at]);
            else if (!TrySet(view, property, parse, values))
                return false;
        }

        return true;
    }

    static FieldParser? ParserOf(Type type) => FieldParsers.For(Nullable.GetUnderlyingType(type) ?? type);

    static bool TrySet(LiveView view, PropertyInfo property, FieldParser? parse, IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(property.Name, out var text))
            return true;

        if (parse is null || !parse(text, out var value))
            return false;

        property.SetValue(view, value);

        return true;
    }
}
