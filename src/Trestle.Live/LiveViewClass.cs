using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>One class of live views: how to make one, and which properties its address and its services fill.</summary>
sealed class LiveViewClass
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly (PropertyInfo Property, FieldParser? Parse)[] parameters;
    readonly ComponentType component;

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
    }

    public Type Type { get; }

    public HandlerTable Handlers { get; }

    /// <summary>A new view. Null when a value of the address does not fit its property: there is no such page.</summary>
    public LiveView? Create(IServiceProvider provider, IReadOnlyDictionary<string, string> values)
    {
        var view = (LiveView)component.Create(provider);

        return parameters.All(parameter => TrySet(view, parameter.Property, parameter.Parse, values)) ? view : null;
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
